import { atOf } from '../record/at-of-line.js'
import type { FoundEvent } from '../record/event.js'
import type { LogLine } from '../record/line.js'
import { isKernels } from './senders.js'

export const BANNER = 'Linux version '
const RELEASE = /^Linux version (\S{1,128})/

/** A container prints what it likes; only one that prints the kernel's buffer has the kernel's clock in its lines. */
const OF_CONTAINERS = /^(?:container-|json-lines)/

/** The kernel's first line: a boot. */
export function readBoot(line: LogLine, input: string): FoundEvent | undefined {
  const { text, host, firstLine, lastLine } = line
  if (!text.startsWith(BANNER) || !isKernels(line)) return undefined
  if (OF_CONTAINERS.test(line.framing) && line.sender === undefined && line.monotonicSec === undefined)
    return undefined
  const kernelRelease = RELEASE.exec(text)?.[1]
  return {
    type: 'boot',
    at: atOf(line),
    ...(host === undefined ? {} : { host }),
    source: { input, firstLine, lastLine },
    form: 'kernel-banner',
    ...(kernelRelease === undefined ? {} : { kernelRelease }),
    message: text.slice(0, 500),
    problems: [],
  }
}
