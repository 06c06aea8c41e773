import { describe, expect, it } from 'vitest'
import { edited, said } from '../../../../test/support/shortage.js'
import type { OomEvent } from '../../../record/index.js'
import { oom } from '../../events.fixture.js'
import { expectWhole } from '../../whole.fixture.js'
import { limitOwner } from './limit-owner.js'

const APART =
  'kernel log: the line "oom-kill:constraint=…" (5.0 and later), which tells cpusets and memory policies apart'

describe('limit-owner of a machine', () => {
  const asked = (fields: Partial<OomEvent>) => {
    const findings = limitOwner.decideDump(
      oom('10:00:00', '/', undefined, '/', {
        scope: 'global',
        cgroup: undefined,
        trigger: { comm: 'app', line: 1 },
        victims: [{ pid: 7, comm: 'app', line: 90 }],
        ...fields,
      }),
    )
    for (const finding of findings) expectWhole(finding)
    return findings
  }
  const lines = (fields: Partial<OomEvent>) =>
    asked(fields)[0]?.evidence.map(({ line, says }) => [line, says])
  const constraint = (name: string, fields: Partial<OomEvent['constraint']> = {}) => ({
    constraint: name,
    line: 50,
    ...fields,
  })

  it.each([
    [undefined, undefined, 'the memory nodes that its cpuset allows'],
    ['1', undefined, 'the memory nodes 1 that its cpuset allows'],
    [undefined, '0-1,3', 'the memory nodes 0-1,3 that its cpuset allows'],
    ['1', '0-1,3', 'the memory nodes 1 that its cpuset allows'],
    ['', undefined, 'the memory nodes that its cpuset allows'],
    ['(null)', undefined, 'the memory nodes that its cpuset allows'],
    ['1,'.repeat(32), undefined, `the memory nodes ${'1,'.repeat(32)} that its cpuset allows`],
    ['1'.repeat(65), undefined, 'the memory nodes that its cpuset allows'],
    ['1 or 2', undefined, 'the memory nodes that its cpuset allows'],
  ])('a cpuset with mems_allowed %j, asked for with %j: %s', (printed, ofTrigger, words) => {
    const fields = {
      scope: 'cpuset',
      constraint: constraint('CONSTRAINT_CPUSET', { memsAllowed: printed }),
      trigger: { comm: 'app', line: 1, memsAllowed: ofTrigger },
    } as const
    expect(asked(fields)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'No cgroup limit was hit: the memory nodes of a cpuset were full',
        summary: `The request could be served only from ${words}, and they were full; other nodes need not be.`,
        missing: [],
      },
    ])
  })

  it.each([
    [undefined, undefined, 'the nodes that its memory policy'],
    ['1', undefined, 'the nodes 1 that its memory policy'],
    [undefined, '0', 'the nodes 0 that its memory policy'],
    ['(null)', '0', 'the nodes that its memory policy'],
  ])('a policy with nodemask %j, asked for with %j: %s', (printed, ofTrigger, words) => {
    const fields = {
      scope: 'mempolicy',
      constraint: constraint('CONSTRAINT_MEMORY_POLICY', { nodemask: printed }),
      trigger: { comm: 'app', line: 1, nodemask: ofTrigger },
    } as const
    expect(asked(fields)).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'No cgroup limit was hit: the nodes of a memory policy were full',
        summary: `The request could be served only from ${words} (mbind, set_mempolicy, numactl) allows, and they were full; other nodes need not be.`,
      },
    ])
  })

  const both = { nodemask: '1', memsAllowed: '0' }

  it.each([
    ['global', 'CONSTRAINT_NONE', both, 'CONSTRAINT_NONE'],
    ['cpuset', 'CONSTRAINT_CPUSET', both, 'CONSTRAINT_CPUSET, mems_allowed=0'],
    ['cpuset', 'CONSTRAINT_CPUSET', { nodemask: '1' }, 'CONSTRAINT_CPUSET'],
    ['mempolicy', 'CONSTRAINT_MEMORY_POLICY', both, 'CONSTRAINT_MEMORY_POLICY, nodemask=1'],
    ['mempolicy', 'CONSTRAINT_MEMORY_POLICY', { memsAllowed: '0' }, 'CONSTRAINT_MEMORY_POLICY'],
  ] as const)('of %s quotes %s %o as %s', (scope, name, fields, says) => {
    expect(lines({ scope, constraint: constraint(name, fields) })).toEqual([[50, says]])
  })

  const none = { constraint: constraint('CONSTRAINT_NONE') }

  it.each([
    ['5.0.0', 'likely'],
    ['5.1.21-generic', 'likely'],
    ['5.1', 'likely'],
    ['5.10.0', 'confirmed'],
    ['5.2.0', 'confirmed'],
    ['15.1.0', 'confirmed'],
    [undefined, 'confirmed'],
  ])('of %s takes CONSTRAINT_NONE for %s', (release, verdict) => {
    const [finding] = asked({ ...none, kernel: { release } })
    expect(finding).toMatchObject({
      verdict,
      title: 'No cgroup limit was hit: the machine itself ran out of memory',
      missing: verdict === 'likely' ? [APART] : [],
    })
  })

  it('believes any other constraint of 5.0', () => {
    const cpuset = { scope: 'cpuset', constraint: constraint('CONSTRAINT_CPUSET') } as const
    expect(asked({ ...cpuset, kernel: { release: '5.0.0' } })[0]?.verdict).toBe('confirmed')
  })

  it('shows the request and the kill where no line tells', () => {
    expect(asked({})).toMatchObject([{ verdict: 'likely', missing: [APART] }])
    const shown = [
      [1, 'the request that was not served'],
      [90, 'not "Memory cgroup out of memory"'],
    ]
    expect(lines({})).toEqual(shown)
    expect(lines({ ...none, kernel: { release: '5.0.0' } })).toEqual(shown)
    expect(lines({ victims: [], endLine: 95 })).toEqual([shown[0], [95, 'not "Memory cgroup out of memory"']])
  })

  const zone = (presentKb: number, node?: number) => ({
    zone: 'Normal',
    bytes: { present: presentKb * 1024 },
    ...(node === undefined ? {} : { node }),
  })
  const withZones = (...zones: ReturnType<typeof zone>[]) => ({
    memInfo: { ramPages: 2000, lines: { ramPages: 40 }, zones },
  })

  it('is certain where all of the RAM is in one node, and shows how much that is', () => {
    const whole = withZones(zone(4000), zone(4000))
    expect(asked(whole)).toMatchObject([{ verdict: 'confirmed', missing: [] }])
    expect(lines(whole)).toEqual([
      [1, 'the request that was not served'],
      [40, '2000 pages RAM, all of it in one node'],
      [90, 'not "Memory cgroup out of memory"'],
    ])
    expect(asked(withZones(zone(4000, 0), zone(4000, 1)))).toMatchObject([{ verdict: 'likely' }])
    expect(asked({ ...whole, scope: 'cpuset' })).toMatchObject([{ verdict: 'likely' }])
  })

  it.each(['system-wide panic_on_oom is enabled', 'out of memory. panic_on_oom is selected'])(
    'is certain where the kernel panics for the machine: %s',
    (panic) => {
      const fields: Partial<OomEvent> = { outcome: 'panic', victims: [], endLine: 95, panic }
      expect(asked(fields)).toMatchObject([{ verdict: 'confirmed', missing: [] }])
      expect(lines(fields)).toEqual([[95, panic.split(' is ')[0]]])
      expect(asked({ ...fields, scope: 'cpuset' })).toMatchObject([{ verdict: 'likely' }])
    },
  )

  it('is not certain of a panic for another reason', () => {
    const fields: Partial<OomEvent> = { outcome: 'panic', victims: [], endLine: 95 }
    expect(asked({ ...fields, panic: 'System is deadlocked on memory' })[0]?.verdict).toBe('likely')
    expect(asked({ ...fields, panic: 'compulsory panic_on_oom is enabled' })[0]?.verdict).toBe('likely')
  })

  it('knows of a kill line alone that it was no cgroup, and not which memory had run out', () => {
    const fields = { scope: 'unknown', killMessage: 'Out of memory' } as const
    const [finding] = asked(fields)
    expect(finding).toMatchObject({
      verdict: 'likely',
      title: 'No cgroup limit was hit: the machine ran out, or the nodes allowed',
      summary:
        'The kill line does not speak of a memory cgroup. Whether the whole machine had run out, or the memory nodes that a cpuset or a policy allows, the lost lines would tell; mostly it is the machine.',
      missing: ['kernel log: the rest of the dump (the line "oom-kill:constraint=…")'],
      overturnedBy: 'a line of this dump that names a memory cgroup as the one over its limit',
      next: [
        'journalctl -k  # the whole dump',
        'free -m; cat /proc/meminfo  # what the machine has left now',
      ],
    })
    expect(lines(fields)).toEqual([[90, 'Out of memory']])
    expect(lines({ ...fields, victims: [], endLine: 95 })).toEqual([[95, 'Out of memory']])
  })

  it('cannot tell without the end of the dump', () => {
    const fields: Partial<OomEvent> = { scope: 'unknown', victims: [] }
    expect(asked(fields)).toMatchObject([
      {
        verdict: 'cannot-tell',
        title: 'Whether a limit or the machine ran out of memory cannot be told',
        summary:
          'The dump was read without the lines that tell a limit of a cgroup from a shortage of the machine.',
        missing: ['kernel log: the end of the dump (the line "oom-kill:constraint=…" and the kill)'],
        next: ['journalctl -k  # the whole dump'],
      },
    ])
    expect(lines(fields)).toEqual([[1, 'the dump']])
    expect(asked({ ...fields, killMessage: 'Memory cgroup out of memory' })[0]?.verdict).toBe('cannot-tell')
    expect(asked({ ...fields, killMessage: 'Not Out of memory' })[0]?.verdict).toBe('cannot-tell')
  })

  it('has no question where somebody asked for the kill', () => {
    expect(asked({ trigger: { comm: 'app', manual: true } })).toEqual([])
    expect(asked({ scope: 'unknown', trigger: { comm: 'app', manual: true } })).toEqual([])
  })

  it('goes by the kill line where the log has lost the constraint', () => {
    const log = edited('6.1/g-noswap').replace(/.*oom-kill:constraint.*\n/, '')
    const [finding] = said('limit-owner', log)
    expect(finding?.title).toBe('No cgroup limit was hit: the machine ran out, or the nodes allowed')
    expect(finding?.evidence.map(({ says }) => says)).toEqual(['Out of memory'])
  })
})
