import type { Constraint } from '../../record/oom.js'

/** What stands between the nodemask and the pid of the summary. */
export type SummaryBody = Omit<Constraint, 'constraint' | 'nodemask' | 'pid' | 'uid'>

/** What other lines of the dump say exactly: the heading of the statistics, the kill line. */
export interface Known {
  readonly owner?: string | undefined
  readonly comm?: string | undefined
}

/** A hostile name can repeat the keys: so many places are looked at. */
const MAX_PLACES = 64

/**
 * Reads the body of the summary.
 *
 *     cpuset=c,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java
 *     cpuset=c,mems_allowed=0,global_oom,task_memcg=/a,task=java
 *
 * The keys have a fixed order, but the cpuset's name, both paths and the task's name are printed bare and can contain
 * any of them. So all places of a key are tried, and what is known from other lines decides; without it, the home lies
 * inside the owner, and a name has at most 15 bytes. `cpuset` is missing without CONFIG_CPUSETS, the paths without
 * CONFIG_MEMCG.
 */
export function readSummaryBody(body: string, known: Known): SummaryBody | undefined {
  const exact = known.owner === undefined ? undefined : firstReading(body, known)
  return exact ?? firstReading(body, { comm: known.comm })
}

function firstReading(body: string, known: Known): SummaryBody | undefined {
  if (!body.startsWith('cpuset=')) return readOwner(body, known)
  for (const place of places(body, ',mems_allowed=')) {
    const mems = /^,mems_allowed=([\d,-]*?),(?=global_oom,|oom_memcg=|task_memcg=|task=)/.exec(
      body.slice(place, place + 4096),
    )
    if (mems === null) continue
    const rest = readOwner(body.slice(place + mems[0].length), known)
    if (rest !== undefined)
      return { cpuset: body.slice('cpuset='.length, place), memsAllowed: mems[1] ?? '', ...rest }
  }
  return undefined
}

function readOwner(text: string, known: Known): SummaryBody | undefined {
  if (text.startsWith('global_oom,task_memcg=')) {
    if (known.owner !== undefined) return undefined
    const home = readHome(text.slice('global_oom,task_memcg='.length), known)
    return home === undefined ? undefined : { globalOom: true, ...home }
  }
  if (!text.startsWith('oom_memcg=')) {
    const task = text.startsWith('task=') ? text.slice('task='.length) : undefined
    return task === undefined ? undefined : { task }
  }
  const paths = text.slice('oom_memcg='.length)
  for (const place of places(paths, ',task_memcg=')) {
    const oomMemcg = paths.slice(0, place)
    if (known.owner !== undefined && known.owner !== oomMemcg) continue
    const homeAndTask = paths.slice(place + ',task_memcg='.length)
    if (!isInside(homeAndTask, oomMemcg)) continue
    const home = readHome(homeAndTask, known)
    if (home !== undefined) return { oomMemcg, globalOom: false, ...home }
  }
  return undefined
}

function isInside(home: string, owner: string): boolean {
  return home.startsWith(owner === '/' ? '/' : `${owner}/`) || home.startsWith(`${owner},task=`)
}

function readHome(text: string, { comm }: Known): SummaryBody | undefined {
  if (comm !== undefined && text.endsWith(`,task=${comm}`))
    return { taskMemcg: text.slice(0, text.length - `,task=${comm}`.length), task: comm }
  const place = text.lastIndexOf(',task=')
  return place < 0
    ? undefined
    : { taskMemcg: text.slice(0, place), task: text.slice(place + ',task='.length) }
}

/** Where a key stands in a text, from the left. */
function* places(text: string, key: string): Generator<number> {
  let place = text.indexOf(key)
  for (let count = 0; place >= 0 && count < MAX_PLACES; count++) {
    yield place
    place = text.indexOf(key, place + 1)
  }
}
