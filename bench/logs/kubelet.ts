import { corpusLines } from './corpus.js'
import { type Log, Pieces } from './log.js'
import { syslogStamps } from './stamp.js'

/** The whole logs of two kubelets that ran out of memory several times, with an unusually high level of detail. */
const MODELS = {
  'v1.20': 'incidents/kubelet-1.20-cgroup-v1/kubelet/kubelet.log.gz',
  'v1.32': 'incidents/kubelet-1.32-cgroup-v2-text/journal/journalctl-u-kubelet-cat.txt.gz',
} as const

const HEADER = /^([IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6}) +(\d+) /
const STARTS = /^\S+:\d+\] ("Kubelet version" |Version: v)/
/** What a kubelet says of its flags and its configuration at a start. */
const OF_A_START = /FLAG: |^container_manager_linux\.go|^server\.go/
/** A kubelet is started anew after so many rounds through the model: about once in 100 MB. */
const ROUNDS_PER_START = 60
const HOST = 'node-a17'
const YEAR = 2026

interface Entry {
  readonly severity: string
  readonly epochMs: number
  readonly micros: string
  readonly pid: string
  /** From the file of the source code on, in pieces: between them stand the first digits of an id. */
  readonly pieces: readonly string[]
  readonly isStart: boolean
  readonly isOfStart: boolean
}

/**
 * The log of a kubelet: that of the corpus again and again, its stamps moved on and its ids new each time, so that its
 * messages have the shares that they have in a real one. `raw` is as klog prints it, `short` as `journalctl` does.
 */
export function kubeletLog(bytes: number, version: keyof typeof MODELS, form: 'raw' | 'short'): Log {
  const pieces = new Pieces()
  return { pieces: write(pieces, bytes, entriesOf(MODELS[version]), form), written: pieces.written }
}

function* write(
  pieces: Pieces,
  bytes: number,
  entries: readonly Entry[],
  form: 'raw' | 'short',
): Iterable<string> {
  const { written } = pieces
  const stamp = syslogStamps()
  const lasts = (entries.at(-1)?.epochMs ?? 0) - (entries[0]?.epochMs ?? 0) + 10_000
  for (let round = 0; written.bytes < bytes; round++) {
    const id = ((round * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
    for (const entry of entries) {
      if (entry.isOfStart && round % ROUNDS_PER_START > 0) continue
      if (entry.isStart) written.kubeletStarts++
      const epochMs = entry.epochMs + round * lasts
      const wrapper = form === 'raw' ? '' : `${stamp(epochMs)} ${HOST} kubelet[${entry.pid}]: `
      pieces.add(`${wrapper}${header(entry, epochMs)}${entry.pieces.join(id)}`)
      yield* pieces.full()
      if (written.bytes >= bytes) break
    }
  }
  yield* pieces.rest()
}

/** `I1123 19:24:43.624423     424 `: of the time, the part below the second stays as it was. */
function header({ severity, micros, pid }: Entry, epochMs: number): string {
  const [, month, day, time] = /^\d+-(\d\d)-(\d\d)T([\d:]{8})/.exec(new Date(epochMs).toISOString()) ?? []
  return `${severity}${month}${day} ${time}.${micros} ${pid.padStart(7)} `
}

function entriesOf(path: string): Entry[] {
  const entries: Entry[] = []
  for (const line of corpusLines(path)) {
    const found = HEADER.exec(line)
    // What an entry of several lines goes on with is left out, and what is not ASCII.
    if (found === null || /[^\x20-\x7e\t]/.test(line)) continue
    const [all, severity = '', month, day, hours, minutes, seconds, micros = '', pid = ''] = found
    const text = line.slice(all.length)
    entries.push({
      severity,
      epochMs: Date.UTC(
        YEAR,
        Number(month) - 1,
        Number(day),
        Number(hours),
        Number(minutes),
        Number(seconds),
      ),
      micros,
      pid,
      pieces: text.split(/(?<![0-9a-f])[0-9a-f]{8}(?=[0-9a-f]{24}|[-_][0-9a-f]{4}[-_])/),
      isStart: STARTS.test(text),
      isOfStart: OF_A_START.test(text),
    })
  }
  return entries
}
