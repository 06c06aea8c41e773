import { safeInteger } from '../grammar/index.js'
import { type LogrusEntry, readLogrus } from '../klog/index.js'
import type { ContainerFact, Stamped } from './fact.js'

const ID = '[\\w.-]{1,128}'
/** 1.3 to 1.6. */
const OOM_STRUCT = new RegExp(
  `^TaskOOM event &TaskOOM\\{ContainerID:(${ID}),(?:XXX_unrecognized:\\[\\],)?\\}$`,
)
/** 1.7 and later: protobuf's text, whose blanks between fields are one or two, by the build. */
const OOM_TEXT = new RegExp(`^TaskOOM event {1,2}container_id:"(${ID})"$`)
/** 1.3 to 1.6; `received exit event`: 1.5 on; with `container`, `sandbox`: 2.1.6 on. */
const EXIT = /^(?:TaskExit|received (?:container |sandbox container |sandbox )?exit) event {1,2}/
const EXIT_STRUCT = new RegExp(
  `^&TaskExit\\{ContainerID:(${ID}),ID:(${ID}),Pid:(\\d{1,10}),ExitStatus:(\\d{1,10}),` +
    'ExitedAt:([^,{}]{1,64}),(?:XXX_unrecognized:\\[\\],)?\\}$',
)
const EXIT_TEXT = new RegExp(
  `^container_id:"(${ID})" {1,2}id:"(${ID})"(?: {1,2}pid:(\\d{1,10}))?(?: {1,2}exit_status:(\\d{1,10}))?` +
    '(?: {1,2}exited_at:\\{seconds:(-?\\d{1,12})(?: {1,2}nanos:(\\d{1,9}))?\\})?$',
)
const UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) \+0000 UTC$/

/**
 * `TaskOOM` and the exits, of containerd by itself or inside k3s, rke2, dockerd. Lines that only quote an exit (`failed to
 * handle container TaskExit event …`) are none.
 */
export function readContainerd(text: string): Stamped | undefined {
  if (!text.includes('TaskOOM event') && !text.includes('xit event')) return readDockerd(text)
  const outer = readLogrus(text)
  // k0s logs what its parts log, as a message of its own.
  const entry = outer?.message.startsWith('time="') ? readLogrus(outer.message) : outer
  const fact = entry && (readOom(entry) ?? readExit(entry))
  return fact && { time: entry.time, fact }
}

/** dockerd tells at level debug which of containerd's events came in, and not for whom. */
function readDockerd(text: string): Stamped | undefined {
  if (!text.includes(' topic=/tasks/oom')) return undefined
  const entry = readLogrus(text)
  if (entry?.message !== 'event' || !/ topic=\/tasks\/oom(?: |$)/.test(entry.fields)) return undefined
  return { time: entry.time, fact: { type: 'runtime-oom', runtime: 'docker' } }
}

function readOom({ message }: LogrusEntry): ContainerFact | undefined {
  const containerId = (OOM_STRUCT.exec(message) ?? OOM_TEXT.exec(message))?.[1]
  return containerId === undefined ? undefined : { type: 'runtime-oom', runtime: 'containerd', containerId }
}

function readExit({ message }: LogrusEntry): ContainerFact | undefined {
  const opens = EXIT.exec(message)?.[0]
  if (opens === undefined) return undefined
  const body = message.slice(opens.length)
  const [, containerId, ...struct] = EXIT_STRUCT.exec(body) ?? []
  if (containerId !== undefined) return exit(containerId, struct, utc(struct[3]))
  const [, container, ...text] = EXIT_TEXT.exec(body) ?? []
  return container === undefined ? undefined : exit(container, text, fromSeconds(text[3], text[4]))
}

/** Protobuf's text leaves zeros out: an exit with the code 0 has no code there, and none here. */
function exit(
  containerId: string,
  [id, pid, status]: readonly (string | undefined)[],
  exitedAt: string | undefined,
): ContainerFact {
  return {
    type: 'container-exit',
    runtime: 'containerd',
    containerId,
    ...(id === undefined || id === containerId ? {} : { execId: id }),
    ...(pid === undefined ? {} : { pid: Number(pid) }),
    ...(status === undefined ? {} : { exitCode: Number(status) }),
    ...(exitedAt === undefined ? {} : { exitedAt }),
  }
}

/** `2026-11-23 18:37:23.0154195 +0000 UTC`, as Go prints a time. The year 1 is Go's for no time at all. */
function utc(printed = ''): string | undefined {
  const [, day, clock] = UTC.exec(printed) ?? []
  return day === undefined || day.startsWith('0001') ? undefined : `${day}T${clock}Z`
}

function fromSeconds(seconds = '', nanos?: string): string | undefined {
  const epochMs = safeInteger(`${seconds}000`)
  // Before 1970 is Go's year 1, for no time at all; years of five digits are no end of a container.
  if (epochMs === undefined || epochMs <= 0 || epochMs >= 253_402_300_800_000) return undefined
  const whole = new Date(epochMs).toISOString().slice(0, 19)
  return nanos === undefined ? `${whole}Z` : `${whole}.${nanos.padStart(9, '0')}Z`
}
