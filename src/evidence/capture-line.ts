import { type CgroupFile, cgroupFile } from './cgroup-path.js'
import { readStamp, type Stamp } from './stamp.js'

const VALUE = /^(?:max|\d{1,20})$/
const PROPERTY = /^([A-Z][A-Za-z0-9]{1,63})=(.*)$/
/** `[root@node ~]# cat …`, `$ cat …`, and `+ cat …` of a script that runs with -x. */
const PROMPT =
  /^(?:\[?[\w.-]{1,64}@[^\s\]$#]{1,128}(?: [^\s\]$#]{1,128})?\]?)?[$#+] (?:sudo )?(\S{1,64})(?: (.{1,1024}))?$/
/** What `head` and `tail` print before each of several files. */
const HEADING = /^==> (\S{1,4096}) <==$/

/** One line of a capture: what was read, or what says whose it is and when it was read. */
export type CaptureLine =
  | { readonly is: 'blank' }
  | { readonly is: 'stamp'; readonly stamp: Stamp }
  | { readonly is: 'property'; readonly property: string; readonly value: string }
  /** `of` where the path stands in the same line. */
  | { readonly is: 'value'; readonly value: string; readonly of?: CgroupFile }
  | { readonly is: 'place'; readonly of: CgroupFile }
  /** The unit that `systemctl show` was asked for, where it was. */
  | { readonly is: 'command'; readonly unit?: string; readonly of?: CgroupFile }

/** What a line of a capture is; nothing for a line that has no place in one. */
export function captureLine(printed: string): CaptureLine | undefined {
  const text = printed.trim()
  if (text === '') return { is: 'blank' }
  if (VALUE.test(text)) return { is: 'value', value: text }
  const stamp = readStamp(text)
  if (stamp !== undefined) return { is: 'stamp', stamp }
  const [, property, propertyValue = ''] = PROPERTY.exec(text) ?? []
  if (property !== undefined) return { is: 'property', property, value: propertyValue }
  return placed(text) ?? command(text)
}

/** `…/memory.max`, `==> …/memory.max <==`, `…/memory.max:2913128448`, and the like with a blank or `=`. */
function placed(text: string): CaptureLine | undefined {
  if (!text.includes('memory.')) return undefined
  const path = HEADING.exec(text)?.[1] ?? text
  const place = isPath(path) ? cgroupFile(path) : undefined
  if (place !== undefined) return { is: 'place', of: place }
  const cut = Math.max(text.lastIndexOf(':'), text.lastIndexOf('='), text.lastIndexOf(' '))
  const value = text.slice(cut + 1)
  if (cut <= 0 || !VALUE.test(value)) return undefined
  const before = text.slice(0, cut).trimEnd()
  const name = before.endsWith(':') || before.endsWith('=') ? before.slice(0, -1) : before
  const of = isPath(name) ? cgroupFile(name) : undefined
  return of === undefined ? undefined : { is: 'value', value, of }
}

function command(text: string): CaptureLine | undefined {
  const [, program, words = ''] = PROMPT.exec(text) ?? []
  if (program === 'date') return { is: 'command' }
  if (program === 'systemctl') {
    const args = words.split(' ')
    const unit = args.find((word) => /^[\w:@.\\-]{1,255}\.(?:slice|service|scope)$/.test(word))
    return args[0] === 'show' ? { is: 'command', ...(unit === undefined ? {} : { unit }) } : undefined
  }
  if (program !== 'cat' && program !== 'head' && program !== 'tail' && program !== 'grep') return undefined
  const of = cgroupFile(words.split(' ').at(-1) ?? '')
  return of === undefined ? undefined : { is: 'command', of }
}

function isPath(text: string): boolean {
  return !text.includes(' ') && !text.endsWith('.')
}
