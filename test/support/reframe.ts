import type { FramingName } from '../../src/index.js'

/**
 * A message of the kernel's buffer. `text` may hold line feeds and control characters; a lone surrogate U+DC80 to
 * U+DCFF stands for the byte 0x80 to 0xFF where the text is not UTF-8 (a name that was cut inside a character).
 */
export interface Message {
  readonly text: string
  readonly sec: number
  readonly severity: number
  readonly facility: number
  readonly caller?: string
}

/** What a framing tells beside the text. What it does not tell cannot be in the record. */
export interface Carries {
  readonly caller: boolean
  /** Which lines are user space's: by facility, or by the sender's name. */
  readonly facility: boolean
  /** Seconds since boot, or a date with year and zone: lines far apart in time are known to be. */
  readonly clock: boolean
}

export interface Reframing {
  readonly name: string
  /** The framing that `parse` must find; several where the text itself decides. */
  readonly framing: FramingName
  readonly carries: Carries
  /**
   * How a line feed inside a message is printed: `kept` (escaped, or indented below its first line), or `split` into
   * lines that look like messages of their own. `split` cannot carry a line feed in a name.
   */
  readonly lineFeed: 'kept' | 'split'
  /**
   * `raw`: line ends are printed as they are, so a carriage return before one is lost in it. `unsure`: escaped, but
   * nothing in the line says by whom, so that `\x1b` may as well be what a process calls itself. `blob`: left out.
   */
  readonly control: 'raw' | 'escaped' | 'unsure' | 'blob'
  readonly render: (messages: readonly Message[]) => Uint8Array
}

const HOST = 'node-03'
const YEAR = 2026
/** When the machine booted: 2026-11-23 16:00:00 UTC. */
const BOOT_MS = Date.UTC(YEAR, 10, 23, 16)
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug']
const FACILITIES = ['kern', 'user', 'mail', 'daemon', 'auth', 'syslog']

const LONE = /[\udc80-\udcff]/u
/** What journald and systemd's journalctl call not printable: control characters but tab and line feed, broken UTF-8. */
const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f-\x9f]/

const utf8 = new TextEncoder()

/** Text to bytes; each lone surrogate becomes the byte that it stands for. */
export function bytesOf(text: string): Uint8Array {
  if (!LONE.test(text)) return utf8.encode(text)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00)
    else bytes.push(...utf8.encode(character))
  }
  return Uint8Array.from(bytes)
}

