import { valueIn } from '../klog/index.js'
import { parseJson, recordOf, textOf } from './json.js'
import { type Form, present, type Statement } from './statement.js'

/** What cAdvisor's parser of kernel messages found, in the order of its fields. */
interface OomInstance {
  readonly victimPid?: number
  readonly victimComm?: string
  readonly diedAt?: string
  readonly taskCgroup?: string
  readonly limitCgroup?: string
  readonly constraint?: string
}

/** Go's time.Time; `m=` where it was taken from the clock of the process. */
const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [+-]\d{4} [A-Z0-9+-]{1,8}(?: m=[+-]\d{1,16}\.\d{1,9})?`
/** A command has 15 bytes at most: a time that it imitates would not be whole. */
const BARE = new RegExp(String.raw`^&?\{(\d{1,10}) (.{0,32}?) (${TIME}) (.*)\}$`)
const CGROUPS = /^(\/\S{0,4096}) (\/\S{0,4096})(?: (\w{0,64}))?$/
const NAMED = /^&?\{Pid:(\d{1,10}) ProcessName:/

export const OOM_WATCHER: readonly Form[] = [
  // Until 1.14, often only a pointer.
  watcher('Got sys oom event from cadvisor: '),
  watcher('Got sys oom event: '),
  {
    opens: 'Got sys oom event',
    read(entry) {
      const event = valueIn(entry, 'event')
      return event === undefined ? [] : [said(oomInstance(event))]
    },
  },
  stopped('Unexpectedly stopped receiving OOM notifications'),
  stopped('Failed to create an oomWatcher'),
]

/** Why the names seem crossed: cAdvisor calls the owner of the limit the container of the victim. */
export function oomInstance(printed: string): OomInstance {
  if (printed.startsWith('{"')) return fromJson(printed)
  return NAMED.test(printed) ? fromNamed(printed) : fromBare(printed)
}

function watcher(opens: string): Form {
  return { opens, read: (_entry, text) => [said(oomInstance(text.slice(opens.length)))] }
}

function stopped(opens: string): Form {
  return { opens, read: () => [{ type: 'kubelet-system-oom', form: 'watcher-stopped' }] }
}

function said(instance: OomInstance): Statement {
  return { type: 'kubelet-system-oom', form: 'watcher', ...instance }
}

/** 1.15 to 1.20: `&{1055 ranker_service 2026-11-23 19:37:15.68 +0100 CET m=+593.2 / / CONSTRAINT_MEMCG}`. */
function fromBare(printed: string): OomInstance {
  const [, pid, victimComm, diedAt, tail = ''] = BARE.exec(printed) ?? []
  if (pid === undefined) return {}
  const [, taskCgroup, limitCgroup, constraint] = CGROUPS.exec(tail) ?? []
  return present({ victimPid: Number(pid), victimComm, diedAt, taskCgroup, limitCgroup, constraint })
}

/** 1.21 to 1.27: the same with names. The first text that ends a field ends it, and a command is too short for two. */
function fromNamed(printed: string): OomInstance {
  const victimPid = Number(NAMED.exec(printed)?.[1])
  const values: string[] = []
  let at = 0
  for (const [name, ends] of NAMES) {
    const from = printed.indexOf(name, at)
    const end = from < 0 ? -1 : printed.indexOf(ends, from + name.length)
    if (end < 0) return { victimPid }
    values.push(printed.slice(from + name.length, end))
    at = end
  }
  const [victimComm, diedAt, taskCgroup, limitCgroup, constraint] = values
  return present({ victimPid, victimComm, diedAt, taskCgroup, limitCgroup, constraint })
}

const NAMES = [
  [' ProcessName:', ' TimeOfDeath:'],
  [' TimeOfDeath:', ' ContainerName:'],
  [' ContainerName:', ' VictimContainerName:'],
  [' VictimContainerName:', ' Constraint:'],
  [' Constraint:', '}'],
] as const

/** From 1.28 on. */
function fromJson(printed: string): OomInstance {
  const fields = recordOf(parseJson(printed))
  const pid = fields?.get('Pid')
  const text = (name: string) => textOf(fields?.get(name))
  return present({
    victimPid: typeof pid === 'number' && Number.isSafeInteger(pid) && pid >= 0 ? pid : undefined,
    victimComm: text('ProcessName'),
    diedAt: text('TimeOfDeath'),
    taskCgroup: text('ContainerName'),
    limitCgroup: text('VictimContainerName'),
    constraint: text('Constraint'),
  })
}
