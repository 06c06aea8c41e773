import { describe, expect, it } from 'vitest'
import type { FoundEvent } from '../record/index.js'
import { resolveWith } from './resolve.js'
import { fact, reading, reload, sameMessage } from './sample-readings.js'

const NOW = Date.UTC(2026, 10, 23, 18, 24, 33)

function limit(line: number, holder: 'cgroup' | 'kubelet' = 'cgroup'): FoundEvent {
  return {
    type: 'limit-observed',
    at: { basis: 'none' },
    cgroup: '/kubepods.slice',
    holder,
    property: 'memory.max',
    limitBytes: 4096,
    source: { input: 'x', firstLine: line, lastLine: line },
    message: '4096',
    problems: [],
  }
}

const date = (epochMs: number, line = 1) => fact({ kind: 'captured', epochMs, uncertaintyMs: 1000 }, line)

describe('records of a state', () => {
  it.each([
    [
      'by the date beside them',
      [reading('m/max', [limit(1)]), reading('m/date', [], [date(NOW)])],
      NOW,
      6000,
    ],
    [
      'between two dates',
      [
        reading('m/max', [limit(1)]),
        reading('m/date', [], [date(NOW + 700)]),
        reading('m/date2', [], [date(NOW)]),
      ],
      NOW,
      6700,
    ],
    [
      'by their own date',
      [reading('m/max', [limit(2)], [date(NOW)]), reading('m/date', [], [date(0)])],
      NOW,
      1000,
    ],
    [
      'between the dates around them',
      [
        reading(
          'm/max',
          [limit(5)],
          [date(0, 1), date(NOW, 4), date(NOW + 60_000, 6), date(NOW + 90_000, 8)],
        ),
      ],
      NOW,
      61_000,
    ],
  ])('are dated %s', (_, readings, epochMs, uncertaintyMs) => {
    const found = resolveWith(readings, {}, sameMessage).readings[0]?.events[0]?.at
    expect(found).toEqual({ basis: 'capture', epochMs, iso: new Date(epochMs).toISOString(), uncertaintyMs })
  })

  it.each([
    ['of another folder', [reading('m/max', [limit(1)]), reading('n/date', [], [date(NOW)])]],
    [
      'that the kubelet logged',
      [reading('m/max', [limit(1, 'kubelet')]), reading('m/date', [], [date(NOW)])],
    ],
    ['that happened', [reading('m/max', [reload({}, 1)]), reading('m/date', [], [date(NOW)])]],
  ])('are not dated when they are %s', (_, readings) => {
    expect(resolveWith(readings, {}, sameMessage).readings[0]?.events[0]?.at).toEqual({ basis: 'none' })
  })
})
