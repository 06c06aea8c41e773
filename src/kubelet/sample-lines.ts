import { parseKlog } from '../klog/index.js'
import type { FoundEvent } from '../record/index.js'
import { KubeletReader } from './index.js'

/** For tests: a log of these messages, one entry each, as the kubelet with the pid 424 prints it. */
export function klog(...messages: readonly string[]): string {
  return messages.map((message) => `I1123 19:24:43.624423     424 x.go:1] ${message}\n`).join('')
}

/** For tests: one entry of `--logging-format=json`. */
export function klogJson(msg: string, pairs: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({ ts: 1795457166823.5, caller: 'x/x.go:1', msg, v: 0, ...pairs })}\n`
}

/** For tests: the events of a log. */
export function eventsOf(log: string): FoundEvent[] {
  const events: FoundEvent[] = []
  const reader = new KubeletReader({ input: 'kubelet.log', sink: (event) => events.push(event) })
  for (const entry of parseKlog(log)) reader.push(entry)
  reader.end()
  return events
}

/** For tests: what a log says, without when and where. */
export function saidIn(log: string): object[] {
  return eventsOf(log).map((event) => {
    const { at: _at, source: _source, problems, ...said } = event
    const {
      pid: _pid,
      lastAt: _lastAt,
      message: _message,
      ...rest
    } = said as Partial<Record<string, unknown>>
    return problems.length === 0 ? rest : { ...rest, problems: problems.map(({ code }) => code) }
  })
}

/** For tests: what one message says. */
export function said(message: string): object[] {
  return saidIn(klog(message))
}
