import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CORPUS } from '../../../../test/support/corpus.js'
import { found } from '../../../../test/support/shortage.js'
import type { Finding } from '../../../record/index.js'
import { manual } from './manual.js'
import { panicPolicy } from './panic-policy.js'
import { isProtected } from './protected-tasks.js'
import { shortOf } from './zones.fixture.js'

const corpus = (name: string, file = 'dmesg.txt') => readFileSync(join(CORPUS, name, file), 'utf8')
const says = (finding: Finding | undefined) => finding?.evidence.map((one) => one.says)

describe('protected', () => {
  const rule = 'protected'

  it.each([
    ['5.10', 80777],
    ['6.1', 78731],
    ['6.12', 78963],
    ['7.2', 75200],
  ])('a machine of %s with nothing left to kill panics', (series, pages) => {
    const [finding] = found(rule, corpus(`${series}/p-nokillable-global`, 'console.txt'))
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.title).toBe('The kernel panicked: no task was left that may be killed')
    expect(says(finding)?.[0]).toContain(`immortal: oom_score_adj -1000, rss ${pages} pages`)
    expect(finding?.figures).toEqual({ protectedRssBytes: pages * 4096, rssSumBytes: pages * 4096 })
    expect(found('panic-policy', corpus(`${series}/p-nokillable-global`, 'console.txt'))).toEqual([])
  })

  it('a cgroup with nothing left to kill, at each of its attempts', () => {
    const truth = JSON.parse(corpus('6.1/p-nokillable-memcg', 'truth.json')) as {
      fromLog: { noKillable: number }
    }
    const findings = found(rule, corpus('6.1/p-nokillable-memcg'))
    expect(findings).toHaveLength(truth.fromLog.noKillable)
    expect(findings[0]?.title).toBe('The cgroup is at its limit, and nothing in it may be killed')
    expect(says(findings[0])).toEqual([
      'usage 40960kB',
      'immortal: oom_score_adj -1000, rss 10355 pages (40.4 MiB)',
      'no killable processes',
    ])
    expect(findings[0]?.figures?.usageBytes).toBe(40960 * 1024)
  })

  it('tells those that are not protected and were passed over', () => {
    const log = corpus('constructed/4.19-panic-deadlocked', 'log.txt').replace(/-1000 java/, '    0 java')
    const [finding] = found(rule, log)
    expect(finding?.summary).toMatch(
      /: 19 of 20 tasks .* have 107 MiB of 7\.07 GiB of rss; it passed the others over/,
    )
  })

  it('needs no table, and says what it would tell', () => {
    const [finding] = found(
      rule,
      corpus('6.1/p-nokillable-memcg').replace(/^.*\] +\d+ +\d+ .* immortal\n/gm, ''),
    )
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.missing).toEqual(['the task table: who is protected (sysctl vm.oom_dump_tasks)'])
    expect(finding?.figures).toEqual({ usageBytes: 40960 * 1024 })
  })

  it('holds for the first process, and for what old kernels print', () => {
    const task = { pid: 7, comm: 'a' }
    expect(isProtected({ ...task, oomScoreAdj: -1000 })).toBe(true)
    expect(isProtected({ ...task, pid: 1, oomScoreAdj: 0 })).toBe(true)
    expect(isProtected({ ...task, oomAdj: -17 })).toBe(true)
    expect(isProtected({ ...task, oomAdj: -17, oomScoreAdj: -999 })).toBe(false)
    expect(isProtected({ ...task, oomScoreAdj: -999 })).toBe(false)
    expect(isProtected(task)).toBe(false)
  })

  describe('most of the memory is protected', () => {
    const log = corpus('constructed/3.10-el7-global', 'log.txt')
    /** mysqld may not be killed, and php-fpm dies instead. */
    const forced = log
      .replace(/0( mysqld\n)/, '-1000$1')
      .replace('Kill process 12033 (mysqld) score 944', 'Kill process 11500 (php-fpm) score 3')
      .replace(
        /Killed process 12033 \(mysqld\).*/,
        'Killed process 11500 (php-fpm), UID 48, total-vm:448000kB, anon-rss:47200kB, file-rss:0kB, shmem-rss:0kB',
      )

    it('and somebody small died', () => {
      const [finding] = found(rule, forced)
      expect(finding?.verdict).toBe('confirmed')
      expect(finding?.title).toBe('94% of RAM is held by tasks that may not be killed')
      // 3787063 pages of mysqld and 1110 of the three that are protected as a rule, of 4095866 - 77321 pages.
      expect(finding?.figures).toEqual({
        protectedRssBytes: (3787063 + 450 + 230 + 430) * 4096,
        victimRssBytes: 11800 * 4096,
        ramBytes: (4095866 - 77321) * 4096,
      })
      expect(says(finding)?.at(-1)).toBe('php-fpm died')
    })

    it.each([
      ['the protected are few', log],
      ['the row of the dead is lost', forced.replace(/^.*\[11500\].*\n/m, '')],
      ['the size of the RAM is not there', forced.replace(/^.*pages RAM\n/m, '')],
    ])('is not said where %s', (_, other) => {
      expect(found(rule, other)).toEqual([])
    })

    it('is likely where tasks may share what they hold', () => {
      // Two protected halves of what mysqld had.
      const halves = forced.replace(
        /^(.*\[)12033(\].*) 3787063 (.*-1000 mysqld\n)/m,
        '$112033$2 1800000 $3$112034$2 1800000 $3',
      )
      const [finding] = found(rule, halves)
      expect(finding?.verdict).toBe('likely')
      expect(finding?.missing[0]).toContain('share with others')
    })
  })
})

