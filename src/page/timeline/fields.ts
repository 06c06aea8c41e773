import type { Event } from '../../record/index.js'
import { sizeAndKilobytes } from '../../report/index.js'

export interface Field {
  readonly name: string
  readonly value: string
}

/** What every event has, which is told elsewhere, and the places of amounts. */
const OTHERS: ReadonlySet<string> = new Set([
  'id',
  'type',
  'at',
  'lastAt',
  'host',
  'source',
  'alsoIn',
  'orderUncertain',
  'message',
  'problems',
  'lines',
  'printed',
])

/**
 * The fields of a record that a line can tell, by their names.
 *
 *     fieldsOf({ …, kubeReservedMemoryBytes: 104857600 })   // [{ name: 'kube reserved memory', value: '100 MiB (102400 kB)' }]
 */
export function fieldsOf(event: Event): Field[] {
  return Object.entries(event).flatMap(([key, value]) => {
    if (OTHERS.has(key)) return []
    const shown = shownOf(key, value)
    return shown === undefined ? [] : [{ name: nameOf(key), value: shown }]
  })
}

function shownOf(key: string, value: unknown): string | undefined {
  if (typeof value === 'number') return key.endsWith('Bytes') ? sizeAndKilobytes(value) : String(value)
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (!Array.isArray(value)) return undefined
  const texts = value.filter((one) => typeof one === 'string')
  return texts.length === 0 || texts.length < value.length ? undefined : texts.join(', ')
}

function nameOf(key: string): string {
  return key
    .replace(/Bytes$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
}
