import { describe, expect, it } from 'vitest'
import { corpusCases, readLog } from '../../../test/support/corpus.js'
import { edited } from '../../../test/support/shortage.js'
import { meanings } from '../../explain/index.js'
import { parse } from '../../index.js'
import type { Event } from '../../record/index.js'
import { at, base, documentOf, finding, input, oom, reload } from '../sample-events.js'
import { renderText } from '../text.js'

function head(log: string, width = 100): string {
  const text = renderText(parse(log, { name: 'dmesg.txt' }), { colour: false, width })
  const from = text.search(/^oom-1 {2}[a-zA-Z]/m)
  return text.slice(from, text.indexOf('\n\n', from))
}

function row(label: string, text: string): string {
  return text.split('\n').find((line) => line.startsWith(`  ${label} `)) ?? ''
}

describe('who is to blame', () => {
  it('is no process where most of the memory is not in processes', () => {
    expect(row('biggest', head(edited('6.1/g-slab')))).toContain('the kernel itself, no process')
    expect(row('biggest', head(edited('6.1/v2-tmpfs-only')))).toContain(
      'tmpfs or shared memory, no process; then ',
    )
  })

  // 22% kernel memory, 38% huge pages, 31% that nobody lists: the processes had more.
  it.each(['6.1/i-slow-console', '6.1/g-hugepages', '6.1/g-vmalloc'])('is a process in %s', (name) => {
    expect(row('biggest', head(edited(name)))).not.toContain('no process')
  })

  it('is a list that ends where there is no more room', () => {
    expect(row('biggest', head(edited('6.1/v2-tmpfs-only'), 80)).trim()).toBe(
      'biggest    tmpfs or shared memory, no process',
    )
  })
})

describe('what the head leaves out', () => {
  it('are parts below one percent', () => {
    const text = head(edited('6.1/v2-container'))
    expect(text).not.toContain('<1%')
    expect(row('victim', text)).not.toContain('file')
    expect(row('filled by', text)).toContain('████████████████  █ anon 63.7 MiB 99%')
  })

  it('is the use of the one that asked where that is the victim', () => {
    expect(row('asked', head(edited('6.1/v2-container')))).not.toContain('holding')
    expect(row('asked', head(edited('6.1/v2-kubepods-limit')))).toContain('holding 63.6 MiB')
  })
})

it('what the victim held stands before its oom_score_adj, in few words where there is little room', () => {
  expect(row('victim', head(edited('6.1/v2-oom-group'), 80))).toContain('anon 44.7 MiB')
  expect(row('victim', head(edited('6.1/v2-tmpfs-only'), 60))).toContain('anon 1.98 MiB')
})

it('at the limit of all pods the pod that died is named', () => {
  expect(row('victim', head(edited('6.1/v2-kubepods-limit')))).toContain(
    'in container 6b78fc476ea5, pod fc8677e5-215e',
  )
  expect(row('victim', head(edited('constructed/3.9-memcg')))).toContain('in /user/job.slice/one')
})

it('free memory and free swap are told apart', () => {
  expect(row('limit', head(edited('6.1/g-swap'), 120))).toContain('7.50 MiB free, swap 95.9 MiB (full)')
})

it('the nodes of a memory policy are NUMA nodes', () => {
  expect(row('limit', head(edited('6.1/g-numa-mempolicy')))).toContain('NUMA node 1 ran out')
})

it('a limit without a name is no name', () => {
  const text = renderText(parse(edited('6.1/h-longpath')), { colour: false, width: 100 })
  expect(text).toContain('6.00 MiB of a memory cgroup that the log does not name, failcnt 78')
})

it('what is missing is never cut in the middle', () => {
  const log = edited('6.1/m-global-2000-cut')
  expect(row('doubt', head(log, 80))).toContain('not in the log: the first line, the call trace, Mem-Info')
  expect(row('doubt', head(log, 60))).toContain('not in the log: 3 parts of the dump')
})

