import { type Finding, parse, parseAll, RULES, type Rule } from '../../src/index.js'
import { corpusCases, readLog } from './corpus.js'
import { incident } from './incidents.js'

/** For each rule a log of the corpus where it answers: a case, or `incidents/` and one of those. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'stale-node-limit': 'incidents/article',
  'limit-overwritten-by-systemd': 'incidents/kubelet-1.20-cgroup-v1',
  'eviction-at-stale-limit': 'incidents/small-reservation',
  'config-raced-start': 'incidents/article',
  'config-not-loaded': 'incidents/small-reservation',
  'reserved-limit-hit': 'incidents/small-reservation',
  'event-without-kill': 'incidents/small-reservation',
  'exit-137-elsewhere': 'incidents/small-reservation',
  'pod-at-own-limit': 'incidents/kubelet-1.32-cgroup-v2-text',
  'eviction-too-late': 'incidents/kubelet-1.20-cgroup-v1',
  'node-pressure-eviction': 'incidents/kubelet-1.32-cgroup-v2-text',
  'kill-without-event': 'incidents/kubelet-1.32-cgroup-v2-json',
  'limit-owner': '6.1/v2-kubepods-limit',
  'limit-composition': '6.1/v2-kubepods-limit',
  'rss-below-limit': '7.2/v2-shmem',
  'tmpfs-held': '6.1/v2-tmpfs-only',
  'kernel-memory': '5.10/g-slab',
  'page-cache': 'constructed/dirty-page-cache-6.12',
  'swap-state': '7.2/v2-swapmax',
  'victim-not-largest': '6.12/g-ipc-leak',
  'invoker-not-victim': '6.1/v2-kubepods-limit',
  'group-kill': '6.1/v2-oom-group',
  'partial-container-kill': '6.1/i-crash-loop',
  'sandbox-killed': 'constructed/runc-init-killed-6.1',
  repeat: '6.1/i-crash-loop',
  watermark: '6.12/g-noswap',
  fragmentation: 'constructed/fragmentation-4.12',
  'zone-mismatch': 'constructed/movable-and-device-zones-5.15',
  'cma-only': 'constructed/cma-only-4.19',
  'node-exhausted': '5.10/g-numa-cpuset',
  unaccounted: '6.1/g-vmalloc',
  'hugepage-reserve': '6.1/g-hugepages',
  protected: '6.1/p-nokillable-memcg',
  manual: '6.1/p-sysrq-f',
  'panic-policy': '6.1/p-panic-on-oom-1',
}

const HEADING = `# Rules

What oomparse asks of an incident, and how an answer looks. This page is made from the rules themselves and from logs of the
corpus (\`OOMPARSE_UPDATE=1 npx vitest run test/rules-doc.test.ts\`), so it cannot say what the program does not.

A finding is **confirmed** when every premise was read in a line that it names, **likely** when one is inferred (and \`missing\`
says which), **possible** when it fits but another cause that it names fits as well. What lacks its evidence altogether is
**cannot-tell**, shown with \`--cannot-tell\`. In the lines that a finding cites, the numbers outside of brackets stand as they are
written here; those in brackets are reckoned. [The cookbook](cookbook.md) shows how to write a rule of your own.
`

/** docs/rules.md as it should be. */
export function rulesDocument(): string {
  return `${HEADING}\n${RULES.map((rule) => `- [\`${rule.id}\`](#${rule.id}) ${rule.question}`).join('\n')}\n\n${RULES.map(section).join('\n')}`
}

/** The surest finding of a rule on its example. */
export function exampleOf({ id }: Rule): Finding | undefined {
  const name = EXAMPLES[id]
  if (name === undefined) return undefined
  return findingsOf(name).find(({ rule }) => rule === id)
}

function findingsOf(name: string): readonly Finding[] {
  const inFolder = /^incidents\/(.+)/.exec(name)?.[1]
  if (inFolder !== undefined) return parseAll(incident(inFolder), { cannotTell: true }).findings
  const one = corpusCases().find((found) => found.name === name)
  const file = one?.files[0]
  return one === undefined || file === undefined
    ? []
    : parse(readLog(one, file), { name: file, cannotTell: true }).findings
}

function section(rule: Rule): string {
  const finding = exampleOf(rule)
  const lines = [
    `## ${rule.id}`,
    '',
    rule.question,
    '',
    `Reads: ${rule.needs.map((need) => `\`${need}\``).join(', ')}.`,
    '',
  ]
  if (finding === undefined) return lines.join('\n')
  const { verdict, title, summary, evidence, missing, overturnedBy, next, references } = finding
  return [
    ...lines,
    `On corpus/${EXAMPLES[rule.id]}:`,
    '',
    '```text',
    `${verdict}: ${title}`,
    summary,
    ...evidence.slice(0, 6).map(({ input, line, says }) => `  ${input}:${line}  ${says}`),
    ...(evidence.length > 6 ? [`  and ${evidence.length - 6} more`] : []),
    ...missing.map((one) => `missing: ${one}`),
    ...(overturnedBy === undefined ? [] : [`wrong if: ${overturnedBy}`]),
    ...next.map((one) => `next: ${one}`),
    '```',
    '',
    ...references.map((url) => `<${url}>`),
    '',
  ].join('\n')
}
