import type { Findings } from './findings.js'
import type { Form } from './form.js'
import { readStamp } from './stamp.js'
import { zoneName } from './zone-link.js'

const LABEL = /^ *([A-Z][A-Za-z ]{2,40}): (.*)$/
const ZONE = /^(\S{1,96}) \([A-Za-z0-9+-]{1,8}, ([+-]\d{4})\)$/

/** `timedatectl`, and `timedatectl show`: the machine's zone, and what time it was. */
export const timedatectl: Form = {
  kind: 'timedatectl',
  opens: ({ first }) => /^ *Local time: [A-Z]/.test(first) || /^Timezone=\S/.test(first),
  read({ lines }, found) {
    const rows = new Map<string, { text: string; line: number }>()
    for (const [at, line] of lines.entries()) {
      const [, label = '', text = ''] = LABEL.exec(line) ?? /^(Timezone)=(.*)$/.exec(line) ?? []
      if (label !== '' && !rows.has(label)) rows.set(label, { text, line: at + 1 })
    }
    // systemd before 213 writes it in one word.
    const zone = rows.get('Time zone') ?? rows.get('Timezone')
    if (zone === undefined) return false
    const [, name = zone.text, offset] = ZONE.exec(zone.text) ?? []
    const known = zoneName(name)
    if (known !== undefined && known !== 'n/a') found.fact({ kind: 'zone', zone: known }, zone.line)
    tellTime(rows.get('Universal time'), offset, zone.line, found)
    return true
  },
}

function tellTime(
  universal: { text: string; line: number } | undefined,
  offset: string | undefined,
  zoneLine: number,
  found: Findings,
): void {
  const stamp = universal === undefined ? undefined : readStamp(universal.text)
  if (universal === undefined || stamp?.epochMs === undefined) return
  const { epochMs, resolutionMs } = stamp
  found.fact({ kind: 'captured', epochMs, uncertaintyMs: resolutionMs }, universal.line)
  if (offset === undefined) return
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3))
  found.fact(
    { kind: 'offset', epochMs, offsetMinutes: offset.startsWith('-') ? -minutes : minutes },
    zoneLine,
  )
}
