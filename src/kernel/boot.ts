import { atOf } from '../record/at-of-line.js'
import type { FoundEvent } from '../record/event.js'
import type { LogLine } from '../record/line.js'
import { isKernels } from './senders.js'

export const BANNER = 'Linux version '
/** The release, and who built it: a process can call itself `Linux version 5`, and no longer than that. */
export const BANNER_SHAPE = /^Linux version (\d+\.\d\S{0,128}) \(/

/** A container prints what it likes; only one that prints the kernel's buffer has the kernel's clock in its lines. */
const OF_CONTAINERS = /^(?:container-|json-lines)/

/** The kernel's first line: a boot. */
export function readBoot(line: LogLine, input: string): FoundEvent | undefined {
  const { text, host, firstLine, lastLine } = line
  const kernelRelease = text.startsWith(BANNER) ? BANNER_SHAPE.exec(text)?.[1] : undefined
  if (kernelRelease === undefined || !isKernels(line)) return undefined
  if (OF_CONTAINERS.test(line.framing) && line.sender === undefined && line.monotonicSec === undefined)
    return undefined
  return {
    type: 'boot',
    at: atOf(line),
    ...(host === undefined ? {} : { host }),
    source: { input, firstLine, lastLine },
    form: 'kernel-banner',
    kernelRelease,
    message: text.slice(0, 500),
    problems: [],
  }
}
