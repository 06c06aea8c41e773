import { describe, expect, it } from 'vitest'
import { corpusCases, readLog, readTruth } from '../../../../test/support/corpus.js'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'
import { parse } from '../../../index.js'
import type { OomEvent } from '../../../record/index.js'
import { oom } from '../../events.fixture.js'
import { diagnoseDump } from '../../index.js'
import { expectWhole } from '../../whole.fixture.js'
import { limitOwner } from './limit-owner.js'
import { memcgDump, POD } from './memcg-dump.fixture.js'

const RULE = 'limit-owner'
const titleOf = (log: string) => said(RULE, log)[0]?.title

const victim = { pid: 7, comm: 'app', adj: 0 }
const dumpOf = (owner: string, home = owner) =>
  memcgDump({ owner, home, tasks: [[7, 9000, 0, 'app']], victim })

describe('limit-owner', () => {
  it.each([
    ['6.1/v2-container', 'A container hit its own memory limit of 64.0 MiB'],
    ['6.1/v2-pod', 'A pod as a whole hit its own memory limit of 40.0 MiB'],
    ['6.1/v2-kubepods-limit', 'All pods of the node together hit their memory limit of 240 MiB'],
    ['6.1/v1-docker', 'A Docker container hit its own memory limit of 32.0 MiB'],
    ['6.1/v1-service', 'Service foo.service hit its own memory limit of 50.0 MiB'],
    ['6.12/v2-user-slice', 'Slice user-1000.slice hit its own memory limit of 40.0 MiB'],
    ['5.10/v1-nested-grandparent', 'Cgroup /a/b hit its own memory limit of 56.0 MiB'],
    ['5.10/v1-memsw', 'A container hit its own memory+swap limit of 72.0 MiB'],
    ['constructed/3.18-sharing-same-memory', 'An LXC container hit its own memory limit of 908 MiB'],
    ['constructed/mainline-2.6.34-memcg', 'Cgroup /batch hit its own memory limit of 512 MiB'],
    ['6.1/g-noswap', 'No cgroup limit was hit: the machine itself ran out of memory'],
    ['6.1/g-numa-cpuset', 'No cgroup limit was hit: the memory nodes of a cpuset were full'],
    ['6.1/g-numa-mempolicy', 'No cgroup limit was hit: the nodes of a memory policy were full'],
  ])('%s: %s', (name, title) => {
    expect(said(RULE, edited(name))[0]).toMatchObject({ verdict: 'confirmed', title })
  })

  it('tells the owner from the home of the killed process', () => {
    const [own] = said(RULE, edited('6.1/v2-container'))
    expect(own?.summary).toContain('the cgroup of the killed process itself')
    const [pods] = said(RULE, edited('6.1/v2-kubepods-limit'))
    expect(pods?.summary).toMatch(
      /belongs to \/kubepods\.slice; the killed process ran below it, in a container of pod [0-9a-f-]{36}\./,
    )
    expect(pods?.figures).toEqual({
      usageBytes: 245760 * 1024,
      limitBytes: 245760 * 1024,
      failedChargesCount: 112,
    })
    expect(pods?.summary).toContain('112 charges have failed at it so far, which is not the number of OOMs.')
  })

  it('agrees with what the machines were set up with', () => {
    let checked = 0
    for (const one of corpusCases()) {
      const { constructed, complete, events = [] } = readTruth(one) ?? {}
      const file = one.files[0]
      if (constructed === true || complete !== true || file === undefined) continue
      for (const oom of parse(readLog(one, file)).events) {
        // Dumps of several cgroups at once are not in the order of their kills.
        const truth = events.find(
          ({ oomMemcg = '' }) => oom.type === 'oom' && oomMemcg === oom.cgroup?.limitOwner,
        )
        if (
          oom.type !== 'oom' ||
          truth?.limitKb === undefined ||
          truth.limitKb > 2 ** 50 ||
          one.name.endsWith('memsw')
        )
          continue
        const [found] = diagnoseDump(oom, { cannotTell: true }).filter(({ rule }) => rule === RULE)
        expect(found?.summary, one.name).toContain(`The limit belongs to ${truth.oomMemcg?.slice(0, 200)}`)
        expect(found?.figures?.limitBytes, one.name).toBe(truth.limitKb * 1024)
        checked++
      }
    }
    expect(checked).toBeGreaterThan(60)
  })

  it('says what is known where less was in use when the dump was printed', () => {
    const log = edited('6.1/v2-container', ['memory: usage 65536kB', 'memory: usage 45536kB'])
    const [finding] = said(RULE, log)
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: 'A container hit its own memory limit of 64.0 MiB',
    })
    expect(finding?.summary).toContain('When the dump was printed 44.4 MiB of 64.0 MiB of memory were in use')
  })

  it('names the memory+swap limit where only that is one', () => {
    const log = edited('5.10/v1-memsw', ['40936kB, limit 40960kB', '40936kB, limit 9007199254740988kB'])
    expect(titleOf(log)).toBe('A container hit its own memory+swap limit of 72.0 MiB')
  })

  it('is only likely where nothing tells a cpuset from the machine', () => {
    expect(said(RULE, edited('constructed/4.4-global-numa'))[0]).toMatchObject({
      verdict: 'likely',
      title: 'No cgroup limit was hit: the machine itself ran out of memory',
    })
    // 5.0 and 5.1 print NONE for cpusets as well.
    const none = ['CONSTRAINT_CPUSET', 'CONSTRAINT_NONE'] as const
    expect(verdictOf(RULE, edited('6.1/g-numa-cpuset', none))).toBe('confirmed')
    expect(verdictOf(RULE, edited('6.1/g-numa-cpuset', none, ['6.1.0-50', '5.0.0-50']))).toBe('likely')
  })

  it('is confirmed where all of the RAM is in one node, of which a cpuset can leave out nothing', () => {
    const [finding] = said(RULE, edited('constructed/4.9-global'))
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.evidence.map(({ says }) => says)).toContain('2022266 pages RAM, all of it in one node')
    // A zone line that is lost, or a node that is left out.
    const lost = edited('constructed/4.9-global').replace(/.*Node 0 DMA32 free:.*\n/, '')
    expect(verdictOf(RULE, lost)).toBe('likely')
    const other = edited('constructed/4.9-global', ['2022266 pages RAM', '4044532 pages RAM'])
    expect(verdictOf(RULE, other)).toBe('likely')
  })

  it('cannot tell without the line that names the cgroup', () => {
    expect(
      verdictOf(
        RULE,
        dumpOf(POD)
          .replace(/.*oom-kill:.*\n/, '')
          .replace(/.*stats for.*\n/, ''),
      ),
    ).toBe('cannot-tell')
  })

  describe('where the end of the dump is lost', () => {
    const CUT = edited('constructed/cut-tail-5.10')

    it('is likely not a cgroup: the memory of the machine stands there without counters before it', () => {
      const [finding] = said(RULE, CUT)
      expect(finding).toMatchObject({
        verdict: 'likely',
        title: 'No cgroup limit was hit: the machine ran out, or the nodes allowed',
        summary:
          'The dump has the memory of the machine, and no counters of a cgroup before it. Whether the whole machine had run out, or the memory nodes that a cpuset or a policy allows, the lost lines would tell; mostly it is the machine.',
        missing: ['kernel log: the rest of the dump (the line "oom-kill:constraint=…")'],
      })
      expect(finding?.evidence.map(({ line, says }) => [line, says])).toEqual([
        [31, 'the memory of the machine'],
      ])
    })

    it.each([
      ['that memory is lost too', CUT.split('\n').slice(0, 20).join('\n')],
      ['the first line is lost too', CUT.split('\n').slice(1).join('\n')],
      [
        'lines between are lost',
        CUT.replace(/^(.*)Mem-Info:/m, '** 12 printk messages dropped **\n$1Mem-Info:'),
      ],
    ])('cannot be told where %s', (_, log) => {
      expect(log).not.toBe(CUT)
      expect(verdictOf(RULE, log)).toBe('cannot-tell')
    })
  })

  it('may be a kill that somebody asked for where the first line is lost', () => {
    const overturnedBy = (log: string) => said(RULE, log)[0]?.overturnedBy
    const NAMED = 'a line of this dump that names a memory cgroup as the one over its limit'
    expect(overturnedBy(edited('constructed/cut-head-5.10'))).toBe(
      `${NAMED}, or its first line with order=-1 (SysRq f)`,
    )
    expect(overturnedBy(edited('6.1/g-noswap'))).toBe(NAMED)
  })

  it('is silent on kills that somebody asked for', () => {
    expect(verdictOf(RULE, edited('6.1/p-sysrq-f'))).toBe('silent')
  })

  it('knows the owner without the counters', () => {
    const log = dumpOf(POD).replace(/.*(?:memory|swap): usage.*\n/g, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      title: 'A pod as a whole hit a memory limit',
      summary: `The limit belongs to ${POD}, the cgroup of the killed process itself.`,
    })
  })

  it('takes no names into a title or a command that could mean something else', () => {
    for (const name of ['a$(reboot)`id`', 'x'.repeat(60)]) {
      const [finding] = said(RULE, dumpOf(`/system.slice/${name}.service`))
      expect(finding?.title).toMatch(/^A (?:systemd service|cgroup) hit its own memory limit of 39\.0 MiB$/)
      expect(finding?.next.join()).not.toMatch(/reboot|`/)
    }
    expect(titleOf(dumpOf(`/${'x'.repeat(300)}`))).toBe('A cgroup hit its own memory limit of 39.0 MiB')
  })

  const KIB = 1024
  const asked = (owner: string, home = owner, fields: Partial<OomEvent> = {}) => {
    const [finding, ...more] = limitOwner.decideDump(oom('10:00:00', owner, 40_000 * KIB, home, fields))
    expect(more).toEqual([])
    if (finding === undefined) throw new Error('no finding')
    expectWhole(finding)
    return finding
  }
  const withCgroup = (cgroup: OomEvent['cgroup'], fields: Partial<OomEvent> = {}) => {
    const dump = oom('10:00:00', POD, 40_000 * KIB)
    return asked(POD, POD, { cgroup: { ...dump.cgroup, ...cgroup }, ...fields })
  }

  it.each([
    ['/a', '/a', ', the cgroup of the killed process itself'],
    ['/a', '/a/b', '; the killed process ran below it, in a cgroup'],
    ['/a', '/ab', '; the killed process ran in a cgroup'],
    ['/a', '/system.slice/x.service', '; the killed process ran in a systemd unit'],
    ['/', '/system.slice/x.service', '; the killed process ran below it, in a systemd unit'],
  ])('of the limit of %s, and a process of %s, says: %s', (owner, home, words) => {
    expect(asked(owner, home).summary).toBe(
      `The limit belongs to ${owner}${words}. In use were 39.0 MiB of 39.0 MiB of memory.`,
    )
  })

  it('does not say where the killed process ran where that was not read', () => {
    expect(withCgroup({ victimHome: undefined }).summary).toBe(
      `The limit belongs to ${POD}. In use were 39.0 MiB of 39.0 MiB of memory.`,
    )
  })

  const problem = (code: string) => ({ code, message: code })
  const CUT = 'kernel log: the whole path of the cgroup (it is cut in this dump)'
  const GARBLED = 'kernel log: the dump without garbled lines (dmesg or the journal, not the console)'

  it.each([
    ['nothing', '/a', '/b', []],
    ['cut-path', '/a', '/a', [CUT]],
    ['damaged-line', '/a', '/a', []],
    ['damaged-line', '/a', '/a/b', []],
    ['damaged-line', '/a', '/ab', [GARBLED]],
    ['console-overrun', '/a', '/b', [GARBLED]],
    ['another', '/a', '/b', []],
  ])('with %s, for the limit of %s and a process of %s, lacks %j', (code, owner, home, missing) => {
    const finding = asked(owner, home, { problems: code === 'nothing' ? [] : [problem(code)] })
    expect(finding.missing).toEqual(missing)
    expect(finding.verdict).toBe(missing.length === 0 ? 'confirmed' : 'likely')
  })

  it('is not sure of a path that stands there once, on a garbled console', () => {
    const finding = withCgroup({ victimHome: undefined }, { problems: [problem('damaged-line')] })
    expect(finding).toMatchObject({ verdict: 'likely', missing: [GARBLED] })
  })

  it('says which counters were full and which were not', () => {
    const full = { usageBytes: 40_000 * KIB, limitBytes: 40_000 * KIB, failcnt: 3, line: 5 }
    const half = { usageBytes: 20_000 * KIB, limitBytes: 40_000 * KIB, failcnt: 0, line: 6 }
    const small = { usageBytes: 2_000 * KIB, limitBytes: 8_000 * KIB, line: 7 }
    const mixed = withCgroup({ memory: full, memorySwap: half, kmem: small })
    expect(mixed.summary).toBe(
      `The limit belongs to ${POD}, the cgroup of the killed process itself. In use were 39.0 MiB of 39.0 MiB of memory, and below the limit 19.5 MiB of 39.0 MiB of memory+swap and 1.95 MiB of 7.81 MiB of kernel memory. 3 charges have failed at it so far, which is not the number of OOMs.`,
    )
    expect(mixed.figures).toEqual({
      usageBytes: 40_000 * KIB,
      limitBytes: 40_000 * KIB,
      failedChargesCount: 3,
    })
    const none = withCgroup({ memory: half, memorySwap: { ...half, usageBytes: 30_000 * KIB } })
    expect(none).toMatchObject({
      title: 'A pod as a whole hit its own memory limit of 39.0 MiB',
      summary: `The limit belongs to ${POD}, the cgroup of the killed process itself. When the dump was printed 19.5 MiB of 39.0 MiB of memory and 29.2 MiB of 39.0 MiB of memory+swap were in use: less than the limit, so some was freed after the charge had failed, or the limit was raised.`,
    })
    const kernel = withCgroup({ memory: half, kmem: { ...small, usageBytes: 8_000 * KIB } })
    expect(kernel.title).toBe('A pod as a whole hit its own kernel memory limit of 7.81 MiB')
    expect(kernel.figures).toEqual({ usageBytes: 8_000 * KIB, limitBytes: 8_000 * KIB })
  })

  it('shows the line that names the cgroup', () => {
    const constraint = { constraint: 'CONSTRAINT_MEMCG', line: 9 }
    const shown = (cgroup: OomEvent['cgroup'], fields: Partial<OomEvent> = {}) =>
      withCgroup({ memory: undefined, ...cgroup }, fields).evidence.map(({ line, says }) => [line, says])
    const oomMemcg = { ...constraint, oomMemcg: POD }
    expect(shown({ ownerLine: 8 })).toEqual([[8, 'names the cgroup whose limit was hit']])
    expect(shown({ ownerLine: 8 }, { constraint })).toEqual([[8, 'names the cgroup whose limit was hit']])
    expect(shown({}, { constraint: oomMemcg })).toEqual([
      [9, 'names the cgroup whose limit was hit: oom_memcg'],
    ])
  })

  it.each([
    ['/system.slice/app.service', 'systemd-cgls --unit app.service  # who runs in it'],
    [POD, `systemd-cgls --unit ${POD.split('/').at(-1)}  # who runs in it`],
    [`${POD}/cri-containerd-${'a'.repeat(64)}.scope`, 'systemd-cgls  # who runs in the cgroup'],
    ['/a/b', 'systemd-cgls  # who runs in the cgroup'],
  ])('for %s advises %s', (owner, command) => {
    expect(asked(owner).next[0]).toBe(command)
  })

  it('leaves the amount out of a title that would be too long', () => {
    const unit = `${'x'.repeat(19)}.service`
    const limit = { usageBytes: 40_000 * KIB, limitBytes: 40_000 * KIB }
    const hit = (cgroup: OomEvent['cgroup']) => {
      const owner = `/system.slice/${unit}`
      const dump = oom('10:00:00', owner, 40_000 * KIB)
      return asked(owner, owner, { cgroup: { ...dump.cgroup, memory: undefined, ...cgroup } }).title
    }
    expect(hit({ memorySwap: limit })).toBe(`Service ${unit} hit its own memory+swap limit`)
    expect(hit({ memory: limit })).toBe(`Service ${unit} hit its own memory limit of 39.0 MiB`)
  })

  it('shows what is left of a dump that does not name its cgroup', () => {
    const finding = withCgroup(
      { limitOwner: undefined, memory: { usageBytes: 4 * KIB, limitBytes: 8 * KIB, line: 5 } },
      { victims: [{ pid: 7, comm: 'app', line: 12 }] },
    )
    expect(finding).toMatchObject({
      verdict: 'cannot-tell',
      title: 'A cgroup hit its memory limit, and which one was not read',
    })
    expect(finding.evidence.map(({ line, says }) => [line, says])).toEqual([
      [5, 'usage 4 kB, limit 8 kB'],
      [12, 'Memory cgroup out of memory'],
    ])
    expect(withCgroup({ limitOwner: undefined }).evidence.map(({ says }) => says)).toEqual(['the dump'])
  })
})
