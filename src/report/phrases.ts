import type { At, Limit, PodRef } from '../record/index.js'
import { counted, size, sizeAndKilobytes } from './bytes.js'
import { cutMiddle } from './columns.js'
import { stamp } from './stamp.js'

/** A path or an id gets no more of a row than this. */
const NAME_COLUMNS = 48
const CONTAINER_ID = 12

/** What is there, with commas. */
export function list(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ')
}

/** A word with its value; nothing without one. */
export function told(word: string, value: string | number | undefined): string {
  return value === undefined || value === '' ? '' : `${word} ${value}`
}

export function bytes(word: string, amount: number | undefined): string {
  return told(word, amount === undefined ? undefined : size(amount))
}

/** A limit is compared with others: to the byte. */
export function limit(amount: Limit): string {
  return amount === 'unlimited' ? amount : sizeAndKilobytes(amount)
}

export function shortName(text: string | undefined): string {
  return text === undefined ? '' : cutMiddle(text, NAME_COLUMNS)
}

export function pod({ name, namespace }: PodRef): string {
  return shortName(namespace === undefined ? name : `${namespace}/${name}`)
}

/** A pod where its record has the name apart. */
export function podOf(event: { pod: string; namespace?: string | undefined }): string {
  return pod({ name: event.pod, ...(event.namespace === undefined ? {} : { namespace: event.namespace }) })
}

export function container(id: string | undefined): string {
  return id === undefined ? '' : `container ${id.slice(0, CONTAINER_ID)}`
}

/** `container-died` as words. */
export function words(kebab: string): string {
  return kebab.replaceAll('-', ' ')
}

/** Equal readings in a row are one event. */
export function series({ count, lastAt }: { count?: number | undefined; lastAt?: At | undefined }): string {
  if (count === undefined || count < 2) return ''
  return list(counted(count, 'reading'), lastAt === undefined ? '' : `the last ${stamp(lastAt)}`)
}
