import { type Asked, asked as ask, changed, without as withoutLines } from '../support/answer.js'
import { edited } from '../support/shortage.js'

type Edits = readonly (readonly [from: string, to: string])[]

const NOSWAP = '6.1/g-noswap'
const FAILURE = 'constructed/fragmentation-4.12'
const MOVABLE = 'constructed/movable-and-device-zones-5.15'
const CMA = 'constructed/cma-only-4.19'
const CPUSET = '6.1/g-numa-cpuset'
const POLICY = '6.1/g-numa-mempolicy'
const HUGE = '6.1/g-hugepages'
const VMALLOC = '6.1/g-vmalloc'

/** One rule asked of changed copies of a log. */
const asked = (
  rule: string,
  name: string,
  cases: Readonly<Record<string, Edits | ((log: string) => string)>>,
): Asked[] =>
  ask(
    rule,
    Object.fromEntries(
      Object.entries(cases).map(([of, change]) => [
        of,
        () => (typeof change === 'function' ? change(edited(name)) : edited(name, ...change)),
      ]),
    ),
  )

const without =
  (...lines: RegExp[]) =>
  (log: string): string =>
    withoutLines(log, ...lines)

/** Free memory of the zone DMA32 in kB, and the machine's total with it. */
const free = (kb: number): Edits => [
  ['DMA32 free:2168kB', `DMA32 free:${kb}kB`],
  ['free:885 ', `free:${(kb + 1372) / 4} `],
]

