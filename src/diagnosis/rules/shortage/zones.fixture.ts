import type { PageRequest, ZoneFigures } from '../../../figures/index.js'
import type { EventOf } from '../../../record/index.js'
import { event, KERNEL } from '../../events.fixture.js'

/** For tests: one zone, in kB, that stands below its marks unless told otherwise. */
export interface ZoneText extends Omit<Partial<ZoneFigures>, 'zone' | 'chunkBytes'> {
  readonly name?: string
  readonly node?: number
  readonly kb?: Record<string, number>
  readonly line?: number
  readonly lowmemReserveLine?: number
  readonly chunkKb?: number
}

export function zoneOf(text: ZoneText): ZoneFigures {
  const { name = 'Normal', node, kb = {}, line, lowmemReserveLine, chunkKb = 0, ...figures } = text
  return {
    zone: {
      zone: name,
      bytes: Object.fromEntries(Object.entries(kb).map(([key, value]) => [key, value * 1024])),
      ...(node === undefined ? {} : { node }),
      ...(line === undefined ? {} : { line }),
      ...(lowmemReserveLine === undefined ? {} : { lowmemReserveLine }),
    },
    access: 'yes',
    standing: 'below',
    lastTry: 'below',
    chunkBytes: chunkKb * 1024,
    ...figures,
  }
}

/** From so many kB to so many. */
export function range(least: number, most = least): { least: number; most: number } {
  return { least: least * 1024, most: most * 1024 }
}

/** So much free, in kB, of which CMA and the atomic reserve may not be used. */
export function freeOf(
  kb: number,
  {
    cma = range(0),
    highatomic = range(0),
    isByRelease = false,
  }: Partial<NonNullable<ZoneFigures['free']>> = {},
): NonNullable<ZoneFigures['free']> {
  const freeBytes = kb * 1024
  return {
    freeBytes,
    cma,
    highatomic,
    usable: {
      least: freeBytes - cma.most - highatomic.most,
      most: freeBytes - cma.least - highatomic.least,
    },
    isByRelease,
  }
}

export function requestOf(fields: Partial<PageRequest> = {}): PageRequest {
  return {
    highestZone: 'Normal',
    isMovable: false,
    isHigh: false,
    order: 0,
    reserves: 'none',
    mayUseNode: () => true,
    ...fields,
  }
}

const COMPLETE = { complete: true, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] }

/** A machine that was short of memory. */
export function shortOf(fields: Partial<EventOf<'oom'>> = {}): EventOf<'oom'> {
  return event('oom', KERNEL, '10:00:00', {
    scope: 'global',
    outcome: 'killed',
    trigger: {},
    pageSizeBytes: 4096,
    pageSizeBasis: 'victim',
    victims: [],
    completeness: COMPLETE,
    derived: {},
    ...fields,
  })
}

export function failureOf(
  fields: Partial<EventOf<'page-allocation-failure'>> = {},
): EventOf<'page-allocation-failure'> {
  return event('page-allocation-failure', KERNEL, '10:00:00', {
    kind: 'failure',
    trigger: {},
    pageSizeBytes: 4096,
    pageSizeBasis: 'victim',
    completeness: COMPLETE,
    ...fields,
  })
}
