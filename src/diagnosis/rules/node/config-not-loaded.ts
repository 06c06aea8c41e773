import type { Finding, OomEvent } from '../../../record/index.js'
import type { Case } from '../../case.js'
import { EvidenceLines, moment, named } from '../../evidence.js'
import { limitOf, printedLimit } from '../../limits.js'
import { inWords, lineAt } from '../../printed.js'
import type { Rule } from '../../rule.js'
import { addChange } from '../../stale/evidence.js'
import { isRacedStart } from './config-raced-start.js'
import { changesWithoutStart, type UnreadChange, unreadChanges } from './config-time.js'

const RULE = 'config-not-loaded'
const REFERENCES = ['https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/']

export const configNotLoaded: Rule = {
  id: RULE,
  question: 'Did the kubelet ever read the configuration that is in the file?',
  needs: ['config-file-modified', 'kubelet-start', 'oom'],
  decide(one) {
    const findings = unreadChanges(one)
      .filter((change) => !isRacedStart(one, change.changed))
      .map((change) => findingOf(one, change))
    return [...findings, ...withoutStart(one)]
  },
}

function findingOf(one: Case, { changed, start, oom, isCovered }: UnreadChange): Finding {
  return {
    rule: RULE,
    verdict: isCovered ? 'confirmed' : 'likely',
    title: 'The kubelet never read the changed configuration',
    summary: `${named(changed.path)} changed at ${moment(changed.at)}, after the last start of the kubelet (${moment(start.at)}) and before the OOM (${moment(oom.at)}). The kubelet reads its configuration only when it starts${
      isCovered ? '' : '; that it did not start again is inferred'
    }.`,
    events: [changed.id, oom.id],
    evidence: linesOf(start, changed, oom).inOrder(one),
    missing: isCovered ? [] : ["kubelet log: the kubelet's log up to the OOM without a gap"],
    overturnedBy: 'a start of the kubelet between the change and the OOM',
    next: ['systemctl show kubelet -p ActiveEnterTimestamp', 'systemctl restart kubelet'],
    references: REFERENCES,
  }
}

function linesOf(
  start: UnreadChange['start'],
  changed: UnreadChange['changed'],
  oom: OomEvent,
): EvidenceLines {
  const lines = new EvidenceLines().add(start, 'the last start of the kubelet')
  addChange(lines, changed)
  const limit = limitOf(oom)
  if (limit === undefined) return lines.add(oom, 'OOM at a limit that the kubelet computes')
  const printed = printedLimit(oom, limit)
  return lines.add(oom, `OOM: ${inWords(printed)}, a limit that the kubelet computes`, printed.line)
}

function withoutStart(one: Case): Finding[] {
  const open = changesWithoutStart(one)
  if (open === undefined) return []
  return [
    {
      rule: RULE,
      verdict: 'cannot-tell',
      title: 'Whether the kubelet read the changed configuration cannot be told',
      summary: `${named(open.changed.path)} changed at ${moment(open.changed.at)}. When the kubelet started was not read.`,
      events: [open.changed.id, open.oom.id],
      evidence: new EvidenceLines()
        .add(
          open.changed,
          `configuration changed (${named(open.changed.path)})`,
          lineAt(open.changed, 'modified'),
        )
        .add(open.oom, 'OOM at a limit that the kubelet computes')
        .inOrder(one),
      missing: ['kubelet log: the last start of the kubelet before the OOM'],
      next: ['systemctl show kubelet -p ActiveEnterTimestamp'],
      references: REFERENCES,
    },
  ]
}
