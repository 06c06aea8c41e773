import { bootTimeOf } from '../../instant.js'
import type { BundleOptions } from '../../options.js'
import { zoneOf } from '../../zone.js'
import type { TypedFacts, TypedOptions } from './messages.js'

/** What was typed, as the library takes it, or the field of which it is no value. */
export function understood({
  timezone,
  year,
  bootTime,
  redact,
  cannotTell,
}: TypedOptions): { readonly options: BundleOptions } | { readonly wrong: keyof TypedFacts } {
  const zone = given(timezone, zoneOf)
  if (zone === 'wrong') return { wrong: 'timezone' }
  const typedYear = given(year, yearOf)
  if (typedYear === 'wrong') return { wrong: 'year' }
  const bootTimeMs = given(bootTime, (text) => bootTimeOf(text, zone ?? 'UTC'))
  if (bootTimeMs === 'wrong') return { wrong: 'bootTime' }
  return {
    options: {
      redact,
      cannotTell,
      ...(zone === undefined ? {} : { timezone: zone }),
      ...(typedYear === undefined ? {} : { year: typedYear }),
      ...(bootTimeMs === undefined ? {} : { bootTimeMs }),
    },
  }
}

function given<Value>(typed: string, of: (text: string) => Value | undefined): Value | 'wrong' | undefined {
  const text = typed.trim()
  return text === '' ? undefined : (of(text) ?? 'wrong')
}

function yearOf(text: string): number | undefined {
  return /^(?:19[7-9]|20\d|21\d)\d$/.test(text) ? Number(text) : undefined
}
