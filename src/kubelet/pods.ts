import type { PodRef } from '../record/index.js'
import { parseJson, recordOf, textOf } from './json.js'

/** `web-0_default(2b2edfdb-…)`: until 1.20. */
const LONG = /^([^\s_()/]{1,253})_([^\s_()/]{1,63})\(([^\s()]{0,128})\)$/
/** `default/web-0`: from 1.21 on. */
const SHORT = /^([^\s_()/]{1,253})\/([^\s_()/]{1,253})$/
const BARE = /^[^\s_()/,[\]{}"]{1,253}$/

/** A pod in any spelling: `name_namespace(uid)`, `namespace/name`, `{"name":"a","namespace":"b"}` of the JSON format. */
export function podOf(text: string | undefined): PodRef | undefined {
  if (text === undefined) return undefined
  const long = LONG.exec(text)
  if (long !== null) {
    const [, name = '', namespace = '', uid = ''] = long
    return uid === '' ? { name, namespace } : { name, namespace, uid }
  }
  const short = SHORT.exec(text)
  if (short !== null) return { name: short[2] ?? '', namespace: short[1] ?? '' }
  if (text.startsWith('{')) return podOfJson(parseJson(text))
  return BARE.test(text) && text !== 'null' ? { name: text } : undefined
}

/**
 * A list of pods in any spelling: `a_ns(uid), b_ns(uid)` until 1.20, `[ns/a ns/b]` bare (1.21 to 1.25) or quoted (1.26),
 * `["ns/a","ns/b"]` later, objects in the JSON format. A nil pod is printed as `null`.
 */
export function podsOf(text: string | undefined): PodRef[] {
  if (text === undefined) return []
  const json = text.startsWith('[') ? parseJson(text) : undefined
  if (Array.isArray(json)) return json.map(podOfJson).filter((pod) => pod !== undefined)
  const inner = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  return inner
    .split(/, ?| /)
    .map(podOf)
    .filter((pod) => pod !== undefined)
}

function podOfJson(value: unknown): PodRef | undefined {
  if (typeof value === 'string') return podOf(value)
  const fields = recordOf(value)
  const name = textOf(fields?.get('name'))
  if (name === undefined) return undefined
  const namespace = textOf(fields?.get('namespace'))
  return namespace === undefined ? { name } : { name, namespace }
}

/** The pods that could be read; absent where there is none. */
export function somePods(pods: readonly (PodRef | undefined)[]): PodRef[] | undefined {
  const known = pods.filter((pod) => pod !== undefined)
  return known.length === 0 ? undefined : known
}