it('a title without room goes on below, and the places shrink before they go', () => {
  expect(head(edited('6.1/v2-kubepods-limit'), 60)).toContain(
    '▶ CONFIRMED  The process that was killed is not the one that\n             asked for memory (lines',
  )
  expect(head(edited('6.1/i-crash-loop'))).toContain('nothing is wrong with the node (lines 28, 111, …)')
})

it.each([60, 80, 100, 140])(
  'has ten lines at most in %i columns, and no title cut in the middle',
  (width) => {
    for (const one of corpusCases().filter(({ name }) => /^(?:6\.1|constructed)\//.test(name))) {
      const document = parse(readLog(one, one.files[0] ?? ''))
      const text = renderText(document, { colour: false, width })
      for (const block of text
        .split('\n\n')
        .filter((part) => /^oom-\d+ {2}\S/.test(part) && /\n {2}limit/.test(part)))
        expect(block.split('\n').length, `${one.name}\n${block}`).toBeLessThanOrEqual(10)
      for (const line of text.split('\n').filter((part) => part.startsWith('▶')))
        expect(line, one.name).not.toMatch(/[a-z]…[a-z]/)
    }
  },
)

describe('before', () => {
  const late = oom('oom-1', 3_600_000)
  const logs = { inputs: [input('dmesg.txt', ['kernel-log']), input('node.log', ['systemd-journal'])] }
  const shown = (...events: unknown[]) =>
    row('before', renderText(documentOf([...events, late] as Event[], logs), { colour: false, width: 100 }))

  it('has what changed', () => {
    expect(shown(reload(60_000))).toBe('  before     systemd reload (59 min)')
  })

  it('has no static pods that were read, no measurement, no boot at some time', () => {
    const quiet = '  before     no change of a configuration or a limit was read'
    expect(shown({ ...base('a', 0), type: 'kubelet-config-change', what: 'static-pods' })).toBe(quiet)
    expect(shown({ ...base('a', 0), type: 'kubelet-eviction', phase: 'observation' })).toBe(quiet)
    expect(shown({ ...base('a', 0), type: 'boot', at: { basis: 'none' } })).toBe(quiet)
    expect(shown({ ...base('a', 0), type: 'kubelet-eviction', phase: 'evicted' })).toContain('eviction')
  })

  it('names a file where there is room, and else that the configuration changed', () => {
    const file = { ...base('a', 0), at: at(0), type: 'config-file-modified' } as const
    expect(shown({ ...file, path: '/etc/kubelet.conf' })).toContain('kubelet.conf changed (1 h 0 min)')
    expect(shown({ ...file, path: `/etc/${'x'.repeat(90)}` })).toContain('config changed (1 h 0 min)')
  })
})

it('forty findings of one rule do not scroll the answer away', () => {
  const many = Array.from({ length: 40 }, (_, index) => finding({ rule: 'repeat', title: `T${index}` }))
  const document = documentOf([oom('oom-1', 0), oom('oom-2', 1)], { findings: many })
  const shown = renderText(document, { colour: false, width: 100 })
  expect(shown).toContain('(36 more findings of the same rules, on other OOMs: --all shows each)')
  expect(shown.split('\n').length).toBeLessThan(80)
  expect(renderText(document, { colour: false, width: 100, all: true })).not.toContain(
    'more findings of the same',
  )
})

it('many gaps of a file are one line', () => {
  const gaps = Array.from({ length: 34 }, (_, index) => ({ line: index + 3, reason: 'nul-bytes' as const }))
  const inputs = [input('bin', ['kernel-log'], { gaps })]
  expect(renderText(documentOf([], { inputs }), { colour: false, width: 100 })).toContain(
    'bin: messages lost in 34 places, the first before line 3 [nul-bytes]',
  )
})

it.each([
  'filled by',
  'biggest',
  'asked',
  'before',
  'doubt',
  'limit',
  'victim',
  'in no counter',
  'anon+shmem',
  'file cache',
  'min mark',
])('what %s means can be looked up, as the report promises', (word) => {
  expect(meanings(word)).not.toEqual([])
})
