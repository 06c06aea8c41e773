import type { LogLine } from '../record/index.js'
import type { LogrusLine } from './logrus.js'

/** Lines of the same stream can go on with each other; `undefined` where nothing tells whose a line is. */
export function streamOf(line: LogLine, wrapped?: LogrusLine): string | undefined {
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
