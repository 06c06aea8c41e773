import { digits, P, type Parser, safeInteger, shape, untilLast } from '../../grammar/index.js'
import type { Limit } from '../../record/amount.js'
import type { MemcgStats } from '../../record/cgroup.js'
import { construct } from '../construct.js'
import { camelCase, kilobytes } from '../names.js'
import { isFull } from '../record-limit.js'
import { isUnlimitedBytes, kilobytesOrUnlimited } from '../unlimited.js'

/**
 * Whose limit was hit, until 4.20. Before 3.15 one line, 3.15 to 3.17 by mistake three records, the last one empty.
 *
 *     Task in /kubepods/burstable/pod1/7f3c killed as a result of limit of /kubepods
 */
export const taskIn = construct<{ victimHome: string; limitOwner: string }>({
  name: 'task-in',
  pieces: true,
  part: 'memcg',
  dumps: 'oom',
  opens: ['Task in '],
  begins: true,
  openEnd: true,
  samples: ['Task in /kubepods/burstable/pod1/7f3c killed as a result of limit of /kubepods'],
  parser: P.string('Task in ').then(homeAndOwner()),
  once: () => 'task-in',
  // The trigger is in the group over its limit, and the last part of its cpuset's path mostly is its memory group's too.
  prefers: ({ trigger }, { victimHome, limitOwner }) =>
    [victimHome, limitOwner].some((path) => path.endsWith(`/${trigger.cpuset}`)),
  fold({ cgroup }, value, { at }) {
    cgroup.victimHome = value.victimHome
    cgroup.limitOwner = value.limitOwner
    cgroup.ownerLine = at
  },
})

