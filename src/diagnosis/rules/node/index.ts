import type { Rule } from '../../rule.js'
import { configNotLoaded } from './config-not-loaded.js'
import { configRacedStart } from './config-raced-start.js'
import { eventWithoutKill } from './event-without-kill.js'
import { evictionAtStaleLimit } from './eviction-at-stale-limit.js'
import { evictionTooLate } from './eviction-too-late.js'
import { exit137Elsewhere } from './exit-137-elsewhere.js'
import { killWithoutEvent } from './kill-without-event.js'
import { limitOverwrittenBySystemd } from './limit-overwritten-by-systemd.js'
import { nodePressureEviction } from './node-pressure-eviction.js'
import { podAtOwnLimit } from './pod-at-own-limit.js'
import { reservedLimitHit } from './reserved-limit-hit.js'
import { staleNodeLimit } from './stale-node-limit.js'

/** How the limit came about: the logs and files of the node answer. Those on the cause come before those on what others say of it. */
export const NODE_RULES: readonly Rule[] = [
  staleNodeLimit,
  limitOverwrittenBySystemd,
  evictionAtStaleLimit,
  configRacedStart,
  configNotLoaded,
  reservedLimitHit,
  podAtOwnLimit,
  evictionTooLate,
  nodePressureEviction,
  killWithoutEvent,
  eventWithoutKill,
  exit137Elsewhere,
]
