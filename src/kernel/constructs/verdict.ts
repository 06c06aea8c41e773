import { integer, P, type Parser, shape, untilFirst, untilLast } from '../../grammar/index.js'
import type { Constraint } from '../../record/oom.js'
import { construct } from '../construct.js'
import type { Draft } from '../draft.js'
import { isFull } from '../record-limit.js'
import { nodemask } from './allocation-words.js'

interface Verdict extends Constraint {
  /** `/path,task=name`: where the path ends and the name begins is only sure once the kill line has told the name. */
  homeAndTask: string
}

const HOME = ',task_memcg='
const TASK = ',task='

const nodes: Parser<string> = nodemask.map((list) => list.replace(/,$/, ''))
const comma = shape('comma', /,?/, () => true)

/**
 * Where the owner's path ends. The victim's home lies inside the owner, so of several `,task_memcg=` the one whose
 * right side begins with the left side is the kernel's own; a name can hold the text, but not also be its own parent.
 */
const ownerPath: Parser<string> = P<string>((text, at) => {
  for (let end = text.indexOf(HOME, at); end >= 0; end = text.indexOf(HOME, end + 1)) {
    const owner = text.slice(at, end)
    const inside = owner === '/' ? '/' : `${owner}/`
    const home = end + HOME.length
    if (text.startsWith(inside, home) || text.startsWith(`${owner},task=`, home))
      return P.makeSuccess(end, owner)
  }
  const first = text.indexOf(HOME, at)
  return first < 0 ? P.makeFailure(at, HOME) : P.makeSuccess(first, text.slice(at, first))
})

/**
 * The summary, 5.0 and later: whose limit, and the victim. The head has a fixed order of keys; the tail is read from
 * the right, because paths and names can contain `,task=` and the like. Lists of nodes contain commas.
 *
 *     oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java,pid=7,uid=-2
 *     oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a,task=java,pid=7,uid=0
 */
export const oomKill = construct<Verdict>({
  name: 'oom-kill',
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
  parser: P.seqMap(
    P.string('oom-kill:constraint=').then(shape('constraint', /CONSTRAINT_[A-Z_]+/, ([name]) => name)),
    P.string(',nodemask=').then(nodes).skip(comma),
    P.seqObj<{ cpuset: string; memsAllowed: string }>(
      P.string('cpuset='),
      ['cpuset', untilFirst(',mems_allowed=')],
      P.string(',mems_allowed='),
      ['memsAllowed', nodes],
      comma,
    ).fallback(undefined),
    P.alt<{ globalOom: boolean; oomMemcg?: string }>(
      P.string('global_oom').result({ globalOom: true }),
      P.string('oom_memcg=')
        .then(ownerPath)
        .map((oomMemcg) => ({ oomMemcg, globalOom: false })),
    ).fallback(undefined),
    comma,
    P.string('task_memcg=').fallback(undefined),
    untilLast(',pid='),
    P.string(',pid=').then(integer),
    P.string(',uid=').then(integer),
    (constraint, nodemask, cpuset, owner, _, home, homeAndTask, pid, uid): Verdict => ({
      constraint,
      nodemask,
      ...cpuset,
      ...owner,
      ...splitHome(home === undefined ? `${TASK}${homeAndTask.replace(/^task=/, '')}` : homeAndTask),
      pid,
      uid,
      homeAndTask,
    }),
  ),
  once: () => 'oom-kill',
  foldCut: foldCutVerdict,
  prefers: ({ rows }, { pid }) => rows.some((row) => row.pid === pid),
  fold(draft, { homeAndTask, ...constraint }, { at }) {
    draft.constraint = constraint
    if (isFull(constraint.oomMemcg ?? '') || isFull(constraint.taskMemcg ?? '')) {
      draft.problems.push({
        code: 'cut-path',
        message: 'a path of the oom-kill line is cut and left out',
        line: at,
      })
      if (isFull(constraint.oomMemcg ?? '')) delete constraint.oomMemcg
      if (isFull(constraint.taskMemcg ?? '')) delete constraint.taskMemcg
    } else draft.homeAndTask = homeAndTask
    spread(draft, constraint)
  },
})

/** What the summary says of the trigger and of the cgroups, where the record has it. */
function spread({ cgroup, trigger }: Draft, constraint: Constraint): void {
  if (constraint.oomMemcg !== undefined) cgroup.limitOwner = constraint.oomMemcg
  if (constraint.taskMemcg !== undefined) cgroup.victimHome = constraint.taskMemcg
  if (constraint.cpuset !== undefined) trigger.cpuset ??= constraint.cpuset
  if (constraint.memsAllowed !== undefined) trigger.memsAllowed ??= constraint.memsAllowed
  if (constraint.nodemask !== undefined) trigger.nodemask ??= constraint.nodemask
}

/** Keeps of a summary that was cut what stands whole in it: each value counts only with the key behind it. */
function foldCutVerdict(draft: Draft, text: string): void {
  const head = /^oom-kill:constraint=(CONSTRAINT_[A-Z_]+),nodemask=([^=]*),(?=[a-z_]+=)/.exec(text)
  if (head === null || draft.constraint !== undefined) return
  const [whole, name = '', nodemask = ''] = head
  const rest = text.slice(whole.length)
  const cpuset = /^cpuset=([\s\S]*),mems_allowed=([\d,-]*),(?=[a-z_]+)/.exec(rest)
  const owner = rest.indexOf('oom_memcg=')
  const home = rest.indexOf(HOME, owner)
  const constraint: Constraint = { constraint: name, nodemask }
  if (cpuset?.[1] !== undefined) constraint.cpuset = cpuset[1]
  if (cpuset?.[2] !== undefined) constraint.memsAllowed = cpuset[2]
  if (rest.includes(',global_oom,')) constraint.globalOom = true
  else if (owner >= 0) constraint.globalOom = false
  if (owner >= 0 && home > owner) constraint.oomMemcg = rest.slice(owner + 'oom_memcg='.length, home)
  draft.constraint = constraint
  draft.seen.add('oom-kill')
  spread(draft, constraint)
}

function splitHome(homeAndTask: string): { taskMemcg?: string; task: string } {
  const end = homeAndTask.lastIndexOf(TASK)
  const taskMemcg = homeAndTask.slice(0, Math.max(end, 0))
  const task = homeAndTask.slice(end + TASK.length)
  return taskMemcg === '' ? { task } : { taskMemcg, task }
}

/** Splits `/path,task=name` again when another line has told the name: a path can end in `,task=x` as well. */
export function splitHomeByName(
  homeAndTask: string,
  comm: string,
): { taskMemcg: string; task: string } | undefined {
  const tail = `${TASK}${comm}`
  return homeAndTask.endsWith(tail) && homeAndTask.length > tail.length
    ? { taskMemcg: homeAndTask.slice(0, -tail.length), task: comm }
    : undefined
}