/** A path, or the `(name too long)` and `<name too long>` that stand in its place. */
const PATH = /^[/(<]/

/**
 * Both paths of the heading. A name can hold the words between them: the task lives inside the group over its limit, so of
 * several places the one is meant whose left side begins with the right side.
 */
function homeAndOwner(): Parser<{ victimHome: string; limitOwner: string }> {
  const WORDS = ' killed as a result of limit of '
  return P((text, at) => {
    let last: { victimHome: string; limitOwner: string } | undefined
    if (!PATH.test(text[at] ?? '')) return P.makeFailure(at, 'path')
    for (let end = text.indexOf(WORDS, at); end >= 0; end = text.indexOf(WORDS, end + 1)) {
      const victimHome = text.slice(at, end)
      const limitOwner = text.slice(end + WORDS.length)
      if (!PATH.test(limitOwner)) continue
      last = { victimHome, limitOwner }
      if (limitOwner === '/' || victimHome === limitOwner || victimHome.startsWith(`${limitOwner}/`))
        return P.makeSuccess(text.length, last)
    }
    return last === undefined ? P.makeFailure(at, WORDS) : P.makeSuccess(text.length, last)
  })
}

/** 4.1 to 4.20, when no task was selected (panic, or nothing that can be killed). */
export const limitReached = construct<string>({
  name: 'limit-reached',
  part: 'memcg',
  dumps: 'oom',
  opens: ['Memory limit reached of cgroup '],
  begins: true,
  openEnd: true,
  samples: ['Memory limit reached of cgroup /system.slice/a b.service'],
  parser: P.string('Memory limit reached of cgroup ').then(P.all),
  once: () => 'task-in',
  fold({ cgroup }, path, { at }) {
    cgroup.limitOwner = path
    cgroup.ownerLine = at
  },
})

interface Counter {
  label: 'memory' | 'memory+swap' | 'kmem' | 'swap'
  usage: string
  limit: string
  failcnt: string
}

const COUNTER_KEYS = { memory: 'memory', 'memory+swap': 'memorySwap', kmem: 'kmem', swap: 'swap' } as const

/**
 * `memory: usage 2097152kB, limit 2097152kB, failcnt 77`. A `swap:` line proves the v2 hierarchy (5.3+),
 * `memory+swap:` the v1 one from 5.3 on; before, both print it.
 */
export const memcgCounter = construct<Counter>({
  name: 'memcg-counter',
  part: 'memcg',
  dumps: 'oom',
  opens: ['memory: usage ', 'memory+swap: usage ', 'kmem: usage ', 'swap: usage '],
  begins: true,
  openEnd: true,
  samples: [
    'memory: usage 4194304kB, limit 4194304kB, failcnt 512',
    'memory+swap: usage 4194304kB, limit 9007199254740988kB, failcnt 0',
    'kmem: usage 10240kB, limit 18014398509481983kB, failcnt 0',
    'swap: usage 0kB, limit 9007199254740988kB, failcnt 0',
  ],
  parser: P.seqObj<Counter>(
    ['label', P.alt(P.string('memory+swap'), P.string('memory'), P.string('kmem'), P.string('swap'))],
    P.string(': usage '),
    ['usage', digits],
    P.string('kB, limit '),
    ['limit', digits],
    P.string('kB, failcnt '),
    ['failcnt', digits],
    shape('blanks', / */, () => true),
  ),
  once: ({ label }) => label,
  follows: ['task-in'],
  fold({ cgroup, problems }, { label, usage, limit, failcnt }, { at }) {
    const usageBytes = kilobytesOrUnlimited(usage)
    const limitBytes = kilobytesOrUnlimited(limit)
    if (usageBytes === undefined || limitBytes === undefined) {
      problems.push({
        code: 'number-out-of-range',
        message: `${label}: a value is too large to keep`,
        line: at,
      })
      return
    }
    const count = safeInteger(failcnt)
    if (count === undefined)
      problems.push({
        code: 'number-out-of-range',
        message: `${label}: failcnt is too large to keep`,
        line: at,
      })
    cgroup[COUNTER_KEYS[label]] = {
      usageBytes,
      limitBytes,
      ...(count === undefined ? {} : { failcnt: count }),
      line: at,
    }
    if (label === 'swap') cgroup.version = 2
  },
})

/**
 * The statistics of one cgroup in one line, 3.9 to 5.2: one line per cgroup of the subtree, kB.
 *
 *     Memory cgroup stats for /kubepods: cache:0KB rss:0KB … unevictable:0KB
 */
export const statsInLine = construct<{ cgroup?: string; values: [string, number][] }>({
  name: 'memcg-stats-line',
  part: 'memcg',
  dumps: 'oom',
  opens: ['Memory cgroup stats for ', 'Memory cgroup stats: '],
  begins: true,
  samples: [
    'Memory cgroup stats for /kubepods: cache:0KB rss:-4KB rss_huge:0KB inactive_anon:0KB active_anon:0KB',
    'Memory cgroup stats: cache:0KB rss:12KB',
  ],
  parser: P.seqMap(
    P.string('Memory cgroup stats'),
    P.string(' for ').then(untilLast(': cache:')).fallback(undefined),
    P.string(':'),
    statValuesInLine(),
    (_, cgroup, __, values) => ({ ...(cgroup === undefined ? {} : { cgroup }), values }),
  ),
  once: ({ cgroup }) => cgroup ?? '',
  prefers: ({ cgroup: { limitOwner } }, { cgroup }) =>
    limitOwner !== undefined && cgroup?.startsWith(limitOwner) === true,
  fold({ stats }, { cgroup, values }, { at }) {
    const bytes: Record<string, Limit> = Object.create(null)
    for (const [key, kb] of values) bytes[camelCase(key)] = kilobytes(kb)
    stats.push({ ...(cgroup === undefined ? {} : { cgroup }), bytes, counts: {}, line: at })
  },
})

function statValuesInLine(): Parser<[string, number][]> {
  return shape('statistics', /(?: [a-z_]+:-?\d+KB)+ ?$/, ([text]) => {
    const values: [string, number][] = []
    for (const [, key = '', kb = ''] of text.matchAll(/ ([a-z_]+):(-?\d+)KB/g)) {
      const value = safeInteger(kb)
      if (value !== undefined) values.push([key, value])
    }
    return values
  })
}

/** `Memory cgroup stats for /kubepods.slice:`, 5.3 and later: the entries follow as lines. */
export const statsHeading = construct<string>({
  name: 'memcg-stats-heading',
  pieces: true,
  part: 'memcg',
  dumps: 'oom',
  opens: ['Memory cgroup stats for '],
  begins: true,
  openEnd: true,
  samples: ['Memory cgroup stats for /kubepods.slice:', 'Memory cgroup stats for /a: b:'],
  parser: P.string('Memory cgroup stats for ').then(shape('path', /([^\n]*): *$/, ([, path = '']) => path)),
  once: () => 'stats-heading',
  fold({ stats, problems }, cgroup, { at }) {
    if (isFull(cgroup))
      problems.push({ code: 'cut-path', message: 'the path of the statistics is cut', line: at })
    stats.push({
      ...(isFull(cgroup) ? {} : { cgroup }),
      bytes: Object.create(null),
      counts: Object.create(null),
      line: at,
    })
  },
})

/** The entries stand together behind their heading; where that is lost, behind the counters. */
const BEFORE_STATISTICS = new Set(['memcg-stats-heading', 'memcg-stats-entry', 'memcg-counter'])

/** Event counters and page counts of memory.stat: everything else is in bytes. */
const COUNTED =
  /^(?:total_)?(?:pg|workingset_|thp_fault|thp_collapse|thp_swpout|zswpin|zswpout|zswpwb|swpin_|swpout_|pswp|numa_)/

/** The only entries that can say that there is no limit (v1). */
const LIMITS = /^hierarchical_/

/** `anon 4253941760`: an entry of memory.stat, 5.3 and later. */
export const statsEntry = construct<{ key: string; value: string }>({
  name: 'memcg-stats-entry',
  part: 'memcg',
  dumps: 'oom',
  opens: { pattern: /^ ?[a-z][a-z0-9_]* \d+ *$/ },
  openEnd: true,
  samples: ['anon 4253941760', 'workingset_refault_anon 0', 'hierarchical_memory_limit 9223372036854771712'],
  parser: shape('statistic', /^ ?([a-z][a-z0-9_]*) (\d+) *$/, ([, key = '', value = '']) => ({ key, value })),
  once: ({ key }) => key,
  fits: ({ last }) => last !== undefined && BEFORE_STATISTICS.has(last),
  follows: ['memcg-stats-heading'],
  fold(draft, { key, value }, { at }) {
    const current = statsInProgress(draft.stats)
    draft.statsBytes += key.length + value.length + 2
    const name = camelCase(key)
    draft.lastStatistic = { key: name, line: at }
    current.lines ??= Object.create(null) as Record<string, number>
    current.lines[name] = at
    const amount = safeInteger(value)
    if (COUNTED.test(key)) {
      if (amount !== undefined) current.counts[name] = amount
    } else if (LIMITS.test(key) && isUnlimitedBytes(value)) current.bytes[name] = 'unlimited'
    else if (amount !== undefined) current.bytes[name] = amount
    if (amount === undefined && !(LIMITS.test(key) && isUnlimitedBytes(value)))
      draft.problems.push({ code: 'number-out-of-range', message: `${key} is too large to keep`, line: at })
  },
})

/** The last entry of a full record (5.3 to 6.4), cut before its number. */
export const statsCut = construct<string>({
  name: 'memcg-stats-cut',
  part: 'memcg',
  dumps: 'oom',
  opens: { pattern: /^[a-z][a-z0-9_]* ?$/ },
  samples: ['workingset_ref', 'pgmajfault '],
  parser: shape('cut statistic', /^[a-z][a-z0-9_]* ?$/, ([text]) => text),
  once: () => 'cut',
  fits: ({ lastStatistic }) => lastStatistic !== undefined,
  fold({ problems }, text, { at }) {
    problems.push({
      code: 'cut-statistics',
      message: `the record of the statistics ends in "${text}"`,
      line: at,
    })
  },
})

/** The statistics under way; a log that lost the heading still has the entries. */
function statsInProgress(stats: MemcgStats[]): MemcgStats {
  const last = stats.at(-1)
  if (last !== undefined) return last
  const first: MemcgStats = { bytes: Object.create(null), counts: Object.create(null) }
  stats.push(first)
  return first
}

/** 6.19 and later, v2 only: `Memory cgroup min protection 0kB -- low protection 0kB`. */
export const protection = construct<{ min: number; low: number }>({
  name: 'protection',
  part: 'tail',
  dumps: 'both',
  opens: ['Memory cgroup min protection '],
  samples: ['Memory cgroup min protection 0kB -- low protection 1024kB'],
  parser: shape(
    'protection',
    /Memory cgroup min protection (\d+)kB -- low protection (\d+)kB *$/,
    ([, min = '', low = '']) => {
      const minimum = safeInteger(min)
      const lower = safeInteger(low)
      return minimum === undefined || lower === undefined ? undefined : { min: minimum, low: lower }
    },
  ),
  once: () => 'protection',
  fold({ cgroup }, { min, low }) {
    cgroup.minProtectionBytes = kilobytes(min)
    cgroup.lowProtectionBytes = kilobytes(low)
  },
})
