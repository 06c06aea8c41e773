import { tzOffset } from '@date-fns/tz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { At } from '../record/at.js'
import { resolveWith } from './resolve.js'
import { dump, fact, print, reading, reload, sameMessage } from './sample-readings.js'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
]
const DAY = 86_400_000

/** Around New Year, the changes of the clocks, February 29, and any other day. */
const instants = fc.oneof(
  fc.integer({ min: -2, max: 2 }).map((days) => Date.UTC(2027, 0, 1) + days * DAY),
  fc.constantFrom(
    Date.UTC(2026, 2, 29, 1),
    Date.UTC(2026, 9, 25, 1),
    Date.UTC(2026, 10, 1, 6),
    Date.UTC(2024, 1, 29),
  ),
  fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2031, 0, 1) }),
)
const gaps = fc.array(fc.integer({ min: 0, max: 4 * 3_600_000 }), { minLength: 1, maxLength: 30 })

function timesFrom(start: number, steps: readonly number[]): number[] {
  let now = start - DAY / 2
  return steps.map((step) => {
    now += step
    return now
  })
}

function expectTrue(at: At | undefined, trueMs: number) {
  expect(at?.epochMs, JSON.stringify(at)).toBeTypeOf('number')
  expect(
    Math.abs((at?.epochMs ?? 0) - trueMs),
    `${JSON.stringify(at)} is ${new Date(trueMs).toISOString()}`,
  ).toBeLessThanOrEqual(at?.uncertaintyMs ?? 0)
}

const local = (zone: string, epochMs: number) => epochMs + tzOffset(zone, new Date(epochMs)) * 60_000

const FORMS = {
  month: print.month,
  precise: print.precise,
  dmesg: print.dmesg,
  klog: print.klog,
} as const

