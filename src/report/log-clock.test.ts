import { expect, it } from 'vitest'
import type { At } from '../record/index.js'
import { clockNote } from './log-clock.js'
import { at } from './sample-events.js'

const zoned = (printed: string, more: Partial<At> = {}) => at(0, { printed, basis: 'syslog', ...more })

it.each<[string, At[], string]>([
  ['nothing printed', [at(0)], 'UTC'],
  ['UTC', [zoned('Nov 23 12:00:00')], 'UTC'],
  ['one zone', [zoned('Nov 23 20:00:00'), zoned('1123 20:00:00.25')], 'UTC (12:00 is 20:00 in the logs)'],
  ['over midnight', [zoned('2024-11-24T01:00:00.1+1300')], 'UTC (12:00 is 01:00 in the logs)'],
  ['half an hour', [zoned('Nov 23 08:30:00')], 'UTC (12:00 is 08:30 in the logs)'],
  ['a clock in seconds', [zoned('1732363200.5')], 'UTC'],
  ['two zones', [zoned('Nov 23 20:00:00'), zoned('Nov 23 12:00:00')], 'UTC'],
  ['what no log printed', [zoned('2024-11-23T20:00:00', { basis: 'api' }), at(0)], 'UTC'],
  ['a vague time', [zoned('Nov 23 20:00:00', { uncertaintyMs: 3_600_000 })], 'UTC'],
])('%s', (_, moments, note) => {
  expect(clockNote(moments)).toBe(note)
})
