import { integer, P, type Parser, shape, untilLast } from '../../grammar/index.js'
import type { Constraint } from '../../record/oom.js'
import { construct } from '../construct.js'
import type { Draft } from '../draft.js'
import { isFull } from '../record-limit.js'
import { nodemask } from './allocation-words.js'
import { type Known, readSummaryBody } from './summary-body.js'

/** The summary as one line has it: how its body is to be read, other lines decide. */
interface Summary {
  readonly constraint: string
  readonly nodemask: string
  readonly body: string
  readonly pid: number
  readonly uid: number
}

const nodes: Parser<string> = nodemask.map((list) => list.replace(/,$/, ''))

/**
 * The summary, 5.0 and later: whose limit, and the victim. Lists of nodes contain commas, and so can names.
 *
 *     oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=-2
 *     oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=7,uid=0
 */
export const oomKill = construct<Summary>({
  name: 'oom-kill',
  follows: ['task-row'],
  pieces: true,
  part: 'verdict',
  dumps: 'oom',
  opens: ['oom-kill:constraint='],
  named: true,
  begins: true,
  openEnd: true,
  samples: [
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=a,b,mems_allowed=0,2-3,oom_memcg=/a,b,task_memcg=/a,b/c=d,task=a) b,c,pid=7,uid=-2',
    'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/x,task=task=init,pid=1,pid=9,uid=0',
    'oom-kill:constraint=CONSTRAINT_MEMORY_POLICY,nodemask=1,task=java,pid=7,uid=0',
  ],
  parser: P.seqObj<Summary>(
    P.string('oom-kill:constraint='),
    ['constraint', shape('constraint', /CONSTRAINT_[A-Z_]+/, ([name]) => name)],
    P.string(',nodemask='),
    ['nodemask', nodes],
    shape('comma', /,?/, () => true),
    ['body', untilLast(',pid=')],
    P.string(',pid='),
    ['pid', integer],
    P.string(',uid='),
    ['uid', integer],
  ),
  once: () => 'oom-kill',
  fits: (draft, { body }) => isSameKind(draft, body),
  whenCut: () => 'the input ends in the summary, whose user id may be cut',
  foldCut: foldCutSummary,
  fold(draft, summary, { at }) {
    const { constraint, nodemask: list, body, pid, uid } = summary
    draft.summaryBody = body
    draft.constraint = { constraint, nodemask: list, pid, uid, line: at }
    draft.cgroup.ownerLine ??= at
    if (!settleSummary(draft, {}))
      draft.problems.push({
        code: 'damaged-line',
        message: 'the summary is garbled: only its ends are read',
        line: at,
      })
    const { oomMemcg = '', taskMemcg = '' } = draft.constraint
    if (!isFull(oomMemcg) && !isFull(taskMemcg)) return
    draft.problems.push({
      code: 'cut-path',
      message: 'a path of the oom-kill line is cut and left out',
      line: at,
    })
    delete draft.summaryBody
    if (isFull(oomMemcg)) {
      delete draft.constraint.oomMemcg
      delete draft.cgroup.limitOwner
    }
    if (isFull(taskMemcg)) {
      delete draft.constraint.taskMemcg
      delete draft.cgroup.victimHome
    }
  },
})

/** A dump with the marks of a memory cgroup ends in a summary with an owner, one with Mem-Info (3.9+) in a global one. */
function isSameKind({ stats, seen }: Draft, body: string): boolean {
  // Where the head is lost, Mem-Info in front can be SysRq's.
  if (!seen.has('invocation') && !seen.has('memcg-counter')) return true
  if (stats.length > 0 || seen.has('memcg-counter'))
    return !body.includes('global_oom,') || body.includes('oom_memcg=')
  return !seen.has('mem-info') || !body.includes('oom_memcg=') || body.includes('global_oom,')
}

/** Reads the summary's body by what is known of its names, and spreads it over the record. */
export function settleSummary(draft: Draft, { comm }: Pick<Known, 'comm'>): boolean {
  const { constraint, summaryBody } = draft
  if (constraint === undefined || summaryBody === undefined) return false
  const body = readSummaryBody(summaryBody, { owner: draft.stats.at(-1)?.cgroup, comm })
  if (body === undefined) return false
  Object.assign(constraint, body)
  spread(draft, constraint)
  return true
}

/** What the summary says of the trigger and of the cgroups, where the record has it. */
function spread({ cgroup, trigger }: Draft, constraint: Constraint): void {
  if (constraint.oomMemcg !== undefined) cgroup.limitOwner = constraint.oomMemcg
  if (constraint.taskMemcg !== undefined) cgroup.victimHome = constraint.taskMemcg
  if (constraint.cpuset !== undefined) trigger.cpuset = constraint.cpuset
  if (constraint.memsAllowed !== undefined) trigger.memsAllowed = constraint.memsAllowed
  if (constraint.nodemask !== undefined) trigger.nodemask ??= constraint.nodemask
}

/** Keeps of a summary that was cut what stands whole in it: each value counts only with the key behind it. */
function foldCutSummary(draft: Draft, text: string, at: number): void {
  const head = /^oom-kill:constraint=(CONSTRAINT_[A-Z_]+),nodemask=([^=]*),(?=[a-z_]+=)/.exec(text)
  if (head === null || draft.constraint !== undefined) return
  const [whole, name = '', list = ''] = head
  const rest = text.slice(whole.length)
  const cpuset = /^cpuset=([^,]*),mems_allowed=([\d,-]*),(?=global_oom,|oom_memcg=)/.exec(rest)
  const constraint: Constraint = { constraint: name, nodemask: list, line: at }
  if (cpuset !== null) {
    const [head = '', path = '', mems = ''] = cpuset
    constraint.cpuset = path
    constraint.memsAllowed = mems
    const owner = rest.slice(head.length)
    constraint.globalOom = owner.startsWith('global_oom')
    const end = owner.indexOf(',task_memcg=')
    if (!constraint.globalOom && end > 0) constraint.oomMemcg = owner.slice('oom_memcg='.length, end)
    if (isFull(constraint.oomMemcg ?? '')) delete constraint.oomMemcg
  }
  draft.constraint = constraint
  draft.seen.add('oom-kill')
  spread(draft, constraint)
}
