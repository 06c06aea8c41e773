import type { OomEvent, Task, Victim } from '../../record/index.js'
import { counted, size } from '../bytes.js'
import { cutMiddle } from '../columns.js'
import { process } from '../name.js'
import { shortOwner } from '../owner.js'
import { unbroken } from '../sheet.js'
import type { Said } from './fit.js'
import { podWords } from './pod.js'

/** Who died: what it held, how it was marked, where it lived if that is not where the limit is. */
export function victim(event: OomEvent): Said[] {
  const { victims, constraint } = event
  const [first] = victims
  if (first === undefined) {
    if (constraint?.task === undefined) return []
    return [`${process({ comm: constraint.task, pid: constraint.pid })} was chosen`]
  }
  return [
    process(first),
    held(first),
    ...home(event),
    REASONS[first.why ?? 'selected'],
    first.alreadyExiting === true ? 'was dying already' : '',
    first.oomScoreAdj === undefined ? '' : unbroken(`oom_score_adj ${first.oomScoreAdj}`),
  ]
}

const PATH_COLUMNS = 40

/** Where the victim lived, if that is not where the limit is: at the limit of all pods it is the pod that died. */
function home({ cgroup = {}, scope }: OomEvent): Said[] {
  const { victimHome, victimIdentity, limitOwner } = cgroup
  const isElsewhere = scope !== 'memcg' || victimHome !== limitOwner
  if (victimIdentity === undefined || victimHome === undefined || !isElsewhere || victimHome === '/')
    return []
  const path = cutMiddle(victimHome, PATH_COLUMNS)
  const place = victimIdentity.kind === 'other' ? path : shortOwner(victimIdentity)
  return [`in ${place}`, victimIdentity.kind === 'kubernetes-container' ? podWords(victimIdentity) : '']
}

const REASONS: Readonly<Record<NonNullable<Victim['why']>, string>> = {
  selected: '',
  child: 'a child of the chosen one',
  'shares-mm': 'shares the memory of the chosen one',
  group: 'killed with its cgroup',
  'allocating-task': 'because it asked',
}

/** What is below one percent of it is left to the details. */
function held({ anonRssBytes: anon, fileRssBytes: file = 0, shmemRssBytes: shmem = 0 }: Victim): Said {
  const sum = (anon ?? 0) + file + shmem
  const parts = [
    anon === undefined ? '' : `anon ${size(anon)}`,
    file * 100 <= sum ? '' : `file ${size(file)}`,
    shmem * 100 <= sum ? '' : `shmem ${size(shmem)}`,
  ]
  return [parts.filter((part) => part !== '').join(' + '), parts[0] ?? '']
}

/** Who asked for memory when there was none, and for how much. */
export function asked({ trigger, victims, tasks = [], pageSizeBytes }: OomEvent): string[] {
  if (trigger.manual === true) return ['somebody, by SysRq-f: no allocation failed']
  const who = process(trigger)
  if (who === '') return []
  const isSame = isVictim(trigger.pid, victims)
  return [
    isSame ? `${who}, the victim itself` : who,
    request(trigger.requestBytes, trigger.order, pageSizeBytes),
    trigger.pageFault === true ? 'in a page fault' : '',
    ...(isSame ? [] : holding(trigger.pid, tasks)),
    trigger.gfpFlags === undefined || trigger.gfpFlags.length > 3
      ? ''
      : unbroken(trigger.gfpFlags.join(' | ')),
  ]
}

function isVictim(pid: number | undefined, victims: readonly Victim[]): boolean {
  return pid !== undefined && victims[0]?.pid === pid
}

function request(bytes: number | undefined, order: number | undefined, pageSizeBytes: number): string {
  if (bytes === undefined || order === undefined) return ''
  const pages = counted(bytes / pageSizeBytes, 'page')
  return order === 0 ? `for ${pages}` : unbroken(`for ${pages} in one piece (order ${order})`)
}

function holding(pid: number | undefined, tasks: readonly Task[]): string[] {
  const task = tasks.find((one) => one.pid === pid)
  return task?.rssBytes === undefined ? [] : [unbroken(`holding ${size(task.rssBytes)}`)]
}
