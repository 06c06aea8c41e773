import { safeInteger } from '../grammar/index.js'

type Kind = 'reload' | 'reexec'

/** Who asked, as 253 and later print it. */
export interface Client {
  readonly clientPid?: number
  readonly clientComm?: string
  readonly clientUnit?: string
}

/** One of the lines that PID 1 prints for a reload or a re-exec of itself. */
export type ReloadLine =
  | { readonly step: 'requested'; readonly kind: Kind; readonly client: Client }
  | { readonly step: 'rejected'; readonly kind: Kind }
  /** `finishes`: a line with the duration follows. */
  | { readonly step: 'began'; readonly kind: Kind; readonly finishes: boolean }
  | { readonly step: 'finished'; readonly kind: Kind; readonly durationMs: number }

const REQUESTED = /^(Re\w{4,16}) requested from client PID (\d{1,10})([^\n]{0,1024})\.\.\.$/
const REJECTED = /^(Re\w{4,16}) request rejected due to rate limit\.$/
const FINISHED = /^Reloading finished in (\d{1,10}) ms\.$/
const UNIT = / \(unit ([A-Za-z0-9:_.\\@-]{1,270})\)$/
const COMM = /^ \('([^\n]*)'\)$/

const KINDS: ReadonlyMap<string, Kind> = new Map([
  // 253 to 255, and 256 on.
  ['Reloading', 'reload'],
  ['Reload', 'reload'],
  ['Reexecuting', 'reexec'],
  ['Reexecution', 'reexec'],
])

/**
 * One line of a daemon-reload. A unit's own reload (`Reloading nginx.service...`, `Reloaded …`) is none.
 *
 *     readReloadLine('Reloading...')   // { step: 'began', kind: 'reload', finishes: true }
 */
export function readReloadLine(text: string): ReloadLine | undefined {
  if (!text.startsWith('Re')) return undefined
  // Up to 253.1.
  if (text === 'Reloading.') return { step: 'began', kind: 'reload', finishes: false }
  // 253.2 and later.
  if (text === 'Reloading...') return { step: 'began', kind: 'reload', finishes: true }
  if (text === 'Reexecuting.') return { step: 'began', kind: 'reexec', finishes: false }
  if (text.startsWith('Reloading finished in ')) {
    const durationMs = safeInteger(FINISHED.exec(text)?.[1] ?? '-')
    return durationMs === undefined ? undefined : { step: 'finished', kind: 'reload', durationMs }
  }
  if (text.endsWith(' rate limit.')) {
    const kind = KINDS.get(REJECTED.exec(text)?.[1] ?? '')
    return kind && { step: 'rejected', kind }
  }
  return text.endsWith('...') ? readRequest(text) : undefined
}

function readRequest(text: string): ReloadLine | undefined {
  const [, verb = '', pid = '', who = ''] = REQUESTED.exec(text) ?? []
  const kind = KINDS.get(verb)
  const client = readClient(pid, who)
  return kind && client && { step: 'requested', kind, client }
}

/** The process chose its name, ` ('a') (unit b')`: the unit is cut off from the end, what is left is the name. */
function readClient(pid: string, who: string): Client | undefined {
  const unit = UNIT.exec(who)
  const named = unit === null ? who : who.slice(0, unit.index)
  const comm = COMM.exec(named)?.[1]
  if (named !== '' && comm === undefined) return undefined
  return {
    clientPid: Number(pid),
    ...(comm === undefined ? {} : { clientComm: comm }),
    ...(unit?.[1] === undefined ? {} : { clientUnit: unit[1] }),
  }
}
