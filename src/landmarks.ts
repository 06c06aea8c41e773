import { ownString } from './own-strings.js'
import type { Event } from './record/index.js'

/** So many machines are told apart: with more, no event without a host is given to one of them anyway. */
const MOST_HOSTS = 64
const BACK_SEC = 1

/**
 * The events that tell more than what they say: how many machines there are, and where a clock began anew. A year or a boot is
 * known by what goes back, so these stay where their neighbours are let go.
 */
export class Landmarks {
  readonly #hosts = new Set<string>()
  #monotonicSec = 0
  #month = ''

  isOne({ at: { printed = '', monotonicSec }, host }: Event): boolean {
    const isFirst = host !== undefined && this.#hosts.size < MOST_HOSTS && !this.#hosts.has(host)
    if (isFirst) this.#hosts.add(ownString(host))
    const isBack = monotonicSec !== undefined && monotonicSec + BACK_SEC < this.#monotonicSec
    if (monotonicSec !== undefined) this.#monotonicSec = monotonicSec
    // `Nov`, or the first digits of klog's `1123`: all that a stamp without a year tells of the year.
    const month = printed.slice(0, 3)
    const isOther = month !== this.#month
    if (isOther) this.#month = ownString(month)
    return isFirst || isBack || isOther
  }
}
