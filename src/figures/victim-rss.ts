import type { Victim } from '../record/index.js'

/**
 * What a killed process held, by its kill line; undefined where that does not say it all. Shared memory has been told apart
 * there since 4.5: before, it was counted as file.
 */
export function victimRssOf({ anonRssBytes, fileRssBytes, shmemRssBytes = 0 }: Victim): number | undefined {
  if (anonRssBytes === undefined || fileRssBytes === undefined) return undefined
  return anonRssBytes + fileRssBytes + shmemRssBytes
}
