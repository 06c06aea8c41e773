import { decodeUtf8 } from './decode.js'

/** Lone surrogates U+DC80..U+DCFF; a pair is one character to a `u` regexp and does not match. */
const UNDECODED = /[\udc80-\udcff]/gu
const MAYBE_UNDECODED = /[\udc80-\udcff]/

/** `\x1b` and `\xc3`, but not `\x41`: dmesg writes what it can print as it is. */
const DMESG_RUN = /(?:\\x(?:[01][0-9a-f]|7f|[89a-f][0-9a-f]))+/g
/** /dev/kmsg escapes the backslash too, so that every `\xNN` is an escape. */
const KMSG_RUN = /(?:\\x[0-9a-fA-F]{2})+/g
/** rsyslog: `#012` is a line feed. Only control characters are escaped so. */
const OCTAL = /#(0[0-3][0-7]|177)/g
const IMPORTED = /#(011|012|033)/g

/**
 * Bytes that no decoder understood, as text that everybody can read: the same comm is the same text in every framing.
 *
 *     showUndecoded('a\udcff')   // 'a\\xff'
 */
export function showUndecoded(text: string): string {
  if (!MAYBE_UNDECODED.test(text)) return text
  return text.replace(UNDECODED, (unit) => `\\x${(unit.charCodeAt(0) - 0xdc00).toString(16)}`)
}

/** `sp\xc3\xa4t` → `spät`: dmesg in the C locale. */
export function unescapeDmesg(text: string): string {
  return text.includes('\\x') ? text.replace(DMESG_RUN, bytesOfRun) : text
}

/** `two\x0alines \x5c` → two lines and a backslash. */
export function unescapeKmsg(text: string): string {
  return text.includes('\\x') ? text.replace(KMSG_RUN, bytesOfRun) : text
}

/** `one#012two#011x` → a line feed and a tab. */
export function unescapeSyslog(text: string): string {
  if (!text.includes('#')) return text
  return text.replace(OCTAL, octalOf)
}

/**
 * A file of rsyslog that got its lines from the journal looks like journalctl itself, but for the line feeds: only the
 * escapes that occur in kernel and klog messages are believed there.
 */
export function unescapeImported(text: string): string {
  return text.includes('#0') ? text.replace(IMPORTED, octalOf) : text
}

function octalOf(_: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 8))
}

function bytesOfRun(run: string): string {
  const bytes = new Uint8Array(run.length / 4)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(4 * i + 2, 4 * i + 4), 16)
  return decodeUtf8(bytes)
}
