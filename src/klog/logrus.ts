import { endOfQuote, unescapeGo } from './quote.js'

/** One line of Go's logrus in its text form: containerd, dockerd, k3s, and k0s around the lines of its children. */
export interface LogrusEntry {
  readonly time: string
  /** With its escapes undone. */
  readonly message: string
  /** What stands behind the message: ` error="…" id=…`. */
  readonly fields: string
}

/** A line of klog inside a line of logrus. */
export interface LogrusLine {
  readonly printed: string
  readonly text: string
  readonly component: string
}

const HEAD = /^time="([^"]{1,64})" level=\w{1,16} msg=/
const BARE = /^[\w.,@^+/-]{1,256}(?= |$)/
const COMPONENT = /^ (?:\w{1,32}=[^\s"]{1,64} ){0,4}component="?([A-Za-z0-9_.-]{1,64})/

/**
 * Reads `time="…" level=info msg="…" key=value`.
 *
 *     readLogrus('time="2026-11-23T19:37:19Z" level=info msg="a \\"b\\""')?.message   // 'a "b"'
 */
export function readLogrus(text: string): LogrusEntry | undefined {
  const head = HEAD.exec(text)
  if (head === null) return undefined
  const [whole, time = ''] = head
  const from = whole.length
  if (text[from] !== '"') {
    const message = BARE.exec(text.slice(from))?.[0]
    return message === undefined ? undefined : { time, message, fields: text.slice(from + message.length) }
  }
  const end = endOfQuote(text, from)
  return end < 0
    ? undefined
    : { time, message: unescapeGo(text.slice(from + 1, end - 1)), fields: text.slice(end) }
}

/**
 * What k0s makes of the lines of its children.
 *
 *     time="2025-11-23 18:06:06" level=info msg="I1123 18:06:06.503659   30938 server.go:42] …" component=kubelet
 */
export function readComponentLine(text: string): LogrusLine | undefined {
  if (!text.startsWith('time="') || !text.includes('component=')) return undefined
  const entry = readLogrus(text)
  const component = entry === undefined ? undefined : COMPONENT.exec(entry.fields)?.[1]
  if (entry === undefined || component === undefined) return undefined
  return { printed: entry.time, text: entry.message, component }
}
