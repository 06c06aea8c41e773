import { describe, expect, it } from 'vitest'
import { corpusCases, readLog, readTruth } from '../../../../test/support/corpus.js'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'
import { parse } from '../../../index.js'
import { diagnoseDump } from '../../index.js'
import { memcgDump, POD } from './memcg-dump.fixture.js'
import { ownerWords } from './owner-words.js'

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
    expect(verdictOf(RULE, edited('constructed/cut-tail-5.10'))).toBe('cannot-tell')
  })

  it('is silent on kills that somebody asked for', () => {
    expect(verdictOf(RULE, edited('6.1/p-sysrq-f'))).toBe('silent')
  })

  it('knows the owner without the counters', () => {
    const log = dumpOf(POD).replace(/.*(?:memory|swap): usage.*\n/g, '')
    expect(said(RULE, log)[0]).toMatchObject({
      verdict: 'confirmed',
      title: 'A pod as a whole hit a memory limit',
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

  it.each([
    [undefined, 'A cgroup'],
    [{ kind: 'kubernetes-qos', qos: 'besteffort' }, 'All best-effort pods together'],
    [{ kind: 'kubernetes-node' }, 'All pods of the node together'],
    [{ kind: 'podman' }, 'A Podman pod'],
    [{ kind: 'slurm', jobId: '12' }, 'A Slurm job'],
    [{ kind: 'machine', name: 'x' }, 'A virtual machine or container'],
    [{ kind: 'systemd-scope', unit: 'run-1.scope', containerId: 'ab' }, 'A container'],
    [{ kind: 'user-session', uid: 1000 }, 'A session or service of user 1000'],
  ] as const)('%o is %s', (identity, subject) => {
    expect(ownerWords(identity, '/with blank').subject).toBe(subject)
  })
})
