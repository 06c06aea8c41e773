import { KNOWN_WORDS, PLAIN_TEXTS, VERSION_WORD } from './known-words.js'

/** What stands for a text that could say anything. */
export const REDACTED = '(redacted)'

const QUANTITY = /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:e-?\d{1,3}|[numkKMGTPE]i?|[kKMGT]?B|%)?$/
const DURATION = /^(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s|us|µs|ns|min|d) ?){1,8}$/
const NAMES_OF_DAYS = 'Mon|Tue|Wed|Thu|Fri|Sat|Sun'
const NAMES_OF_MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec'
const ZONES = '[A-Z]{1,3}T|UTC|MSK|WIB'
const STAMP = new RegExp(
  `^(?:[0-9.,:+<>/ -]|(?<=\\d)T(?=\\d)|(?<=\\d)Z$|(?<![A-Za-z])(?:${NAMES_OF_DAYS}|${NAMES_OF_MONTHS}|AM|PM|${ZONES})(?![A-Za-z]))+$`,
)
const LONGEST_STAMP = 80
/** Numbers, masks and lists of nodes: `0x140dca`, `0-3,8`, `T4711`. */
const NUMBERS = /^(?:0x[0-9a-f]{1,16}|[0-9,-]{1,256}|[TC]\d{1,10}|\(null\))$/
const FLAG = /^(?:_{0,2}GFP_[A-Z0-9_]{1,40}|0x[0-9a-f]{1,16})$/
const TAINT = /^(?:Not tainted|Tainted: [A-Z ]{1,40})$/
const TAINT_NAME = /^[A-Z_]{1,40}$/
const SYMBOL = /^[A-Za-z_.$][\w.$]{0,127}$/
const SOURCE_FILE = /^[a-z][\w+-]{0,63}(?:\/[\w+.-]{1,64}){1,12}\.(?:c|h|rs)$/
/** Why the kernel panicked at an OOM, from 2.6.32 on. */
const PANIC =
  /(?:out of memory(?:\(memcg\)| from page fault)?[.:] )?(?:compulsory |system-wide )?panic_on_oom(?: is (?:enabled|selected))?|out of memory and no killable processes|(?:system is )?deadlocked(?: on memory)?/i
const WORKQUEUE = /^events(?:_[a-z_]{1,30})? moom_callback$/
/** The words of a kill line that tell whose shortage it was. */
const KILL_WORDS =
  /^(?:Memory cgroup out of memory|Out of memory|No available memory \(MPOL_BIND\))(?: \(oom_kill_allocating_task\))?$/
const KERNEL_TEXTS = [FLAG, TAINT, TAINT_NAME, SOURCE_FILE, WORKQUEUE, KILL_WORDS]

/** A word of a closed list, or an amount: anything else could be a name. */
export function word(text: string): string {
  return text === '' || KNOWN_WORDS.has(text) || QUANTITY.test(text) || DURATION.test(text) ? text : REDACTED
}

export function stamp(text: string): string {
  return text === '' || (text.length <= LONGEST_STAMP && STAMP.test(text)) ? text : REDACTED
}

export function numbers(text: string): string {
  return NUMBERS.test(text) ? text : REDACTED
}

/** What the kernel prints of itself: the names are those of its source. */
export function kernelText(text: string): string {
  return KERNEL_TEXTS.some((form) => form.test(text)) ? text : REDACTED
}

/** What is known of a panic's text. */
export function panicText(text: string): string {
  return PANIC.exec(text)?.[0] ?? REDACTED
}

/** Functions and modules, in the frames of a call trace. */
export function symbol(text: string): string {
  return SYMBOL.test(text) ? text : REDACTED
}

/** Until 5.8 each cgroup had slab caches of its own, with its name in theirs: `dentry(1234:acme)`. */
export function slabName(text: string): string {
  const name = /^[A-Za-z_][\w:.-]{0,63}/.exec(text)?.[0]
  return name === undefined ? REDACTED : name
}

/** A version up to the first part that may be of the owner's own making: `6.1.0-acme-3` → `6.1.0`. */
export function version(text: string): string {
  const scheme = /^(?:containerd|cri-o|docker):\/\//.exec(text)?.[0] ?? ''
  const rest = text.slice(scheme.length)
  const head = /^v?\d{1,5}(?:\.\d{1,5}){0,3}/.exec(rest)?.[0]
  if (head === undefined || text.length > 200) return text === '' ? text : REDACTED
  let kept = scheme + head
  let end = kept.length
  for (const [whole, part = ''] of rest.slice(head.length).matchAll(/[-+._~]?([^-+._~]*)/g)) {
    if (whole === '' || (part !== '' && !VERSION_WORD.test(part))) break
    kept += whole
    if (part !== '') end = kept.length
  }
  return kept.slice(0, end)
}

/** A message that names nothing but its input, or none. */
export function message(text: string, inputOf: (name: string) => string): string {
  if (isPlain(text)) return text
  const colon = text.lastIndexOf(': ')
  const rest = text.slice(colon + 2)
  return colon > 0 && isPlain(rest) ? `${inputOf(text.slice(0, colon))}: ${rest}` : REDACTED
}

function isPlain(text: string): boolean {
  return PLAIN_TEXTS.has(text) || PLAIN_TEXTS.has(text.replace(/\d{1,20}/g, 'N'))
}

/** The key of a figure: the kernel's, or the record's own. */
export function figureName(text: string): string {
  return /^[A-Za-z_][\w.():/-]{0,63}$/.test(text) ? text : REDACTED
}

/** `memory`, `hugepages-2Mi`. */
export function resource(text: string): string {
  return KNOWN_WORDS.has(text) || /^hugepages-\d{1,4}[KMG]i$/.test(text) ? text : REDACTED
}

/** `cpu=100m,memory=1.5Gi`, `memory.available<100Mi`. */
export function amounts(text: string): string {
  return text
    .split(',')
    .map((part) => {
      const [, name = '', mark = '', amount = ''] = /^([^=<]*)(=|<)?(.*)$/s.exec(part.trim()) ?? []
      if (mark === '') return word(name)
      return `${resource(name)}${mark}${word(amount)}`
    })
    .join(',')
}
