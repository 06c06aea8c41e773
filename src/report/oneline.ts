import { victimRssOf } from '../figures/index.js'
import type { Limit, OomEvent } from '../record/index.js'
import { size } from './bytes.js'
import { limitPath } from './place.js'
import { stamp } from './stamp.js'
import { visible } from './visible.js'

const NOTHING = '-'

/**
 * An OOM as one line of nine words, `-` where nothing was read: when, host, outcome, victim (pid), what the victim held, whose
 * limit, the limit, scope, and where it stands. A blank inside a word is printed as `\x20`: `awk` and `sort -k` count right.
 *
 *     +8231.4s - killed worker-3(41820) 703MiB /kubepods.slice 4.00GiB memcg dmesg.txt:1
 */
export function renderOneline(event: OomEvent): string {
  const { at, host, outcome, cgroup = {}, scope, source } = event
  const words = [
    // Of a stamp the blank is no secret: `Nov_23_18:16:20`.
    stamp(at).replaceAll(' ', '_'),
    host,
    outcome,
    victimOf(event),
    heldBy(event),
    limitPath(cgroup),
    amount(cgroup.memory?.limitBytes),
    scope,
    `${source.input}:${source.firstLine}`,
  ]
  return `${words.map(word).join(' ')}\n`
}

function word(text: string | undefined): string {
  if (text === undefined || text === '') return NOTHING
  return visible(text).replaceAll(' ', '\\x20')
}

function victimOf({ victims }: OomEvent): string | undefined {
  const [first, ...others] = victims
  if (first === undefined) return undefined
  return `${first.comm}(${first.pid})${others.length === 0 ? '' : `+${others.length}`}`
}

function heldBy({ victims: [first] }: OomEvent): string | undefined {
  return amount(first === undefined ? undefined : victimRssOf(first))
}

function amount(bytes: Limit | undefined): string | undefined {
  if (bytes === undefined || bytes === 'unlimited') return bytes
  return size(bytes).replace('\u00a0', '')
}
