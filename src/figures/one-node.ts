import type { DumpEvent } from '../record/index.js'

/**
 * Is all of the machine's RAM in the zone lines of one node? Then no cpuset and no memory policy can leave any of it out.
 * Nodes that they leave out are not printed, and neither are some zones from 6.1 on, but the machine's total counts them.
 */
export function isOneNode({ memInfo, pageSizeBytes }: DumpEvent): boolean {
  const { zones = [], ramPages } = memInfo ?? {}
  if (ramPages === undefined || new Set(zones.map(({ node = 0 }) => node)).size !== 1) return false
  const present = zones.reduce((sum, { bytes }) => sum + (bytes.present ?? Number.NaN), 0)
  return present === ramPages * pageSizeBytes
}
