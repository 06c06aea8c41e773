import { describe, expect, it } from 'vitest'
import { type PageAllocationFailure, parse } from '../../index.js'

function text(lines: readonly string[]): string {
  return lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
}

function read(...lines: string[]): PageAllocationFailure {
  const { events } = parse(text(lines))
  const [failure] = events
  if (failure?.type !== 'page-allocation-failure' || events.length > 1)
    throw new Error(`${events.length} events`)
  return failure
}

const KERNEL = { gfpMask: '0xcc0', gfpFlags: ['GFP_KERNEL'] }

describe('an allocation that failed', () => {
  it.each<[string, string, object, object]>([
    [
      'until 3.6',
      'swapper/0: page allocation failure. order:5, mode:0x20',
      { kind: 'failure' },
      { comm: 'swapper/0', order: 5, gfpMask: '0x20', requestBytes: 131_072, manual: false },
    ],
    [
      '3.7 to 4.5',
      'java: page allocation failure: order:4, mode:0x20',
      { kind: 'failure' },
      { comm: 'java', order: 4, gfpMask: '0x20', requestBytes: 65_536, manual: false },
    ],
    [
      '4.9 and later',
      'java: page allocation failure: order:0, mode:0xcc0(GFP_KERNEL), nodemask=(null)',
      { kind: 'failure' },
      { comm: 'java', order: 0, ...KERNEL, nodemask: '(null)', requestBytes: 4096, manual: false },
    ],
    [
      '5.0 and later',
      'a: b: page allocation failure: order:0, mode:0xcc0(GFP_KERNEL), nodemask=0-1,cpuset=c,mems_allowed=0,2-3',
      { kind: 'failure' },
      {
        comm: 'a: b',
        order: 0,
        ...KERNEL,
        nodemask: '0-1',
        cpuset: 'c',
        memsAllowed: '0,2-3',
        requestBytes: 4096,
        manual: false,
      },
    ],
    [
      'that stalls, 4.9 to 4.13',
      'java: page allocation stalls for 10010ms, order:0, mode:0xcc0(GFP_KERNEL), nodemask=(null)',
      { kind: 'stall', stallMs: 10_010 },
      { comm: 'java', order: 0, ...KERNEL, nodemask: '(null)', requestBytes: 4096, manual: false },
    ],
    [
      'that stalls, later',
      'java: page allocation stall for 12 secs: order:0, mode:0xcc0(GFP_KERNEL) nodemask=(null),cpuset=/,mems_allowed=0',
      { kind: 'stall', stallMs: 12_000 },
      {
        comm: 'java',
        order: 0,
        ...KERNEL,
        nodemask: '(null)',
        cpuset: '/',
        memsAllowed: '0',
        requestBytes: 4096,
        manual: false,
      },
    ],
    [
      'of vmalloc',
      'insmod: vmalloc: allocation failure: 1073741824 bytes, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
      { kind: 'vmalloc', requestBytes: 1_073_741_824 },
      { comm: 'insmod', ...KERNEL, nodemask: '(null)', cpuset: '/', memsAllowed: '0' },
    ],
    [
      'of vmalloc, in part',
      'insmod: vmalloc: allocation failure, allocated 4096 of 8192 bytes, mode:0xcc0(GFP_KERNEL)',
      { kind: 'vmalloc', requestBytes: 8192, allocatedBytes: 4096 },
      { comm: 'insmod', ...KERNEL },
    ],
    [
      'of vmalloc, 5.14 and later',
      'insmod: vmalloc error: size 4096, page order 0, failed to allocate pages, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
      { kind: 'vmalloc', requestBytes: 4096 },
      { comm: 'insmod', ...KERNEL, nodemask: '(null)', cpuset: '/', memsAllowed: '0' },
    ],
    [
      'of vmalloc, of too much',
      'insmod: vmalloc error: size 8192, exceeds total pages, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
      { kind: 'vmalloc', requestBytes: 8192 },
      { comm: 'insmod', ...KERNEL, nodemask: '(null)', cpuset: '/', memsAllowed: '0' },
    ],
    [
      'of SLUB',
      'SLUB: Unable to allocate memory on node -1, gfp=0xcc0(GFP_KERNEL)',
      { kind: 'slub' },
      KERNEL,
    ],
    [
      'of SLUB, until 4.5',
      'SLUB: Unable to allocate memory on node -1 (gfp=0x20)',
      { kind: 'slub' },
      { gfpMask: '0x20' },
    ],
    [
      'of SLUB, 6.12 and later',
      'SLUB: Unable to allocate memory on CPU 3 (of node 0) on node -1, gfp=0xcc0(GFP_KERNEL|__GFP_COMP)',
      { kind: 'slub' },
      { gfpMask: '0xcc0', gfpFlags: ['GFP_KERNEL', '__GFP_COMP'] },
    ],
  ])('%s', (_, line, expected, trigger) => {
    const failure = read(line)
    const { kind, stallMs, requestBytes, allocatedBytes } = failure
    expect(JSON.parse(JSON.stringify({ kind, stallMs, requestBytes, allocatedBytes }))).toEqual(expected)
    expect(failure.trigger).toEqual(trigger)
    expect(failure).toMatchObject({
      message: line,
      source: { firstLine: 1, lastLine: 1 },
      problems: [],
      pageSizeBytes: 4096,
    })
  })

  it.each([
    'java: page allocation stalls for 9007199254740993ms, order:0',
    'insmod: vmalloc: allocation failure: 9007199254740993 bytes, mode:0xcc0(GFP_KERNEL)',
    'insmod: vmalloc error: size 9007199254740993, exceeds total pages, mode:0xcc0(GFP_KERNEL)',
  ])('is not read with a number that is too large: %s', (line) => {
    expect(parse(text([line])).events).toEqual([])
  })

  const HEAD =
    'java: page allocation failure: order:0, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0'

  it('has the trace and Mem-Info of an OOM', () => {
    const failure = read(
      HEAD,
      'CPU: 5 PID: 7 Comm: java Not tainted 6.1.0-18-amd64 #1',
      'Call Trace:',
      ' dump_stack+0x19/0x1b',
      'RIP: 0033:0x402a72',
      'Mem-Info:',
      'active_anon:1 inactive_anon:2',
      'Memory cgroup min protection 4kB -- low protection 8kB',
    )
    expect(failure).toMatchObject({
      trigger: { pid: 7, cpu: 5 },
      kernel: { release: '6.1.0-18-amd64' },
      callTrace: [{ symbol: 'dump_stack' }],
      registers: { RIP: '0033:0x402a72' },
      memInfo: { pages: { activeAnon: 1 } },
      minProtectionBytes: 4096,
      lowProtectionBytes: 8192,
      completeness: { complete: true, missing: [] },
      source: { firstLine: 1, lastLine: 8 },
    })
  })

  it('has nothing that the log has not', () => {
    const failure = read(HEAD)
    expect(Object.keys(failure).toSorted()).toEqual([
      'at',
      'completeness',
      'id',
      'kind',
      'message',
      'pageSizeBasis',
      'pageSizeBytes',
      'problems',
      'source',
      'trigger',
      'type',
    ])
    expect(failure.completeness).toMatchObject({ complete: false, missing: ['call-trace', 'mem-info'] })
  })

  it.each<[string, string[], string[]]>([
    ['the call trace', ['CPU: 5 PID: 7 Comm: java Not tainted 6.1.0 #1'], ['mem-info']],
    ['the call trace', ['Call Trace:', ' warn_alloc+0x10e/0x190'], ['mem-info']],
    ['Mem-Info', ['Mem-Info:', 'active_anon:1 inactive_anon:2 isolated_anon:0'], ['call-trace']],
    [
      'Mem-Info',
      ['Node 0 DMA free:15360kB min:40kB low:52kB high:64kB present:15992kB managed:15360kB'],
      ['call-trace'],
    ],
  ])('has a part of %s with one line of it: %j', (_, lines, missing) => {
    expect(read(HEAD, ...lines).completeness.missing).toEqual(missing)
  })

  it('of SLUB has lines of its own, and nothing is missing', () => {
    const failure = read(
      'SLUB: Unable to allocate memory on node -1, gfp=0xcc0(GFP_KERNEL)',
      '  cache: kmalloc-256, object size: 256, buffer size: 256, default order: 0, min order: 0',
      '  kmalloc-256 debugging increased min order, use slub_debug=O to disable.',
      '  node 0: slabs: 12, objs: 192, free: 0',
    )
    expect(failure.completeness).toMatchObject({ complete: true, missing: [], unexplained: [] })
    expect(failure.source.lastLine).toBe(4)
  })

  it('has no lines of an OOM, which begins behind it', () => {
    const { events } = parse(
      text([
        HEAD,
        'cat invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
        'CPU: 5 PID: 7 Comm: cat Not tainted 6.1.0 #1',
      ]),
    )
    expect(events).toMatchObject([
      { type: 'page-allocation-failure', source: { lastLine: 1 } },
      { type: 'oom', trigger: { pid: 7 } },
    ])
  })

  it('is not read where the end of the input may have cut it', () => {
    const { events, inputs } = parse(text([HEAD]).trimEnd())
    expect(events).toEqual([])
    expect(inputs[0]?.problems).toEqual([
      {
        code: 'cut-line',
        message: 'the input ends in the allocation-failure line, which may be cut',
        line: 1,
      },
    ])
  })

  it('is not read behind more than the name of a task', () => {
    const { events, inputs } = parse(text([`cgroup: fork rejected by ${HEAD}`]))
    expect(events).toEqual([])
    expect(inputs[0]?.problems).toEqual([
      {
        code: 'untrusted-line',
        message: 'not read: before the allocation-failure stands more than the name of a task',
        line: 1,
      },
    ])
  })
})

