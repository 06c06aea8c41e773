/** One line of Go's logrus in its text form: containerd, dockerd, k3s. */
export interface LogrusEntry {
  readonly time: string
  readonly message: string
  /** What stands behind the message: ` error="…" id=…`. */
  readonly fields: string
}

const HEAD = /^time="([^"]{1,64})" level=[a-z]{1,16} msg=/
const BARE = /^[\w.,@^+/-]{1,256}(?= |$)/

/**
 * Reads `time="…" level=info msg="…" key=value`, the message with its escapes undone.
 *
 *     readLogrus('time="2026-11-23T19:37:19Z" level=info msg="a \\"b\\""')?.message   // 'a "b"'
 */
export function readLogrus(text: string): LogrusEntry | undefined {
  const head = HEAD.exec(text)
  if (head === null) return undefined
  const [whole, time = ''] = head
  const rest = text.slice(whole.length)
  if (!rest.startsWith('"')) {
    const message = BARE.exec(rest)?.[0]
    return message === undefined ? undefined : { time, message, fields: rest.slice(message.length) }
  }
  const end = closingQuote(rest)
  return end < 0
    ? undefined
    : { time, message: withoutEscapes(rest.slice(1, end)), fields: rest.slice(end + 1) }
}

function closingQuote(text: string): number {
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) return at
    if (code === 92) at++
  }
  return -1
}

/** Only what stands in the messages that we read: quotes, and backslashes of a message inside a message. */
function withoutEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text
}
