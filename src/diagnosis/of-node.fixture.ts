import type { Finding } from '../record/index.js'
import { NODE_RULES } from './rules/node/index.js'

const OF_NODE = new Set(NODE_RULES.map(({ id }) => id))

/** For tests: whether a finding tells how a limit came about or what the node said of a kill, not what a dump alone says. */
export function isOfNode({ rule }: Finding): boolean {
  return OF_NODE.has(rule)
}
