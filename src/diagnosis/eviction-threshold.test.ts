import { describe, expect, it } from 'vitest'
import type { Event } from '../record/index.js'
import { caseOf } from './case.js'
import { API, event, nodeConfig } from './events.fixture.js'
import { hardThreshold } from './eviction-threshold.js'

const GIB = 1024 ** 3
const of = (...events: Event[]) => caseOf(events, [])
const thresholds = (evictionHard: unknown, clock = '10:00:00') =>
  nodeConfig(clock, 0, { evictionHard } as never)
const node = event('node-allocatable', API, '10:00:00', { node: 'a', capacityBytes: 32 * GIB })

describe('the hard threshold of memory', () => {
  it('is an amount as the configuration has it', () => {
    const config = thresholds([
      { signal: 'nodefs.available', fraction: 0.1, text: '10%' },
      { signal: 'memory.available', bytes: 104857600, text: '100Mi' },
    ])
    expect(hardThreshold(of(config))).toEqual({
      event: config,
      bytes: 104857600,
      printed: { bytes: 104857600, event: config, text: '100Mi', line: config.source.firstLine },
    })
  })

  it('is a share of the capacity, kept in 32 bits as the kubelet does', () => {
    const config = thresholds([{ signal: 'memory.available', fraction: 0.05, text: '5%' }])
    expect(hardThreshold(of(config, node))).toEqual({
      event: config,
      bytes: 1717986944,
      printed: { bytes: 1717986944, event: config, text: '5%', line: config.source.firstLine },
      fraction: 0.05,
      capacity: { bytes: 32 * GIB, event: node },
    })
  })

  it('is not known of a share of a capacity that was not read, nor where neither was printed', () => {
    expect(hardThreshold(of(thresholds([{ signal: 'memory.available', fraction: 0.05 }])))).toBeUndefined()
    expect(hardThreshold(of(thresholds([{ signal: 'memory.available' }]), node))).toBeUndefined()
    expect(hardThreshold(of(thresholds([{ signal: 'nodefs.available', bytes: 1 }])))).toBeUndefined()
    expect(hardThreshold(of(node))).toBeUndefined()
  })

  it('is that of the last configuration that has thresholds and is meant', () => {
    const first = thresholds([{ signal: 'memory.available', bytes: 100 }], '10:00:00')
    const second = thresholds([{ signal: 'memory.available', bytes: 200 }], '10:00:01')
    const none = thresholds(undefined, '10:00:02')
    expect(hardThreshold(of(first, second, none))?.bytes).toBe(200)
    expect(hardThreshold(of(first, second, none), (config) => config === first)?.bytes).toBe(100)
    expect(hardThreshold(of(first), () => false)).toBeUndefined()
  })
})
