import { expect, it } from 'vitest'
import { event, FILES, KUBELET, oom } from '../../events.fixture.js'
import { said, shown } from './said.fixture.js'

const rule = 'config-not-loaded'
const start = event('kubelet-start', KUBELET, '10:00:00', { version: 'v1.20.2' })
const changed = event('config-file-modified', FILES, '11:00:00', {
  path: '/var/lib/kubelet/config.yaml',
  basis: 'stat',
  source: { input: FILES.input, firstLine: 3, lastLine: 9 },
  lines: { modified: 6 },
})
const hit = oom('12:00:00', '/kubepods.slice', undefined)
const references = ['https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/']

it('infers that there was no later start where the log of the kubelet does not reach to the OOM', () => {
  expect(said(rule, [start, changed, hit])).toEqual([
    {
      rule,
      verdict: 'likely',
      title: 'The kubelet never read the changed configuration',
      summary:
        '/var/lib/kubelet/config.yaml changed at 11:00:00 (2021-03-12T11:00:00.000Z), after the last start of the kubelet (10:00:00 (2021-03-12T10:00:00.000Z)) and before the OOM (2021-03-12T12:00:00.000Z). The kubelet reads its configuration only when it starts; that it did not start again is inferred.',
      events: [changed.id, hit.id],
      evidence: [
        shown(start, 'the last start of the kubelet'),
        shown(changed, 'configuration changed (/var/lib/kubelet/config.yaml)', 6),
        shown(hit, 'OOM at a limit that the kubelet computes'),
      ],
      missing: ["kubelet log: the kubelet's log up to the OOM without a gap"],
      overturnedBy: 'a start of the kubelet between the change and the OOM',
      next: ['systemctl show kubelet -p ActiveEnterTimestamp', 'systemctl restart kubelet'],
      references,
    },
  ])
})

it('asks for the last start where none was read', () => {
  expect(said(rule, [changed, hit])).toEqual([
    {
      rule,
      verdict: 'cannot-tell',
      title: 'Whether the kubelet read the changed configuration cannot be told',
      summary:
        '/var/lib/kubelet/config.yaml changed at 11:00:00 (2021-03-12T11:00:00.000Z). When the kubelet started was not read.',
      events: [changed.id, hit.id],
      evidence: [
        shown(changed, 'configuration changed (/var/lib/kubelet/config.yaml)', 6),
        shown(hit, 'OOM at a limit that the kubelet computes'),
      ],
      missing: ['kubelet log: the last start of the kubelet before the OOM'],
      next: ['systemctl show kubelet -p ActiveEnterTimestamp'],
      references,
    },
  ])
})
