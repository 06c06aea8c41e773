import { type KlogEntry, valueIn } from '../klog/index.js'
import { podOf } from './pods.js'

/** The node that an entry names: a text, or an object reference of the JSON format: `{"name":"worker-7"}`. */
export function nodeOf(entry: KlogEntry): string | undefined {
  const value = valueIn(entry, 'node')
  return value?.startsWith('{') === true ? podOf(value)?.name : value
}
