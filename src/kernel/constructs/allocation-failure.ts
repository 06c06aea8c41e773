import {
  countsShape,
  integer,
  optionalBlanks,
  P,
  type Parser,
  shape,
  untilLast,
} from '../../grammar/index.js'
import type { Trigger } from '../../record/oom.js'
import { construct } from '../construct.js'
import type { AllocationHead } from '../draft.js'
import { gfpMask, nodemask } from './allocation-words.js'

interface Head {
  comm?: string
  allocation: Omit<AllocationHead, 'message'>
  order?: number
  mode?: Partial<Trigger>
}

/** `, mode:0x…(…), nodemask=(null),cpuset=/,mems_allowed=0`; the cpuset stands on a line of its own from 4.11 to 4.20. */
const mode: Parser<Partial<Trigger>> = P.seqMap(
  shape('mode', /,? ?mode:/, () => true).then(gfpMask),
  shape('nodemask', /,? nodemask=/, () => true)
    .then(nodemask.map((list) => list.replace(/,$/, '')))
    .fallback(undefined),
  shape('cpuset', /,?cpuset=([\s\S]*),mems_allowed=([\d,-]*)/, ([, cpuset = '', memsAllowed = '']) => ({
    cpuset,
    memsAllowed,
  })).fallback(undefined),
  (gfp, nodes, cpuset) => ({ ...gfp, ...(nodes === undefined ? {} : { nodemask: nodes }), ...cpuset }),
)

function head(within: string, allocation: Parser<Omit<AllocationHead, 'message'>>): Parser<Head> {
  return P.seqMap(
    untilLast(within),
    P.string(within).then(allocation),
    shape('order', /[,:.]? ?order:/, () => true)
      .then(integer)
      .fallback(undefined),
    mode.fallback(undefined),
    optionalBlanks,
    (comm, kind, order, how): Head => ({
      comm,
      allocation: kind,
      ...(order === undefined ? {} : { order }),
      ...(how === undefined ? {} : { mode: how }),
    }),
  )
}

function allocationHead(
  name: string,
  within: string,
  allocation: Parser<Omit<AllocationHead, 'message'>>,
  samples: string[],
) {
  return construct<Head>({
    name,
    part: 'head',
    dumps: 'allocation',
    opens: { within },
    named: true,
    begins: true,
    openEnd: true,
    samples,
    parser: head(within, allocation),
    once: () => 'head',
    taskName: ({ comm }) => comm,
    fold(draft, value, { line }) {
      draft.allocation = { ...value.allocation, message: line.text }
      if (value.comm !== undefined) draft.trigger.comm = value.comm
      if (value.order !== undefined) draft.trigger.order = value.order
      Object.assign(draft.trigger, value.mode)
    },
  })
}

/** An allocation that failed: the body of an OOM dump, and nobody dies. */
export const allocationFailure = allocationHead(
  'allocation-failure',
  ': page allocation failure',
  shape('kind', /[.:] /, () => ({ kind: 'failure' as const })),
  [
    'swapper/0: page allocation failure. order:5, mode:0x20',
    'java: page allocation failure: order:4, mode:0xc0d0',
    'java: page allocation failure: order:4, mode:0x14000c0(GFP_KERNEL), nodemask=(null)',
    'a: b: page allocation failure: order:0, mode:0xa20(GFP_ATOMIC), nodemask=(null),cpuset=/,mems_allowed=0,2-3',
  ],
)

/** 4.9 to 4.13 in ms, 7.2 and later in seconds. */
export const allocationStall = allocationHead(
  'allocation-stall',
  ': page allocation stall',
  countsShape('duration', /s? for (\d+) ?(ms|secs)/, ([, count = '', unit]) => ({
    kind: 'stall' as const,
    stallMs: unit === 'ms' ? Number(count) : Number(count) * 1000,
  })),
  [
    'java: page allocation stalls for 10000ms, order:0, mode:0x24201ca(GFP_HIGHUSER_MOVABLE|__GFP_COLD), nodemask=(null)',
    'java: page allocation stall for 12 secs: order:0, mode:0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP) nodemask=(null),cpuset=/,mems_allowed=0',
  ],
)

