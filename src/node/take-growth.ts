import type { Following } from '../following.js'
import type { Problem } from '../record/index.js'
import type { Growth } from './growth.js'

/** Gives a followed log what happened to its input, and back what there is to tell of that beside its records. */
export function takeGrowth(log: Following, name: string, growth: Growth): Problem | undefined {
  switch (growth.kind) {
    case 'bytes':
      log.write(growth.bytes)
      return undefined
    case 'waited':
      log.waited(growth.ms)
      return undefined
    case 'replaced':
      log.cut()
      return {
        code: 'log-replaced',
        message: `${name}: another file has this name now, its line 1 is counted as line ${log.soFar.lines + 1}`,
      }
    case 'rewritten':
      return {
        code: 'log-rewritten',
        message: `${name}: was emptied or written anew, and is read from its start: lines written just before that may be missing`,
      }
    case 'missing':
      return { code: 'log-missing', message: `${name}: ${growth.reason}, waiting for it` }
    case 'found':
      return undefined
  }
}
