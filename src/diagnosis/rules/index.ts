import type { Rule } from '../rule.js'
import { configNotLoaded } from './node/config-not-loaded.js'
import { configRacedStart } from './node/config-raced-start.js'
import { eventWithoutKill } from './node/event-without-kill.js'
import { evictionAtStaleLimit } from './node/eviction-at-stale-limit.js'
import { evictionTooLate } from './node/eviction-too-late.js'
import { exit137Elsewhere } from './node/exit-137-elsewhere.js'
import { killWithoutEvent } from './node/kill-without-event.js'
import { limitOverwrittenBySystemd } from './node/limit-overwritten-by-systemd.js'
import { nodePressureEviction } from './node/node-pressure-eviction.js'
import { podAtOwnLimit } from './node/pod-at-own-limit.js'
import { reservedLimitHit } from './node/reserved-limit-hit.js'
import { staleNodeLimit } from './node/stale-node-limit.js'

/** All rules, those on the cause of an OOM before those on what others say of it. */
export const RULES: readonly Rule[] = [
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
