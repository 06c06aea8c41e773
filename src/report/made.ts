import { size } from './bytes.js'
import { unbroken } from './sheet.js'

/** An amount among those that make up a whole, and the amounts that are counted in it. */
export interface Part {
  readonly title: string
  /** All of them must be known: half of a pair is not the pair. */
  readonly keys: readonly string[]
  readonly within?: readonly Part[]
}

/**
 * What memory is made of; what is zero or unknown is left out.
 *
 *     made([{ title: 'file', keys: ['file'], within: [{ title: 'shmem', keys: ['shmem'] }] }], { file: 8192, shmem: 4096 })
 *     // 'file 8.00 KiB (shmem 4.00 KiB)'
 */
export function made(parts: readonly Part[], bytes: Readonly<Record<string, number>>): string {
  return parts
    .map(({ title, keys, within = [] }) => {
      const inside = made(within, bytes)
      const values = keys.flatMap((key) => bytes[key] ?? [])
      const sum = values.reduce((total, value) => total + value, 0)
      if (values.length < keys.length || sum === 0) return inside
      return unbroken(`${title} ${size(sum)}`) + (inside === '' ? '' : ` (${inside})`)
    })
    .filter((words) => words !== '')
    .join(', ')
}