describe('the head of an OOM', () => {
  const head = (line: string) => {
    const [oom] = parse(text([line])).events
    return oom?.type === 'oom' ? oom.trigger : undefined
  }

  it.each<[string, string, object]>([
    [
      '4.6 to 4.8, 5.0 and later',
      'a (b) invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=-17',
      { comm: 'a (b)', ...KERNEL, order: 0, oomScoreAdj: -17 },
    ],
    [
      '4.9 to 4.20',
      'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), nodemask=0,2-3,  order=9, oom_score_adj=0',
      { nodemask: '0,2-3', order: 9, oomScoreAdj: 0 },
    ],
    [
      '3.7 to 4.5',
      'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=998',
      { gfpMask: '0xd0', order: 0, oomScoreAdj: 998 },
    ],
    [
      '2.6.36 to 3.6',
      'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_adj=-17, oom_score_adj=-1000',
      { oomAdj: -17, oomScoreAdj: -1000 },
    ],
    ['2.6.31 to 2.6.35', 'java invoked oom-killer: gfp_mask=0xd0, order=0, oom_adj=3', { oomAdj: 3 }],
    [
      'until 2.6.31',
      'java invoked oom-killer: gfp_mask=0xd0, order=2, oomkilladj=-17',
      { order: 2, oomAdj: -17 },
    ],
  ])('%s', (_, line, expected) => {
    const trigger = head(line)
    expect(trigger).toMatchObject(expected)
    for (const key of ['nodemask', 'oomAdj', 'oomScoreAdj'] as const)
      if (key in expected || line.includes('a (b)')) expect(key in (trigger ?? {})).toBe(key in expected)
  })

  it('may stand behind more than a name in a paste without stamps', () => {
    const [oom] = parse(
      '2026-11-23 something java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n',
    ).events
    expect(oom).toMatchObject({
      type: 'oom',
      problems: [{ code: 'unknown-prefix', message: 'more than a name stands before the head', line: 1 }],
    })
    expect(oom?.type === 'oom' && oom.trigger).not.toHaveProperty('comm')
  })

  it('has the cpuset in a line of its own until 4.20', () => {
    const trigger = (...lines: string[]) => {
      const [oom] = parse(text(lines)).events
      return oom?.type === 'oom' ? oom.trigger : undefined
    }
    const before = 'a cpuset=b invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0'
    expect(trigger(before, 'a cpuset=b cpuset=/c mems_allowed=0-1')).toMatchObject({
      comm: 'a cpuset=b',
      cpuset: '/c',
      memsAllowed: '0-1',
    })
    expect(trigger(before.replace(' cpuset=b', ''), 'a cpuset=/ mems_allowed=0,2-3')).toMatchObject({
      cpuset: '/',
      memsAllowed: '0,2-3',
    })
    expect(trigger(before, 'x cpuset=/c mems_allowed=0')).not.toHaveProperty('cpuset')
  })
})
