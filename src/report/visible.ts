import type { Document, Event } from '../record/index.js'

/**
 * What a terminal obeys, what has no width, what reorders or imitates other text: controls, format characters (bidi,
 * zero width, tags), lone surrogates, private and unassigned characters, line separators, every blank but the plain one.
 */
const TREACHEROUS =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu

/** Nearly all texts, and nothing of them is treacherous. */
const PLAIN = /^[\x20-\x7e]*$/

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Text of a log as it may be shown: no character of it acts on the terminal or hides in the line.
 *
 *     visible('a\x1b[2Jb\u202e')   // 'a\\x1b[2Jb\\u202e'
 *
 * Backslashes stay single: systemd's `\x2d` must be what `systemctl` takes.
 */
export function visible(text: string): string {
  return text.replace(TREACHEROUS, (character) => SHORT[character] ?? escaped(character.codePointAt(0) ?? 0))
}

/**
 * The document with every text in it made visible. It is the first thing that `renderText` does, so that no line of the
 * renderer can forget it.
 */
export function visibleDocument(document: Document): Document {
  return visibleIn(document) as Document
}

/** The same of one event. */
export function visibleOf(event: Event): Event {
  return visibleIn(event) as Event
}

/** What has nothing to hide stays as it is: a copy of thousands of dumps would be made for the few that are shown. */
function visibleIn(value: unknown): unknown {
  if (typeof value === 'string') return PLAIN.test(value) ? value : visible(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const shown = value.map(visibleIn)
    return shown.some((one, at) => one !== value[at]) ? shown : value
  }
  let shown: Record<string, unknown> | undefined
  for (const [key, one] of Object.entries(value)) {
    const made = visibleIn(one)
    if (made === one) continue
    shown ??= { ...value }
    shown[key] = made
  }
  return shown ?? value
}

function escaped(code: number): string {
  // The decoder keeps a byte that is not UTF-8 as U+DC80..U+DCFF.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`
  if (code < 0x80) return `\\x${hex(code, 2)}`
  return code > 0xffff ? `\\u{${hex(code, 0)}}` : `\\u${hex(code, 4)}`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
