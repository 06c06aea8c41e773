import { endOfQuote, unescapeGo } from './quote.js'

/** A line of klog inside a line of logrus. */
export interface LogrusLine {
  readonly printed: string
  readonly text: string
  readonly component: string
}

const HEAD = /^time="([^"]{1,64})" level=\w{1,16} msg=/
const COMPONENT = /^ (?:\w{1,32}=[^\s"]{1,64} ){0,4}component="?([A-Za-z0-9_.-]{1,64})/

/**
 * What k0s makes of the lines of its children.
 *
 *     time="2025-11-23 18:06:06" level=info msg="I1123 18:06:06.503659   30938 server.go:42] …" component=kubelet
 */
export function readLogrus(text: string): LogrusLine | undefined {
  if (!text.startsWith('time="') || !text.includes('component=')) return undefined
  const head = HEAD.exec(text)
  if (head === null) return undefined
  const from = head[0].length
  const end = text[from] === '"' ? endOfQuote(text, from) : text.indexOf(' ', from)
  if (end < 0) return undefined
  const component = COMPONENT.exec(text.slice(end))?.[1]
  if (component === undefined) return undefined
  const message = text[from] === '"' ? unescapeGo(text.slice(from + 1, end - 1)) : text.slice(from, end)
  return { printed: head[1] ?? '', text: message, component }
}