export const SHORTAGE_ANSWERS: readonly Asked[] = [
  ...asked('watermark', NOSWAP, {
    'one zone exactly at min': free(2224),
    'one zone a page above min, below high': free(2228),
    'one zone exactly at high': free(3336),
    'one zone a page above high': free(3340),
    'the small zone nearer to its mark': [
      ['DMA32 free:2168kB', 'DMA32 free:1000kB'],
      ['free:885 ', 'free:593 '],
    ],
    'two zones above their marks': [
      ['DMA32 free:2168kB', 'DMA32 free:9000kB'],
      ['DMA free:1372kB', 'DMA free:3000kB'],
      ['free:885 ', 'free:3000 '],
    ],
    'two zones above their marks, the small one by more': [
      ['DMA32 free:2168kB', 'DMA32 free:3340kB'],
      ['DMA free:1372kB', 'DMA free:13000kB'],
      ['free:885 ', 'free:4085 '],
    ],
    'a request for four pages': [['order=0', 'order=2']],
    'a request for zone DMA': [
      ['0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', '0xcc1(GFP_KERNEL|GFP_DMA)'],
    ],
    'a request for zone DMA32': [
      ['0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', '0xcc4(GFP_KERNEL|GFP_DMA32)'],
    ],
    'a request for the high zone': [
      ['0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', '0xcc2(GFP_HIGHUSER)'],
    ],
    'a request without a mask': [['gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO), ', '']],
    'zones without their free memory': [['Node 0 DMA32 free:2168kB ', 'Node 0 DMA32 ']],
    'no zones': without(/Node 0 DMA/),
    'no first line': without(/invoked oom-killer/),
    'the handler of page faults': [
      ['gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', 'gfp_mask=0x0()'],
    ],
    'some boost of min': [
      ['DMA32 free:2168kB boost:0kB min:2224kB', 'DMA32 free:2168kB boost:100kB min:2224kB'],
    ],
    'an atomic reserve': [['high:3336kB reserved_highatomic:0KB', 'high:3336kB reserved_highatomic:2048KB']],
  }),
  ...asked('watermark', FAILURE, {
    'a failed allocation above its mark': [['order:2', 'order:0']],
    'a failed allocation of two pages for which chunks are there': [['order:2', 'order:1']],
    'a failed allocation below its mark': [['Normal free:400000kB', 'Normal free:45000kB']],
    'a failed allocation and no zones': without(/Node 0 (?:DMA|Normal)/),
    'a failed allocation without a mask': [['mode:0x14040c0(GFP_KERNEL|__GFP_COMP), ', '']],
  }),
  ...asked('fragmentation', FAILURE, {
    'the limit of what the kernel tries hard for': [['order:2', 'order:3']],
    'more than it tries hard for': [['order:2', 'order:4']],
    'no chunk that may be used': [
      ['60000*4kB (UME) 20000*8kB (UM) 0*16kB', '60000*4kB (C) 20000*8kB (C) 0*16kB'],
    ],
    'no list of chunks': without(/Node 0 Normal: /),
    'no list of chunks of a zone below its mark': without(/Node 0 DMA32: /),
    'exactly the chunk': [
      ['60000*4kB (UME) 20000*8kB (UM) 0*16kB', '59996*4kB (UME) 20000*8kB (UM) 1*16kB (U)'],
    ],
    'all zones below their marks': [['Normal free:400000kB', 'Normal free:45000kB']],
  }),
  ...asked('fragmentation', 'constructed/3.13-order-2-at-fork', {
    'an OOM for four pages': [],
    'an OOM for what the kernel does not try hard for': [['order=2', 'order=4']],
    'chunks that are too few before 4.4': [['44500*8kB (UME) 0*16kB', '44498*8kB (UME) 1*16kB (U)']],
    'an OOM without its chunks': without(/DMA32: /),
  }),
  ...asked('zone-mismatch', MOVABLE, {
    'free memory in the movable zone': [],
    'just as much as its high mark': [['Movable free:4555840kB', 'Movable free:49500kB']],
    'free memory in a zone that is a device': [['Node 0 Movable', 'Node 0 Device']],
    'a request for zone DMA32': [['0xcc0(GFP_KERNEL)', '0xcc4(GFP_KERNEL|GFP_DMA32)']],
    'a request for zone DMA': [
      ['0xcc0(GFP_KERNEL)', '0xcc1(GFP_KERNEL|GFP_DMA)'],
      ['Node 0 DMA free:15892kB', 'Node 0 DMA free:100kB'],
      ['Normal free:37184kB', 'Normal free:1037184kB'],
      ['DMA32 free:17192kB', 'DMA32 free:1017192kB'],
    ],
    'usable zones above min by the time of the dump': [['Normal free:37184kB', 'Normal free:60000kB']],
  }),
  ...asked('zone-mismatch', '6.12/g-slab', {
    'zones that are not printed': [
      ['free:836 ', 'free:100836 '],
      ['102267 pages RAM', '302267 pages RAM'],
    ],
    'zones that are not printed, above min by then': (log) =>
      changed(
        log,
        [/free:836 /, 'free:100962 '],
        [/102267 pages RAM/, '302267 pages RAM'],
        [/(DMA32 free:)\d+kB/, '$12500kB'],
      ),
    'zones that are not printed and hold little': [
      ['free:836 ', 'free:1836 '],
      ['102267 pages RAM', '302267 pages RAM'],
    ],
  }),
  ...asked('cma-only', CMA, {
    'a board whose free memory is in CMA': [],
    'just enough without CMA': [['free_cma:226992kB', 'free_cma:212064kB']],
    'a page less than enough without CMA': [['free_cma:226992kB', 'free_cma:212068kB']],
    'with CMA surely more than the mark': [['min:22528kB', 'min:195000kB']],
    'with CMA, less what may be an atomic reserve, not more than the mark': [['min:22528kB', 'min:196000kB']],
    'a total that does not add up': [['free:58648 ', 'free:60000 ']],
  }),
  ...asked('node-exhausted', CPUSET, {
    'a cpuset of one node': [],
    'a cpuset of two': [['mems_allowed=1', 'mems_allowed=1-2']],
    'a cpuset of so many that a title has no room': [['mems_allowed=1', 'mems_allowed=1,3,5,7,9,11,13']],
    'a cpuset of as many as fit': [['mems_allowed=1', 'mems_allowed=1,3,5,7,9,11']],
    'above min by the time of the dump': [
      ['Node 1 DMA32 free:1012kB', 'Node 1 DMA32 free:1200kB'],
      ['free:61287 ', 'free:61334 '],
    ],
    'above both marks': [['Node 1 DMA32 free:1012kB', 'Node 1 DMA32 free:9000kB']],
    'a request for zone DMA32': [
      ['0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)', '0xcc4(GFP_KERNEL|GFP_DMA32)'],
    ],
    'no total of the machine': [['free:61287 ', 'x:61287 ']],
    'no summary line': without(/oom-kill:/),
  }),
  ...asked('node-exhausted', POLICY, {
    'a policy of one node': [],
    'a policy of two': [['nodemask=1', 'nodemask=1-2']],
    'a policy, and no zones': without(/Node \d DMA/),
  }),
  ...asked('unaccounted', VMALLOC, {
    'RAM that is in no counter': [],
    'huge pages that are not in the dump': without(/hugepages_total/),
    'a dump with lost lines': (log) =>
      changed(log, [/Mem-Info:/, 'Mem-Info:\n** 5 printk messages dropped **']),
  }),
  ...asked('hugepage-reserve', HUGE, {
    'a pool': [],
    'a pool that is all used': (log) => changed(log, [/hugepages_free=\d+/, 'hugepages_free=0']),
    'a pool with surplus pages': (log) => changed(log, [/hugepages_surp=0/, 'hugepages_surp=5']),
    'zones that are lost': without(/DMA32 free:/),
    'a pool of a tenth': (log) =>
      changed(log, [/hugepages_total=\d+ hugepages_free=\d+/, 'hugepages_total=24 hugepages_free=9']),
    'a pool of less than a tenth': (log) =>
      changed(log, [/hugepages_total=\d+ hugepages_free=\d+/, 'hugepages_total=23 hugepages_free=9']),
  }),
  ...asked('protected', NOSWAP, {
    'the largest may not be killed': [
      [
        ' 1131      984    49152        0             0 vim',
        ' 81131    80984    49152        0         -1000 vim',
      ],
    ],
    'two of them': [
      [
        ' 1131      984    49152        0             0 vim',
        ' 81131    40984    49152        0         -1000 vim',
      ],
      [
        '  488      324    36864        0             0 bash',
        '40488    40324    36864        0         -1000 bash',
      ],
      ['74706   638976', '30000   638976'],
    ],
    'more of them than there is RAM': [
      [
        ' 1131      984    49152        0             0 vim',
        ' 81131    80984    49152        0         -1000 vim',
      ],
      [
        '  488      324    36864        0             0 bash',
        '60488    60324    36864        0         -1000 bash',
      ],
    ],
    'less than half of the RAM': [
      [
        ' 1131      984    49152        0             0 vim',
        ' 81131    40984    49152        0         -1000 vim',
      ],
      ['74706   638976', '30000   638976'],
    ],
    'as large as the victim': [
      [
        ' 1131      984    49152        0             0 vim',
        ' 81131    74706    49152        0         -1000 vim',
      ],
    ],
    'nothing to kill, one of the table': (log) =>
      nothingToKill(
        log
          .split('\n')
          .filter((line) => !/\] +\d+ +\d+ +\d+ +\d+ +\d+ +0 /.test(line) || line.endsWith('sshd'))
          .join('\n'),
      ),
    'nothing to kill, all of the table': (log) =>
      nothingToKill(changed(log, [/^(.*\] +\d+ +\d+ +\d+ +\d+ +\d+ +0 +)-?\d+( \S+\n)/gm, '$1-1000$2'])),
    'nothing to kill, some of the table': nothingToKill,
    'nothing to kill, none of the table': (log) => nothingToKill(changed(log, [/-1000/g, ' -999'])),
    'nothing to kill, no table': (log) =>
      nothingToKill(without(/total_vm/, /Tasks state/, /\] +\d+ +\d+ +\d+ +\d+ +\d+/)(log)),
  }),
  ...asked('protected', '6.1/p-nokillable-memcg', { 'a cgroup at its limit': [] }),
  ...asked('panic-policy', 'constructed/4.1-panic-compulsory', {
    always: [],
    'the machine': [['compulsory panic_on_oom', 'system-wide panic_on_oom']],
    'until 2.6.35, a cgroup': [
      ['Out of memory: compulsory panic_on_oom', 'out of memory(memcg). panic_on_oom'],
    ],
    'until 2.6.35, a page fault': [
      ['Out of memory: compulsory panic_on_oom', 'out of memory from page fault. panic_on_oom'],
    ],
    'until 2.6.35, the machine': [['Out of memory: compulsory panic_on_oom', 'out of memory. panic_on_oom']],
    'another reason': [['Out of memory: compulsory panic_on_oom is enabled', 'Attempted to kill init!']],
  }),
  ...asked('manual', '6.1/p-sysrq-f', {
    'a kill': [],
    'nothing to kill': nothingToKill,
    'no end': (log) => log.slice(0, log.indexOf('Mem-Info')),
  }),
]

function nothingToKill(log: string): string {
  return changed(without(/oom-kill:/)(log), [
    /^(\[.*?\] ).*Killed process.*$/m,
    '$1Out of memory and no killable processes...',
  ])
}