describe('any instants, printed in any form and zone', () => {
  it('are found again where the zone and a date are told', () => {
    fc.assert(
      fc.property(
        instants,
        gaps,
        fc.constantFrom(...ZONES),
        fc.constantFrom<keyof typeof FORMS>('month', 'precise', 'dmesg', 'klog'),
        fc.constantFrom('option', 'fact', 'written', 'neighbour'),
        (start, steps, zone, form, known) => {
          const times = timesFrom(start, steps)
          const last = times.at(-1) ?? 0
          const events = times.map((ms, line) => reload({ printed: FORMS[form](local(zone, ms)) }, line + 1))
          const zoneFact = fact({ kind: 'zone', zone })
          const facts =
            known === 'written'
              ? [zoneFact, fact({ kind: 'file-written', epochMs: last + 5000 })]
              : [zoneFact, fact({ kind: 'captured', epochMs: last + 60_000, uncertaintyMs: 1000 })]
          const log = reading('log', events, known === 'option' || known === 'neighbour' ? [] : facts)
          const other = reading(
            'other',
            [reload({ printed: 'x', epochMs: times[0] ?? 0, basis: 'journal' }, 1)],
            [zoneFact],
          )
          const first = new Date(local(zone, times[0] ?? 0)).getUTCFullYear()
          const options = known === 'option' ? { timezone: zone, year: first } : {}
          const { readings } = resolveWith(known === 'neighbour' ? [log, other] : [log], options, sameMessage)
          for (const [index, ms] of times.entries()) expectTrue(readings[0]?.events[index]?.at, ms)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are found again by stamps of others that show their offset', () => {
    fc.assert(
      fc.property(instants, gaps, fc.constantFrom(...ZONES), (start, steps, zone) => {
        const times = timesFrom(start, steps)
        const events = times.map((ms, line) => reload({ printed: print.month(local(zone, ms)) }, line + 1))
        const seen = times.filter((_, index) => index % 3 === 0 || index === times.length - 1)
        const others = seen.map((ms, line) => {
          const offset = tzOffset(zone, new Date(ms))
          const printed = print.iso(ms + offset * 60_000, offset)
          return reload({ printed, epochMs: Math.floor(ms / 1000) * 1000, basis: 'journal' }, line + 1)
        })
        const { readings } = resolveWith([reading('log', events), reading('iso', others)], {}, sameMessage)
        for (const [index, ms] of times.entries()) expectTrue(readings[0]?.events[index]?.at, ms)
      }),
      { numRuns: 300 },
    )
  })

  it('are found again by the seconds since boot, with late lines and sleep', () => {
    fc.assert(
      fc.property(
        instants,
        fc.array(
          fc.record({ gap: fc.integer({ min: 100, max: 90_000 }), late: fc.integer({ min: 0, max: 200 }) }),
          {
            minLength: 12,
            maxLength: 60,
          },
        ),
        fc.option(fc.integer({ min: 60_000, max: DAY })),
        fc.constantFrom(1, 1000),
        (bootMs, lines, slept, resolutionMs) => {
          let monotonicMs = 0
          const half = Math.floor(lines.length / 2)
          const truth = lines.map(({ gap, late }, index) => {
            monotonicMs += gap
            const wall = bootMs + monotonicMs + (slept !== null && index >= half ? slept : 0)
            return {
              monotonicSec: monotonicMs / 1000,
              wall,
              stamped: Math.floor((wall + late) / resolutionMs) * resolutionMs,
            }
          })
          const facts = truth.map(({ monotonicSec, stamped }, line) =>
            fact(
              { kind: 'both-clocks', printed: 'x', epochMs: stamped, monotonicSec, resolutionMs },
              line + 1,
            ),
          )
          const counted = truth.map(({ monotonicSec }, line) =>
            dump({ monotonicSec, basis: 'monotonic-only' }, line + 1, `line ${line}`),
          )
          const { readings, steps } = resolveWith([reading('kern.log', counted, facts)], {}, sameMessage)
          // A sleep shows when the log goes on long enough behind it.
          const monotonicSecs = truth.map((one) => one.monotonicSec)
          const long = (from: number, to: number) =>
            (monotonicSecs[to] ?? 0) - (monotonicSecs[from] ?? 0) > 25
          if (slept !== null && !(long(0, half - 1) && long(half, lines.length - 1))) return
          expect(steps.filter(({ type }) => type === 'clock-step')).toHaveLength(slept === null ? 0 : 1)
          for (const [index, { wall }] of truth.entries()) expectTrue(readings[0]?.events[index]?.at, wall)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('anything', () => {
  it('never makes it throw', () => {
    const printed = fc.oneof(
      fc.string(),
      fc.constantFrom('Nov 23 19:16:20', '1231 23:59:59.999999', 'Feb 29 00:00:00', '0001-01-01T00:00:00Z'),
    )
    const number = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.constantFrom(Number.MAX_VALUE, Number.NaN, -1e300, 8.65e15),
    )
    const time = fc.record(
      { printed, epochMs: number, monotonicSec: number, basis: fc.constant('none' as const) },
      { requiredKeys: ['basis'] },
    )
    const facts = fc.oneof(
      fc.record({
        kind: fc.constant('both-clocks' as const),
        printed,
        monotonicSec: number,
        resolutionMs: number,
        epochMs: number,
      }),
      fc.record({
        kind: fc.constant('zone' as const),
        zone: fc.oneof(fc.string(), fc.constantFrom(...ZONES, '__proto__')),
      }),
      fc.record({ kind: fc.constant('offset' as const), epochMs: number, offsetMinutes: number }),
      fc.record({ kind: fc.constant('wrapped-klog' as const), epochMs: number, stamp: printed }),
      fc.record({ kind: fc.constant('year' as const), printed }),
      fc.record({ kind: fc.constant('boot-time' as const), epochMs: number, uncertaintyMs: number }),
      fc.record({ kind: fc.constant('captured' as const), epochMs: number, uncertaintyMs: number }),
      fc.record({ kind: fc.constant('file-written' as const), epochMs: number }),
    )
    const inputs = fc.array(
      fc.record({ times: fc.array(time, { maxLength: 20 }), facts: fc.array(facts, { maxLength: 10 }) }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(inputs, (all) => {
        const readings = all.map(({ times, facts: told }, index) =>
          reading(
            `input ${index}`,
            times.map((at, line) => dump(at, line + 1, `line ${line}`)),
            told.map((body, line) => fact(body, line + 1)),
          ),
        )
        const found = resolveWith(readings, {}, sameMessage)
        expect(found.readings).toHaveLength(readings.length)
      }),
      { numRuns: 300 },
    )
  })
})
