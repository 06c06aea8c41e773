import { CONDITIONS } from './conditions.js'
import { CONFIG_CHANGES } from './config-changes.js'
import { CONTAINERS } from './containers.js'
import { ENFORCEMENT } from './enforcement.js'
import { EVENTS } from './events.js'
import { EVICTION } from './eviction.js'
import { NODE_CONFIG } from './node-config.js'
import { OOM_WATCHER } from './oom-watcher.js'
import { START } from './start.js'
import type { Form } from './statement.js'

const FORMS: readonly Form[] = [
  ...START,
  ...CONDITIONS,
  ...NODE_CONFIG,
  ...ENFORCEMENT,
  ...EVENTS,
  ...OOM_WATCHER,
  ...CONFIG_CHANGES,
  ...EVICTION,
  ...CONTAINERS,
]

/** The fixed texts that messages are known by. */
export const OPENS: readonly string[] = FORMS.map(({ opens }) => opens)

/** All forms begin with that many fixed characters at least. */
const KEY_LENGTH = 5

const BY_KEY = byKey(FORMS)

/** The form whose fixed text a message begins with: one look-up for the millions that have none. */
export function formOf(message: string): Form | undefined {
  const forms = BY_KEY.get(message.slice(0, KEY_LENGTH))
  return forms?.find(({ opens }) => message.startsWith(opens))
}

/** Whether a form reads the message that begins at this place of a line, behind its quote where it has one. */
export function isKnownMessage(text: string, at: number): boolean {
  const from = text.charCodeAt(at) === 34 ? at + 1 : at
  const forms = BY_KEY.get(text.slice(from, from + KEY_LENGTH))
  return forms?.some(({ opens }) => text.startsWith(opens, from)) === true
}

/** Longer texts first: some begin with others. */
function byKey(forms: readonly Form[]): ReadonlyMap<string, readonly Form[]> {
  const found = new Map<string, Form[]>()
  for (const form of forms) {
    const key = form.opens.slice(0, KEY_LENGTH)
    const others = found.get(key) ?? []
    found.set(
      key,
      [...others, form].sort((one, other) => other.opens.length - one.opens.length),
    )
  }
  return found
}
