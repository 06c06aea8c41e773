import type { LogLine } from '../record/index.js'
import type { LogrusLine } from './logrus.js'

/** Names the streams of a log's lines. Nearly every line of a kubelet has the stream of the line before. */
export class Streams {
  #last: LogLine | undefined
  #name: string | undefined

  /** Lines of the same stream can go on with each other; `undefined` where nothing tells whose a line is. */
  of(line: LogLine, wrapped?: LogrusLine): string | undefined {
    if (wrapped !== undefined) return nameOf(line, wrapped)
    if (this.#last === undefined || !isAlike(line, this.#last)) this.#name = nameOf(line)
    this.#last = line
    return this.#name
  }
}

function isAlike(line: LogLine, last: LogLine): boolean {
  const { pid, sender, host, framing } = last
  return line.pid === pid && line.sender === sender && line.host === host && line.framing === framing
}

function nameOf(line: LogLine, wrapped?: LogrusLine): string | undefined {
  const component = wrapped?.component ?? ''
  if (isRaw(line)) return `raw ${component}`
  const { framing, host = '', sender, pid = '' } = line
  // A container's file has one writer and does not name it.
  if (sender === undefined && !framing.startsWith('container')) return undefined
  return `${host} ${sender ?? ''} ${pid} ${component}`
}

/** A line that nothing wraps. */
export function isRaw({ framing }: LogLine): boolean {
  return framing === 'klog' || framing === 'klog-json' || framing === 'bare'
}
