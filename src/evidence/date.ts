import type { Form } from './form.js'
import { readStamp, type Stamp } from './stamp.js'

/**
 * `date` alone in a file: when the commands beside it were run. A zone that is only a name gives no instant, because
 * names of zones are not unique.
 */
export const date: Form = {
  kind: 'date',
  opens: ({ only, bare }) => only !== undefined && dateOf(only, bare) !== undefined,
  read({ only = '', bare, lines }, found) {
    const stamp = dateOf(only, bare)
    if (stamp === undefined) return false
    const line = lines.findIndex((text) => text.trim() === only) + 1
    const { epochMs, resolutionMs } = stamp
    if (epochMs !== undefined) found.fact({ kind: 'captured', epochMs, uncertaintyMs: resolutionMs }, line)
    // `date -u -Is` prints +00:00 in every zone.
    if (!/utc/i.test(bare)) found.offset(stamp, line)
    return true
  },
}

/** A time without a zone is not told from one of `uptime -s`, or any other: the name has to say that it is a date. */
function dateOf(text: string, bare: string): Stamp | undefined {
  const named = /date|time/i.test(bare) && !bare.includes('uptime')
  const stamp = readStamp(text)
  if (stamp !== undefined)
    return stamp.epochMs !== undefined || /[A-Z]{3}/.test(text) || named ? stamp : undefined
  if (!named || !/^\d{10}$/.test(text)) return undefined
  return { printed: text, epochMs: Number(text) * 1000, resolutionMs: 1000 }
}
