import { integer, optionalBlanks, P, untilFirst, untilLast } from '../../grammar/index.js'
import { construct } from '../construct.js'
import { isTaskName } from '../task-name.js'
import { gfpMask, nodemask } from './allocation-words.js'

const OPENING = ' invoked oom-killer: gfp_mask='

/**
 * The line that names who asked for memory (not who died).
 *
 *     java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968                 4.6–4.8, 5.0+
 *     java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), nodemask=(null), order=0, oom_score_adj=0  4.9–4.20
 *     java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=998                              3.7–4.5
 *     java invoked oom-killer: gfp_mask=0xd0, order=0, oom_adj=0, oom_score_adj=0                     2.6.36–3.6
 *     java invoked oom-killer: gfp_mask=0xd0, order=0, oomkilladj=0                                   until 2.6.31
 *
 * 4.11 to 4.14 print two blanks before `order`.
 */
export const invocation = construct({
  name: 'invocation',
  pieces: true,
  part: 'head',
  dumps: 'oom',
  opens: { within: OPENING },
  named: true,
  begins: true,
  openEnd: true,
  samples: [
    'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968',
    'my (odd) app invoked oom-killer: gfp_mask=0x100cca(GFP_HIGHUSER_MOVABLE|0x8000000), nodemask=(null),  order=9, oom_score_adj=-17',
    ' invoked oom-killer: gfp_mask=0x0(), order=-1, oom_score_adj=0',
    'httpd invoked oom-killer: gfp_mask=0x201da, order=0, oom_adj=0, oom_score_adj=0',
    'init invoked oom-killer: gfp_mask=0xd0, order=0, oomkilladj=0',
  ],
  parser: P.seqObj<Invocation>(
    ['comm', untilLast(OPENING)],
    P.string(OPENING),
    ['gfp', gfpMask],
    ['nodemask', P.string(', nodemask=').then(untilFirst(', ')).fallback(undefined)],
    P.string(','),
    optionalBlanks,
    P.string('order='),
    ['order', integer],
    ['oomAdj', P.alt(P.string(', oom_adj='), P.string(', oomkilladj=')).then(integer).fallback(undefined)],
    ['oomScoreAdj', P.string(', oom_score_adj=').then(integer).fallback(undefined)],
    optionalBlanks,
  ),
  once: () => 'head',
  taskName: ({ comm }) => comm,
  fold(draft, value, { at }) {
    const { trigger } = draft
    if (isTaskName(value.comm)) trigger.comm = value.comm
    else
      draft.problems.push({
        code: 'unknown-prefix',
        message: 'more than a name stands before the head',
        line: at,
      })
    Object.assign(trigger, value.gfp)
    trigger.order = value.order
    trigger.line = at
    if (value.nodemask !== undefined) trigger.nodemask = value.nodemask
    if (value.oomAdj !== undefined) trigger.oomAdj = value.oomAdj
    if (value.oomScoreAdj !== undefined) trigger.oomScoreAdj = value.oomScoreAdj
    if (value.order < 0) trigger.manual = true
  },
})

interface Invocation {
  comm: string
  gfp: { gfpMask: string; gfpFlags?: string[] }
  nodemask: string | undefined
  order: number
  oomAdj: number | undefined
  oomScoreAdj: number | undefined
}

/** 4.9 and later, kernels without compaction, order other than 0. */
export const compactionDisabled = construct({
  name: 'compaction-disabled',
  part: 'task',
  dumps: 'oom',
  opens: ['COMPACTION is disabled!!!'],
  samples: ['COMPACTION is disabled!!!'],
  parser: P.string('COMPACTION is disabled!!!'),
  fold() {},
})

/**
 * The allocating task's cpuset, on a line of its own until 4.20; `name` is the last component of the path.
 *
 *     java cpuset=7f3c mems_allowed=0-1
 */
export const cpusetLine = construct({
  name: 'cpuset',
  pieces: true,
  part: 'task',
  dumps: 'both',
  opens: { within: ' cpuset=' },
  named: true,
  openEnd: true,
  samples: ['java cpuset=7f3c mems_allowed=0-1', 'a cpuset=b cpuset=/ mems_allowed=0,2-3'],
  parser: P.seqObj<{ comm: string; cpuset: string; memsAllowed: string }>(
    ['comm', untilFirst(' cpuset=')],
    P.string(' cpuset='),
    ['cpuset', untilLast(' mems_allowed=')],
    P.string(' mems_allowed='),
    ['memsAllowed', nodemask],
    optionalBlanks,
  ),
  once: () => 'cpuset',
  fits: (draft, value) => draft.trigger.comm === undefined || draft.trigger.comm.startsWith(value.comm),
  fold(draft, value) {
    // The name is known by now: with it the path can be cut off exactly, whatever the two contain.
    const name = draft.trigger.comm
    const whole = `${value.comm} cpuset=${value.cpuset}`
    draft.trigger.cpuset =
      name !== undefined && whole.startsWith(`${name} cpuset=`)
        ? whole.slice(name.length + ' cpuset='.length)
        : value.cpuset
    draft.trigger.memsAllowed = value.memsAllowed
  },
})
