import { describe, expect, it } from 'vitest'
import type { Event, Finding, Input } from '../../record/index.js'
import { input, inTimelineOrder, KERNEL, KUBELET, nodeConfig } from '../events.fixture.js'
import { diagnose } from '../index.js'
import { expectWhole } from '../whole.fixture.js'
import { changed, enforced, hitAt, MIB, reloaded } from './stale.fixture.js'

function stale(events: readonly Event[], inputs: readonly Input[] = []): Finding[] {
  const { findings } = diagnose({ inputs, events: inTimelineOrder(events) }, { cannotTell: true })
  const found = findings.filter(({ rule }) => rule === 'stale-node-limit')
  for (const finding of found) expectWhole(finding)
  return found
}

const REFERENCES = [
  'https://github.com/kubernetes/kubernetes/issues/88197',
  'https://github.com/kubernetes/kubernetes/issues/104289',
  'https://github.com/kubernetes/kubernetes/pull/102147',
]

describe('a limit with nothing to compare it with', () => {
  const hit = (clock: string) => hitAt(clock).event

  it('is an open question', () => {
    const one = hit('11:00:00')
    expect(stale([one])).toEqual([
      {
        rule: 'stale-node-limit',
        verdict: 'cannot-tell',
        title: 'Whether the limit of all pods is the right one cannot be told',
        summary:
          'The limit that was hit belongs to all pods of the node. What the configuration asks for was not read.',
        events: [one.id],
        evidence: [
          {
            input: KERNEL.input,
            line: one.source.firstLine,
            at: one.at,
            says: 'OOM: the limit of all pods was hit at 1024000 kB (1000 MiB) (/kubepods.slice)',
          },
        ],
        missing: [
          'node facts: Allocatable of the node object (kubectl get node -o yaml)',
          'kubelet log: what the kubelet reserved ("Creating Container Manager object based on Node Config"), and the capacity',
          "systemd journal: reloads between the kubelet's start and the OOM",
        ],
        next: [
          'kubectl get node <node> -o yaml',
          'systemctl show kubepods.slice -p MemoryLimit -p MemoryMax',
        ],
        references: REFERENCES,
      },
    ])
  })

  it('shows twelve OOMs, and names all', () => {
    const many = Array.from({ length: 14 }, (_, at) => hit(`11:00:${10 + at}`))
    const [finding] = stale(many)
    expect(finding?.events).toEqual(many.map(({ id }) => id))
    expect(finding?.evidence.map(({ line }) => line)).toEqual(
      many.slice(0, 12).map(({ source }) => source.firstLine),
    )
  })
})

describe('a smaller reservation and a reload, without an OOM', () => {
  const first = nodeConfig('10:00:00', 300 * MIB)
  const second = nodeConfig('10:20:00', 100 * MIB)
  const change = changed('10:10:00')
  const anew = enforced('10:20:30')
  const reload = reloaded('10:30:00')
  const verdicts = (events: readonly Event[], inputs: readonly Input[] = []) =>
    stale(events, inputs).map(({ verdict }) => verdict)

  it('are an open question', () => {
    expect(stale([first, change, second, anew, reload])).toEqual([
      {
        rule: 'stale-node-limit',
        verdict: 'cannot-tell',
        title: 'Whether the limit of all pods fell back at the reload cannot be told',
        summary:
          "The kubelet's configuration changed and systemd reloaded after it. Neither an OOM nor a reading shows the limit that was in force then.",
        events: [],
        evidence: [
          [first, 'computed'],
          [change, 'configuration changed (/etc/kubernetes/kubelet-customized-args.conf)'],
          [anew, 'enforced: the kubelet set the limit of all pods anew'],
          [reload, 'systemd reload'],
        ].map(([one, says]) => {
          const { source, at } = one as Event
          return { input: source.input, line: source.firstLine, at, says }
        }),
        missing: [
          'kernel log: an OOM at the limit of all pods',
          'node facts: the limit of kubepods.slice after the reload',
        ],
        next: ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax'],
        references: REFERENCES,
      },
    ])
  })

  it('one sign of a change is enough', () => {
    expect(verdicts([first, second, anew, reload])).toEqual(['cannot-tell'])
    expect(verdicts([first, change, anew, reload])).toEqual(['cannot-tell'])
  })

  it.each<[string, Event[]]>([
    ['no computation', [change, anew, reload]],
    ['no enforcement', [first, change, second, reload]],
    ['no reload', [first, change, second, anew]],
    ['no reload after the enforcement', [first, change, anew, { ...reload, at: change.at }]],
    ['no change', [first, anew, reload]],
    ['no change after the computation', [change, { ...first, at: second.at }, anew, reload]],
    ['the same reservation twice', [first, nodeConfig('10:20:00', 300 * MIB), anew, reload]],
    ['a larger reservation', [first, nodeConfig('10:20:00', 301 * MIB), anew, reload]],
  ])('are none with %s', (_, events) => {
    expect(verdicts(events)).toEqual([])
  })

  it('are none where the kernel log was read: it has no OOM', () => {
    const events = [first, change, second, anew, reload]
    expect(verdicts(events, [input(KERNEL.input, ['kernel-log'])])).toEqual([])
    expect(verdicts(events, [input(KUBELET.input, ['kubelet-log'])])).toEqual(['cannot-tell'])
  })
})