/** Every byte outside of printable ASCII, but for those that `keep` has, as `\x1b`. */
function hexed(text: string, keep: RegExp): string {
  let out = ''
  for (const character of text) {
    if (keep.test(character)) out += character
    else for (const byte of bytesOf(character)) out += `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return out
}

/** `safe_fwrite` of dmesg in the C locale: blanks of all kinds are printed, other bytes outside of ASCII are not. */
export function dmesgText(text: string): string {
  return hexed(text, /[\x20-\x7e\t\n\v\f\r]/)
}

/** The same in a UTF-8 locale: what is printable there is printed. */
function dmesgTextUtf8(text: string): string {
  return hexed(text, /(?![\udc80-\udcff\x80-\x9f\u2028\u2029\ufeff])[\x20-\x7e\t\n\v\f\r\xa0-\u{10ffff}]/u)
}

/** `msg_add_ext_text` of the kernel: bytes below 0x20, from 0x7f up, and the backslash. */
export function kmsgText(text: string): string {
  return hexed(text, /[\x20-\x5b\x5d-\x7e]/)
}

const micros = ({ sec }: Message): number => Math.round(sec * 1e6)
const dateOf = (message: Message): Date => new Date(BOOT_MS + Math.floor(micros(message) / 1000))

function seconds(message: Message): string {
  const all = micros(message)
  return `${String(Math.floor(all / 1e6)).padStart(5)}.${String(all % 1e6).padStart(6, '0')}`
}

/** The fraction of the wall clock: boot was on a full second. */
const fraction = (message: Message): string => String(micros(message) % 1e6).padStart(6, '0')

const stamp = (message: Message): string => `[${seconds(message)}]`
/** As the console prints it: `[   T77]` directly behind the stamp. */
const gluedCaller = ({ caller }: Message): string => (caller === undefined ? '' : `[${caller.padStart(6)}]`)
/** As dmesg of util-linux 2.41 prints it: with blanks around. */
const looseCaller = ({ caller }: Message): string => (caller === undefined ? '' : `[${caller.padStart(6)}] `)

const consoleStamp = (message: Message): string => `${stamp(message)}${gluedCaller(message)} `
const priority = ({ facility, severity }: Message): number => facility * 8 + severity

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const clockOf = (date: Date): string => date.toISOString().slice(11, 19)
const dayOf = (date: Date): string => String(date.getUTCDate()).padStart(2)
const monthOf = (date: Date): string => MONTHS[date.getUTCMonth()] ?? ''

/** `Nov 23 19:16:20`. */
function monthStamp(message: Message): string {
  const date = dateOf(message)
  return `${monthOf(date)} ${dayOf(date)} ${clockOf(date)}`
}

/** `2026-11-23T19:16:20`. */
const isoStamp = (message: Message): string => dateOf(message).toISOString().slice(0, 19)

function wallClock(message: Message): string {
  const date = dateOf(message)
  return `[${DAYS[date.getUTCDay()]} ${monthStamp(message)} ${YEAR}] `
}

const isoDmesg = (message: Message): string => `${isoStamp(message)},${fraction(message)}+00:00 `
const levels = ({ facility, severity }: Message): string =>
  `${(FACILITIES[facility] ?? 'user').padEnd(6)}:${(LEVELS[severity] ?? 'warn').padEnd(6)}: `

function delta(message: Message, before: Message | undefined): string {
  const since = before === undefined ? 0 : micros(message) - micros(before)
  return (since / 1e6).toFixed(6).padStart(12)
}

/** The minute when it changes, else the time since the message before. */
function relative(message: Message, before: Message | undefined): string {
  const date = dateOf(message)
  const minute = `[${monthOf(date)}${dayOf(date)} ${clockOf(date).slice(0, 5)}] `
  if (before === undefined || Math.floor(micros(before) / 6e7) !== Math.floor(micros(message) / 6e7))
    return minute
  const since = (micros(message) - micros(before)) / 1e6
  return `[${(since < 0 ? '-' : '+').concat(Math.abs(since).toFixed(6)).padStart(11)}] `
}

type Prefix = (message: Message, before: Message | undefined) => string
type Escape = (text: string) => string

/** dmesg and journalctl: later lines of a message are indented by the width of what stands before the first. */
function indented(prefix: Prefix, escaped: Escape = (text) => text) {
  return (messages: readonly Message[]): Uint8Array => {
    const lines = messages.map((message, index) => {
      const coat = prefix(message, messages[index - 1])
      const blanks = ' '.repeat(coat.length)
      // Both leave a line feed at the very end as it is.
      const text = escaped(message.text).replace(/\n(?=[\s\S])/g, `\n${blanks}`)
      return `${coat}${text}${text.endsWith('\n') ? '' : '\n'}`
    })
    return bytesOf(lines.join(''))
  }
}

/** Consoles and /proc/kmsg: every line of a message gets the prefix. */
function repeated(prefix: Prefix, escaped: Escape = (text) => text, end = '\n') {
  return (messages: readonly Message[]): Uint8Array =>
    bytesOf(
      messages
        .flatMap((message, index) =>
          message.text
            .split('\n')
            .map((line) => `${prefix(message, messages[index - 1])}${escaped(line)}${end}`),
        )
        .join(''),
    )
}

/** One line per message. */
function lines(render: (message: Message, index: number) => string) {
  return (messages: readonly Message[]): Uint8Array =>
    bytesOf(messages.map((message, index) => `${render(message, index)}\n`).join(''))
}

/** Lone surrogates are no JSON: what cannot decode bytes writes U+FFFD; here they are what dmesg writes, `\xff`. */
const shown = (text: string): string => hexed(text, /[\0-\x7f]|[^\udc80-\udcff]/u)
const json = (text: string): string => JSON.stringify(shown(text))

function kmsgRecord(message: Message, sequence: number): string {
  const caller = message.caller === undefined ? '' : `,caller=${message.caller}`
  return `${priority(message)},${sequence},${micros(message)},-${caller};${kmsgText(message.text)}`
}

/** Long records go in chunks of the escaped text, each with its offset. */
function netconsoleRecord(message: Message, sequence: number): string {
  const [header = '', ...rest] = kmsgRecord(message, sequence).split(';')
  const text = rest.join(';')
  if (text.length <= 900) return `6.9.0-1-amd64,${header};${text}\n release=6.9.0-1-amd64`
  const chunks: string[] = []
  for (let at = 0; at < text.length; at += 900)
    chunks.push(`6.9.0-1-amd64,${header},ncfrag=${at}/${text.length};${text.slice(at, at + 900)}`)
  return chunks.join('\n')
}

/** dmesg of util-linux, `--json`: UTF-8 as it is, control characters and broken bytes escaped. */
function dmesgJson(fields: (message: Message) => string, compact: boolean) {
  return (messages: readonly Message[]): Uint8Array => {
    const objects = messages.map((message) => {
      const own = [
        fields(message),
        ...(message.caller === undefined ? [] : [`"caller": "${message.caller}"`]),
        `"msg": ${json(message.text)}`,
      ].flatMap((field) => field.split('\n'))
      // The blank behind the name alone: a value may have the same characters.
      if (compact) return `{${own.map((field) => field.replace('": ', '":')).join(',')}}`
      return `{\n${own.map((field) => `         ${field}`).join(',\n')}\n      }`
    })
    return bytesOf(
      compact
        ? `{"dmesg":[${objects.join(',')}]}\n`
        : `{\n   "dmesg": [\n      ${objects.join(',')}\n   ]\n}\n`,
    )
  }
}

/** What syslog names the sender: only the kernel's lines are the kernel's. */
const sender = ({ facility }: Message): string => (facility === 0 ? 'kernel' : 'systemd[1]')

/** rsyslog: control characters as `#033`. */
const octal = (text: string): string =>
  text.replace(/[\0-\x1f\x7f]/g, (one) => `#${one.charCodeAt(0).toString(8).padStart(3, '0')}`)

/** journalctl does not print what is not text. */
function journalText(text: string): string {
  return UNPRINTABLE.test(text) || LONE.test(text) ? `[${bytesOf(text).length}B blob data]` : text
}

function journalShort(prefix: (message: Message) => string): Reframing['render'] {
  return indented((message) => `${prefix(message)} ${HOST} ${sender(message)}: `, journalText)
}

function journalFields(message: Message, index: number): [string, string][] {
  const realtime = String(BOOT_MS * 1000 + micros(message))
  return [
    ['__CURSOR', `s=9f2c;i=${index.toString(16)};t=${realtime}`],
    ['__REALTIME_TIMESTAMP', realtime],
    ['__MONOTONIC_TIMESTAMP', String(micros(message))],
    ['_BOOT_ID', '6c7c6013a26343b29e964691ff25d04c'],
    ['_TRANSPORT', message.facility === 0 ? 'kernel' : 'stdout'],
    ['_HOSTNAME', HOST],
    ['_SOURCE_MONOTONIC_TIMESTAMP', String(micros(message))],
    ['PRIORITY', String(message.severity)],
    ['SYSLOG_FACILITY', String(message.facility)],
    ['SYSLOG_IDENTIFIER', message.facility === 0 ? 'kernel' : 'systemd'],
  ]
}

function journalValue(text: string): string | number[] {
  return UNPRINTABLE.test(text) || LONE.test(text) ? [...bytesOf(text)] : text
}

function journalObject(message: Message, index: number): Record<string, string | number[]> {
  return { ...Object.fromEntries(journalFields(message, index)), MESSAGE: journalValue(message.text) }
}

function journalPretty(messages: readonly Message[]): Uint8Array {
  const objects = messages.map((message, index) => {
    const fields = Object.entries(journalObject(message, index)).map(([name, value]) => {
      const text =
        typeof value === 'string' ? json(value) : `[\n${value.map((b) => `\t\t${b}`).join(',\n')}\n\t]`
      return `\t"${name}" : ${text}`
    })
    return `{\n${fields.join(',\n')}\n}\n`
  })
  return bytesOf(objects.join(''))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** A value with a line feed or control characters: its name, its size in eight bytes, and the bytes. */
function exportMessage(text: string): Uint8Array {
  const value = bytesOf(text)
  if (!UNPRINTABLE.test(text) && !LONE.test(text) && !text.includes('\n')) return bytesOf(`MESSAGE=${text}\n`)
  const size = new Uint8Array(8)
  new DataView(size.buffer).setBigUint64(0, BigInt(value.length), true)
  return joined([bytesOf('MESSAGE\n'), size, value, bytesOf('\n')])
}

function journalExport(messages: readonly Message[]): Uint8Array {
  return joined(
    messages.flatMap((message, index) => [
      bytesOf(
        journalFields(message, index)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      ),
      exportMessage(message.text),
      bytesOf('\n'),
    ]),
  )
}

/** What a container that prints /proc/kmsg writes, line by line. */
function procKmsg(message: Message): string[] {
  return message.text.split('\n').map((line) => `<${priority(message)}>${consoleStamp(message)}${line}`)
}

/** containerd cuts lines at 16 KiB; here at 100 characters, so that pieces are common. */
function cri(messages: readonly Message[]): Uint8Array {
  const out = messages.flatMap((message) => {
    const head = `${isoStamp(message)}.${fraction(message)}000Z stdout`
    return procKmsg(message).flatMap((line) => {
      const pieces = piecesOf(line, 100)
      return pieces.map((piece, index) => `${head} ${index < pieces.length - 1 ? 'P' : 'F'} ${piece}\n`)
    })
  })
  return bytesOf(out.join(''))
}

function docker(messages: readonly Message[]): Uint8Array {
  const out = messages.flatMap((message) =>
    procKmsg(message).flatMap((line) =>
      piecesOf(`${line}\n`, 100).map(
        (piece) =>
          `{"log":${json(piece)},"stream":"stdout","time":"${isoStamp(message)}.${fraction(message)}000Z"}\n`,
      ),
    ),
  )
  return bytesOf(out.join(''))
}

function piecesOf(line: string, size: number): string[] {
  const characters = [...line]
  const pieces: string[] = []
  for (let at = 0; at < characters.length; at += size) pieces.push(characters.slice(at, at + size).join(''))
  return pieces.length === 0 ? [''] : pieces
}

/** `dmesg -L=always`: the stamp is green, the subsystem before `: ` yellow, the level colours the rest. */
function coloured(messages: readonly Message[]): Uint8Array {
  return bytesOf(messages.map(colouredLine).join(''))
}

function colouredLine(message: Message): string {
  const coat = `${stamp(message)} `
  const text = dmesgText(message.text).replace(/\n(?=[\s\S])/g, `\n${' '.repeat(coat.length)}`)
  const subsystem = /^[^:[\]]*:(?=\s)/.exec(text)?.[0] ?? ''
  const rest = text.slice(subsystem.length)
  const level = message.severity < 4 ? '\x1b[31m' : message.severity === 4 ? '\x1b[1m' : ''
  return [
    `\x1b[32m${coat}\x1b[0m`,
    subsystem === '' ? '' : `\x1b[33m${subsystem}\x1b[0m`,
    level === '' ? rest : `${level}${rest}\x1b[0m`,
    '\n',
  ].join('')
}

/** Puts the same text in front of every line, as mail, Markdown and editors do. */
function quoted(quote: string, render: Reframing['render']): Reframing['render'] {
  return (messages) => {
    const text = Buffer.from(render(messages)).toString('latin1')
    const lined = text.replace(/^|(?<=\n)/g, quote)
    return new Uint8Array(Buffer.from(text.endsWith('\n') ? lined.slice(0, -quote.length) : lined, 'latin1'))
  }
}

function utf16(render: Reframing['render']): Reframing['render'] {
  return (messages) =>
    new Uint8Array(Buffer.from(`\ufeff${Buffer.from(render(messages)).toString('utf8')}`, 'utf16le'))
}

const plainDmesg = indented((message) => `${stamp(message)} ${looseCaller(message)}`, dmesgText)
const syslogLine = (message: Message): string => `${HOST} ${sender(message)}: `
const stampedLine = (message: Message): string => `${syslogLine(message)}${consoleStamp(message)}`

const ALL: Carries = { caller: true, facility: true, clock: true }
const CLOCK: Carries = { caller: false, facility: false, clock: true }
const STAMPED: Carries = { caller: true, facility: false, clock: true }
const LEVEL: Carries = { caller: false, facility: true, clock: true }
const NOTHING: Carries = { caller: false, facility: false, clock: false }
const SENDER: Carries = { caller: false, facility: true, clock: false }

type Style = Pick<Reframing, 'lineFeed' | 'control'>
const KEPT: Style = { lineFeed: 'kept', control: 'escaped' }
const DMESG: Style = { lineFeed: 'kept', control: 'raw' }
const UNSURE: Style = { lineFeed: 'split', control: 'unsure' }
const CONSOLE: Style = { lineFeed: 'split', control: 'raw' }
const JOURNAL: Style = { lineFeed: 'kept', control: 'blob' }

function reframing(
  name: string,
  framing: FramingName,
  carries: Carries,
  style: Style,
  render: Reframing['render'],
): Reframing {
  return { name, framing, carries, ...style, render }
}

/** Every way in which a log can wrap the kernel's messages: each framing of the contract but klog, which is not the kernel's. */
export const REFRAMINGS: readonly Reframing[] = [
  reframing(
    'journalctl -o cat',
    'bare',
    NOTHING,
    CONSOLE,
    repeated(() => ''),
  ),
  reframing(
    'dmesg -t',
    'bare',
    NOTHING,
    UNSURE,
    repeated(() => '', dmesgText),
  ),
  reframing('dmesg', 'dmesg', STAMPED, DMESG, plainDmesg),
  reframing(
    'dmesg, UTF-8',
    'dmesg',
    STAMPED,
    DMESG,
    indented((m) => `${stamp(m)} ${looseCaller(m)}`, dmesgTextUtf8),
  ),
  reframing(
    'dmesg -S',
    'dmesg',
    STAMPED,
    CONSOLE,
    repeated((m) => `${stamp(m)} ${looseCaller(m)}`, dmesgText),
  ),
  reframing('serial console', 'dmesg', STAMPED, CONSOLE, repeated(consoleStamp)),
  reframing(
    'dmesg -T',
    'dmesg-wall-clock',
    { ...STAMPED, clock: false },
    DMESG,
    indented((m) => `${wallClock(m)}${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg -x',
    'dmesg-decoded',
    ALL,
    DMESG,
    indented((m) => `${levels(m)}${stamp(m)} ${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg -x -T',
    'dmesg-decoded',
    { ...ALL, clock: false },
    DMESG,
    indented((m) => `${levels(m)}${wallClock(m)}${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg -x -d',
    'dmesg-decoded',
    LEVEL,
    DMESG,
    indented((m, b) => `${levels(m)}[${seconds(m)} <${delta(m, b)}>] `, dmesgText),
  ),
  reframing(
    'dmesg -x -t',
    'dmesg-decoded',
    SENDER,
    DMESG,
    indented((m) => levels(m), dmesgText),
  ),
  reframing(
    'dmesg -r',
    'dmesg-raw',
    ALL,
    DMESG,
    indented((m) => `<${priority(m)}>${stamp(m)} ${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    '/proc/kmsg',
    'dmesg-raw',
    ALL,
    CONSOLE,
    repeated((m) => `<${priority(m)}>${consoleStamp(m)}`),
  ),
  reframing(
    '/proc/kmsg, printk.time=0',
    'dmesg-raw',
    SENDER,
    CONSOLE,
    repeated((m) => `<${priority(m)}>`),
  ),
  reframing(
    'dmesg --time-format iso',
    'dmesg-iso',
    STAMPED,
    DMESG,
    indented((m) => `${isoDmesg(m)}${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg -d',
    'dmesg-delta',
    STAMPED,
    DMESG,
    indented((m, b) => `[${seconds(m)} <${delta(m, b)}>] ${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg --time-format delta',
    'dmesg-delta',
    { ...STAMPED, clock: false },
    DMESG,
    indented((m, b) => `[<${delta(m, b)}>] ${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg --time-format reltime',
    'dmesg-relative',
    { ...STAMPED, clock: false },
    DMESG,
    indented((m, b) => `${relative(m, b)}${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg, two formats',
    'dmesg',
    STAMPED,
    DMESG,
    indented((m) => `${stamp(m)} ${isoDmesg(m)}${looseCaller(m)}`, dmesgText),
  ),
  reframing(
    'dmesg --json',
    'dmesg-json',
    ALL,
    KEPT,
    dmesgJson((m) => `"pri": ${priority(m)}\n"time": ${seconds(m).padStart(13)}`, false),
  ),
  reframing(
    'dmesg --json -x',
    'dmesg-json',
    ALL,
    KEPT,
    dmesgJson(
      (m) =>
        `"fac": "${FACILITIES[m.facility] ?? 'user'}"\n"pri": "${LEVELS[m.severity]}"\n"time": ${seconds(m).padStart(13)}`,
      false,
    ),
  ),
  reframing(
    'dmesg --json | jq -c',
    'dmesg-json',
    ALL,
    KEPT,
    dmesgJson((m) => `"pri": ${priority(m)}\n"time": ${seconds(m).trim()}`, true),
  ),
  reframing('kmsg', 'kmsg', ALL, KEPT, lines(kmsgRecord)),
  reframing(
    'kmsg with dictionaries',
    'kmsg',
    ALL,
    KEPT,
    lines((m, i) => `${kmsgRecord(m, i)}\n SUBSYSTEM=memory\n DEVICE=+memory:memory0`),
  ),
  reframing(
    'netconsole',
    'netconsole',
    STAMPED,
    CONSOLE,
    repeated((m) => `192.0.2.7:6666: ${consoleStamp(m)}`),
  ),
  reframing('netconsole, extended', 'netconsole-extended', ALL, KEPT, lines(netconsoleRecord)),
  reframing('journalctl', 'journal-short', SENDER, JOURNAL, journalShort(monthStamp)),
  reframing(
    'journalctl -o short-precise',
    'journal-short-precise',
    SENDER,
    JOURNAL,
    journalShort((m) => `${monthStamp(m)}.${fraction(m)}`),
  ),
  reframing(
    'journalctl -o short-iso',
    'journal-short-iso',
    { ...SENDER, clock: true },
    JOURNAL,
    journalShort((m) => `${isoStamp(m)}+0000`),
  ),
  reframing(
    'journalctl -o short-iso-precise',
    'journal-short-iso',
    { ...SENDER, clock: true },
    JOURNAL,
    journalShort((m) => `${isoStamp(m)}.${fraction(m)}+0000`),
  ),
  reframing(
    'journalctl -o short-full',
    'journal-short-full',
    { ...SENDER, clock: true },
    JOURNAL,
    journalShort((m) => `${DAYS[dateOf(m).getUTCDay()]} ${isoStamp(m).replace('T', ' ')} UTC`),
  ),
  reframing(
    'journalctl -o short-unix',
    'journal-short-unix',
    { ...SENDER, clock: true },
    JOURNAL,
    journalShort((m) => `${Math.floor(BOOT_MS / 1000) + Math.floor(micros(m) / 1e6)}.${fraction(m)}`),
  ),
  reframing('journalctl -o short-monotonic', 'journal-short-monotonic', LEVEL, JOURNAL, journalShort(stamp)),
  reframing(
    'journalctl -o json',
    'journal-json',
    LEVEL,
    KEPT,
    lines((m, i) => JSON.stringify(journalObject(m, i))),
  ),
  reframing(
    'journalctl -o json-seq',
    'journal-json',
    LEVEL,
    KEPT,
    lines((m, i) => `\x1e${JSON.stringify(journalObject(m, i))}`),
  ),
  reframing(
    'journalctl -o json-sse',
    'journal-json',
    LEVEL,
    KEPT,
    lines((m, i) => `data: ${JSON.stringify(journalObject(m, i))}\n`),
  ),
  reframing('journalctl -o json-pretty', 'journal-json', LEVEL, KEPT, journalPretty),
  reframing('journalctl -o export', 'journal-export', LEVEL, KEPT, journalExport),
  reframing(
    'rsyslog, kern.log',
    'syslog-rfc3164',
    ALL,
    KEPT,
    lines((m) => `${monthStamp(m)} ${stampedLine(m)}${octal(m.text)}`),
  ),
  reframing(
    'rsyslog with priority',
    'syslog-rfc3164',
    SENDER,
    KEPT,
    lines((m) => `<${priority(m)}>${monthStamp(m)} ${syslogLine(m)}${octal(m.text)}`),
  ),
  reframing(
    'rsyslog, relayed',
    'syslog-rfc3164',
    ALL,
    KEPT,
    lines((m) => `${monthStamp(m)} relay-1 ${monthStamp(m)} ${stampedLine(m)}${octal(m.text)}`),
  ),
  reframing(
    'rsyslog, RFC 3339',
    'syslog-rfc3339',
    ALL,
    KEPT,
    lines((m) => `${isoStamp(m)}.${fraction(m)}+00:00 ${stampedLine(m)}${octal(m.text)}`),
  ),
  reframing(
    'rsyslog, RFC 5424',
    'syslog-rfc5424',
    { ...SENDER, clock: true },
    KEPT,
    lines(
      (m) =>
        `<${priority(m)}>1 ${isoStamp(m)}.${fraction(m)}Z ${HOST} ${m.facility === 0 ? 'kernel' : 'systemd'} - - [meta sequenceId="7" note="a \\] b"] ${octal(m.text)}`,
    ),
  ),
  reframing('containerd', 'container-cri', ALL, CONSOLE, cri),
  reframing('docker', 'container-json', ALL, CONSOLE, docker),
  reframing(
    'collector',
    'json-lines',
    { ...SENDER, clock: true },
    KEPT,
    lines(
      (m) =>
        `{"@timestamp":"${isoStamp(m)}.${fraction(m)}Z","host":{"name":"${HOST}"},"ident":"${m.facility === 0 ? 'kernel' : 'systemd'}","message":${json(m.text)}}`,
    ),
  ),
  reframing(
    'collector, stamped',
    'json-lines',
    STAMPED,
    KEPT,
    lines(
      (m) =>
        `{"time":"${isoStamp(m)}.${fraction(m)}Z","hostname":"${HOST}","log":${json(`${consoleStamp(m)}${m.text}\n`)}}`,
    ),
  ),
  reframing(
    'console server',
    'console',
    STAMPED,
    CONSOLE,
    repeated((m) => `[${isoStamp(m).replace('T', ' ')}] ${consoleStamp(m)}`),
  ),
  reframing('serial console, CR LF', 'console', STAMPED, CONSOLE, repeated(consoleStamp, undefined, '\r\n')),
  reframing(
    'dmesg with CR LF',
    'console',
    STAMPED,
    UNSURE,
    repeated((m) => `${stamp(m)} ${looseCaller(m)}`, dmesgText, '\r\n'),
  ),
  reframing('dmesg in Markdown', 'dmesg', STAMPED, DMESG, quoted('> ', plainDmesg)),
  reframing('dmesg below four blanks', 'dmesg', STAMPED, DMESG, quoted('    ', plainDmesg)),
  reframing(
    'journalctl in Markdown',
    'journal-short',
    SENDER,
    JOURNAL,
    quoted('> ', journalShort(monthStamp)),
  ),
  reframing('dmesg with a byte order mark', 'dmesg', STAMPED, DMESG, (m) =>
    joined([Uint8Array.of(0xef, 0xbb, 0xbf), plainDmesg(m)]),
  ),
  reframing('dmesg in UTF-16', 'dmesg', STAMPED, DMESG, utf16(plainDmesg)),
  reframing('dmesg -L=always', 'dmesg', CLOCK, DMESG, coloured),
]

export function reframingNamed(name: string): Reframing {
  const found = REFRAMINGS.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no reframing is called ${name}`)
  return found
}

/** The messages as far as a framing tells them: what it leaves out is the same in all. */
export function asCarried(messages: readonly Message[], { caller, facility, clock }: Carries): Message[] {
  return messages.map((message) => ({
    text: message.text,
    sec: clock ? message.sec : 1000,
    severity: message.severity,
    facility: facility ? message.facility : 0,
    ...(caller && message.caller !== undefined ? { caller: message.caller } : {}),
  }))
}
