import { type OomEvent, parse } from '../../src/index.js'

/** Lines of the kernel as dmesg prints them, a microsecond after each other. */
export function stamped(lines: readonly string[]): string {
  return lines.map((line, index) => `[ ${(8231 + index / 1e6).toFixed(6)}] ${line}\n`).join('')
}

/** The OOM that a log of these lines begins with. */
export function readOom(...lines: string[]): OomEvent {
  const [oom] = parse(stamped(lines)).events
  if (oom?.type !== 'oom') throw new Error('no OOM')
  return oom
}
