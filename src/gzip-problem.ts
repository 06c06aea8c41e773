import type { Problem } from './record/index.js'

/**
 * Why the unpacking of a gzip file ended before its end.
 *
 * @param damage what is wrong with it; without, it only ends early
 */
export function gzipProblem(damage?: string): Problem {
  if (damage === undefined)
    return {
      code: 'gzip-truncated',
      message: 'the gzip file ends early: what comes after is not there to read',
    }
  return {
    code: 'gzip-damaged',
    message: `the gzip file is damaged (${damage}): what comes after is not read`,
  }
}