export const vmallocFailure = allocationHead(
  'vmalloc-failure',
  ': vmalloc: allocation failure',
  countsShape('sizes', /(?:: |, allocated )(\d+)(?: of (\d+))? bytes/, ([, first = '', whole]) => ({
    kind: 'vmalloc' as const,
    ...(whole === undefined
      ? { requestBytes: Number(first) }
      : { allocatedBytes: Number(first), requestBytes: Number(whole) }),
  })),
  [
    'insmod: vmalloc: allocation failure: 1073741824 bytes, mode:0xcc2(GFP_KERNEL|__GFP_HIGHMEM), nodemask=(null),cpuset=/,mems_allowed=0',
    'insmod: vmalloc: allocation failure, allocated 4096 of 8192 bytes, mode:0xcc2(GFP_KERNEL|__GFP_HIGHMEM)',
  ],
)

/** 5.14 and later: `vmalloc error: size 4096, page order 0, failed to allocate pages`. */
export const vmallocError = allocationHead(
  'vmalloc-error',
  ': vmalloc error: size ',
  countsShape(
    'sizes',
    /(\d+), (?:(?:page order|total pages) \d+, )?[a-z_]+(?: [a-z_]+| \d+){0,8}(?:\. Retrying\.)?/,
    ([, size = '']) => ({
      kind: 'vmalloc' as const,
      requestBytes: Number(size),
    }),
  ),
  [
    'insmod: vmalloc error: size 4096, page order 0, failed to allocate pages, mode:0xcc2(GFP_KERNEL|__GFP_HIGHMEM), nodemask=(null),cpuset=/,mems_allowed=0',
    'insmod: vmalloc error: size 8192, vm_struct allocation failed. Retrying., mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
    'insmod: vmalloc error: size 8192, total pages 4, page array size 8 allocation failed, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
    'insmod: vmalloc error: size 8192, failed to allocated page array size 4096, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
    'insmod: vmalloc error: size 1073741824, exceeds total pages, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0',
  ],
)

/** SLUB's own report: no task name, no Mem-Info; a line for the cache and one per node follow. */
export const slubFailure = construct<{ mode?: Partial<Trigger> }>({
  name: 'slub-failure',
  part: 'head',
  dumps: 'allocation',
  opens: ['SLUB: Unable to allocate memory on '],
  begins: true,
  openEnd: true,
  samples: [
    'SLUB: Unable to allocate memory on node -1 (gfp=0x20)',
    'SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)',
    'SLUB: Unable to allocate memory on CPU 3 (of node 0) on node -1, gfp=0xa20(GFP_ATOMIC)',
  ],
  parser: untilLast('gfp=').then(
    shape('SLUB', /gfp=(0x[0-9a-f]+)(?:\(([^)]*)\))?\)? *$/, ([, mask = '', names]) => ({
      mode: { gfpMask: mask, ...(names === undefined ? {} : { gfpFlags: names.split('|') }) },
    })),
  ),
  once: () => 'head',
  fold(draft, { mode: how }, { line }) {
    draft.allocation = { kind: 'slub', message: line.text }
    Object.assign(draft.trigger, how)
  },
})

export const slubDetail = construct({
  name: 'slub-detail',
  part: 'memory',
  dumps: 'allocation',
  opens: { pattern: /^ *(?:cache: |node \d+: slabs: |\S+ debugging increased min order)/ },
  samples: [
    '  cache: kmalloc-256, object size: 256, buffer size: 256, default order: 0, min order: 0',
    '  node 0: slabs: 12, objs: 192, free: 0',
    '  kmalloc-256 debugging increased min order, use slub_debug=O to disable.',
  ],
  parser: shape(
    'SLUB',
    / *(?:cache: ([^\n]*)|node \d+: slabs: \d+, objs: \d+, free: \d+|[^\s:]+ debugging increased min order[^\n]*)$/,
    ([, cache]) => (cache === undefined || cache.includes('object size: ') ? true : undefined),
  ),
  fold() {},
})