describe('panic-policy', () => {
  const rule = 'panic-policy'
  const console = (name: string) => corpus(name, 'console.txt')

  it.each(['5.10', '6.1', '6.12', '7.2'])('%s with vm.panic_on_oom=1', (series) => {
    const [finding] = found(rule, console(`${series}/p-panic-on-oom-1`))
    expect(finding?.verdict).toBe('confirmed')
    expect(finding?.summary).toContain('panic when the machine is out of memory')
    expect(finding?.summary).toContain('a shortage of memory stopped')
    expect(says(finding)).toEqual(['system-wide panic_on_oom'])
  })

  it.each(['5.10', '6.1', '6.12', '7.2'])('%s with vm.panic_on_oom=2 at the limit of a cgroup', (series) => {
    const [finding] = found(rule, console(`${series}/p-panic-on-oom-2-memcg`))
    expect(finding?.summary).toContain('panic at any OOM')
    expect(finding?.summary).toContain('a cgroup at its limit stopped')
  })

  it.each([
    ['Out of memory: compulsory panic_on_oom is enabled', 'at any OOM,'],
    ['out of memory. Compulsory panic_on_oom is selected.', 'at any OOM,'],
    ['out of memory. panic_on_oom is selected', 'when the machine is out of memory,'],
    ['out of memory(memcg). panic_on_oom is selected.', 'at any OOM,'],
    ['out of memory from page fault. panic_on_oom is selected.', 'at an OOM.'],
  ])('knows the words of all releases: %s', (words, value) => {
    const log = corpus('constructed/4.1-panic-compulsory', 'log.txt').replace(
      'Out of memory: compulsory panic_on_oom is enabled',
      words,
    )
    expect(found(rule, log)[0]?.summary).toContain(`vm.panic_on_oom tells the kernel to panic ${value}`)
  })

  it('points at the core where a crash kernel was loaded', () => {
    const next = (kdumpLoaded?: boolean) =>
      panicPolicy.decideDump(
        shortOf({
          panic: 'Out of memory: compulsory panic_on_oom is enabled',
          endLine: 9,
          ...(kdumpLoaded === undefined ? {} : { kernel: { kdumpLoaded } }),
        }),
      )[0]?.next
    const SYSCTL = 'grep -r panic_on_oom /etc/sysctl.conf /etc/sysctl.d; sysctl vm.panic_on_oom'
    const CORE = 'ls -l /var/crash  # a crash kernel was loaded: there may be a core of the kernel'
    expect(next(true)).toEqual([SYSCTL, CORE])
    expect(next(false)).toEqual([SYSCTL])
    expect(next()).toEqual([SYSCTL])
  })

  it('is silent where 1 does not count, without a panic, and where its line is cut before the reason', () => {
    expect(found(rule, corpus('6.1/p-panic-on-oom-1-memcg'))).toEqual([])
    expect(found(rule, corpus('6.1/g-noswap'))).toEqual([])
    const log = corpus('constructed/4.1-panic-compulsory', 'log.txt')
    expect(found(rule, log.slice(0, log.indexOf('compulsory')))).toEqual([])
  })
})

describe('manual', () => {
  const rule = 'manual'

  it.each(['5.10', '6.1', '6.12', '7.2'])('%s was told by SysRq', (series) => {
    const [finding] = found(rule, corpus(`${series}/p-sysrq-f`))
    expect(finding?.verdict).toBe('confirmed')
    expect(says(finding)).toEqual(['order=-1'])
    expect(finding?.summary).toContain('and the kernel killed as it was told')
  })

  it('says nothing of the end where that is cut off', () => {
    const log = corpus('6.1/p-sysrq-f')
    const [finding] = found(rule, log.slice(0, log.indexOf('Mem-Info:')))
    expect(finding?.summary).toContain('/proc/sysrq-trigger. Memory need not')
  })

  it('is silent for any other order, and where the first line is lost', () => {
    const log = corpus('6.1/p-sysrq-f')
    expect(found(rule, corpus('6.1/g-noswap'))).toEqual([])
    expect(found(rule, log.slice(log.indexOf('Mem-Info:') - 20))).toEqual([])
  })

  it.each([
    ['killed', ', and the kernel killed as it was told'],
    ['no-killable-process', ', and nothing could be killed'],
    ['panic', ', and the kernel panicked'],
    ['unknown', ''],
  ] as const)('tells how it ended: %s', (outcome, words) => {
    const trigger = { manual: true, order: -1, line: 4 }
    expect(manual.decideDump(shortOf({ outcome, trigger }))).toMatchObject([
      {
        verdict: 'confirmed',
        title: 'Somebody asked for this kill by SysRq',
        summary: `The order is -1: SysRq-f was pressed or written to /proc/sysrq-trigger${words}. Memory need not have been short.`,
        evidence: [{ line: 4, says: 'order=-1' }],
        missing: [],
        overturnedBy: 'a first line of the dump with another order',
        next: ['find out who can write to /proc/sysrq-trigger or reach the console: sysctl kernel.sysrq'],
      },
    ])
  })
})
