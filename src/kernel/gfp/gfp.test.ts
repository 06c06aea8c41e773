import { describe, expect, it } from 'vitest'
import { corpusCases, readLog } from '../../../test/support/corpus.js'
import { parse } from '../../index.js'
import { gfpNames } from './decode.js'
import { versionOf } from './version.js'

const names = (mask: string, release: string | undefined) => gfpNames(mask, release)?.join('|')

/** Pairs of a number and its names as kernels of the field printed them, one of each layout. */
describe('as the kernel prints it', () => {
  it.each([
    ['0x24200ca', '4.6.0-1-amd64', 'GFP_HIGHUSER_MOVABLE'],
    ['0x24201ca', '4.8.0-53-generic', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['0x24280ca', '4.9.0-8-amd64', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['0x2080020', '4.9.0-8-amd64', 'GFP_ATOMIC'],
    ['0x14200ca', '4.10.0-42-generic', 'GFP_HIGHUSER_MOVABLE'],
    ['0x14040c0', '4.12.14-122.37-default', 'GFP_KERNEL|__GFP_COMP'],
    ['0x14201ca', '4.14.171', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['0x6200ca', '4.18.0-80.el8.x86_64', 'GFP_HIGHUSER_MOVABLE'],
    ['0x6280ca', '4.19.0-25-amd64', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['0x480020', '4.19.0-25-amd64', 'GFP_ATOMIC'],
    ['0x100cca', '5.4.0-150-generic', 'GFP_HIGHUSER_MOVABLE'],
    ['0xa20', '5.15.0-91-generic', 'GFP_ATOMIC'],
    ['0x1c24ca', '5.15.16-200.fc35.x86_64', 'GFP_TRANSHUGE'],
    ['0x820', '6.6.9', 'GFP_ATOMIC'],
  ])('%s of %s', (mask, release, printed) => {
    expect(names(mask, release)).toBe(printed)
  })
})

describe('kernels that print the number alone', () => {
  it.each([
    ['0xd0', '2.6.32-504.el6.x86_64', 'GFP_KERNEL'],
    ['0x201da', '2.6.32-504.el6.x86_64', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['0x280da', '3.2.0-4-686-pae', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['0x200da', '3.10.0-1062.el7.x86_64', 'GFP_HIGHUSER_MOVABLE'],
    ['0x4020', '3.10.0-1062.el7.x86_64', 'GFP_ATOMIC|__GFP_COMP'],
    ['0x20', '3.16.0-4-amd64', 'GFP_ATOMIC'],
    // Leave to wait: the reserves are only opened to it.
    ['0xf0', '3.16.0-4-amd64', 'GFP_KERNEL|__GFP_HIGH'],
    ['0xc0d0', '3.16.0-4-amd64', 'GFP_KERNEL|__GFP_COMP|__GFP_ZERO'],
    ['0xd1', '3.16.0-4-amd64', 'GFP_KERNEL|GFP_DMA'],
    ['0x800d0', '3.16.0-4-amd64', 'GFP_TEMPORARY'],
    ['0x4352da', '3.16.0-4-amd64', 'GFP_TRANSHUGE'],
    ['0x24000c0', '4.4.0-131-generic', 'GFP_KERNEL'],
    ['0x24201ca', '4.4.0-142-generic', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['0x2080020', '4.4.0-142-generic', 'GFP_ATOMIC'],
    ['0x24000c0', '4.5.7', 'GFP_KERNEL'],
  ])('%s of %s', (mask, release, expected) => {
    expect(names(mask, release)).toBe(expected)
  })

  it('names one bit by its release', () => {
    const bit = '0x1000d0'
    expect(names(bit, '3.2.0')).toBe('GFP_KERNEL|0x100000')
    expect(names(bit, '3.16.0')).toBe('GFP_KERNEL|__GFP_KMEMCG')
    expect(names(bit, '4.1.12')).toBe('GFP_KERNEL|__GFP_NOACCOUNT')
    expect(names('0x25000c0', '4.4.0')).toBe('GFP_KERNEL|__GFP_NOACCOUNT')
    expect(names('0x25000c0', '4.5.0')).toBe('GFP_KERNEL_ACCOUNT')
  })

  it('leaves what a vendor may have moved, and bits without a name, as a number', () => {
    expect(names('0x104020', '3.10.0-1062.el7.x86_64')).toBe('GFP_ATOMIC|__GFP_COMP|0x100000')
    expect(names('0x4000d0', '2.6.32-504.el6.x86_64')).toBe('GFP_KERNEL|0x400000')
    expect(names('0x80000000', '4.4.0')).toBe('0x80000000')
    expect(names('0xffffffff', '3.16.0')?.endsWith('|0xfe000000')).toBe(true)
  })
})

describe('what cannot be told', () => {
  it.each([
    ['the release', '0xd0', undefined],
    ['a release that is none', '0xd0', 'Tainted:'],
    ['a release before those we know', '0xd0', '2.6.18-8.el5'],
    ['a mask that is empty', '0x0', '3.16.0'],
    ['a mask of more bits than there are', '0xffffffffffff', '3.16.0'],
    ['a mask that is none', '0x', '3.16.0'],
    ['a release between two layouts', '0xcc0', '5.1.0'],
  ])('%s', (_, mask, release) => {
    expect(gfpNames(mask, release)).toBeUndefined()
  })

  it('is told where all releases agree', () => {
    expect(names('0x2', undefined)).toBe('__GFP_HIGHMEM')
    expect(names('0xc0', '5.1.0')).toBe('__GFP_IO|__GFP_FS')
  })
})

describe('versions', () => {
  it.each([
    ['2.6.32-504.el6.x86_64', 2006032],
    ['3.10.0-1062.el7.x86_64', 3010000],
    ['4.4.302', 4004000],
    ['6.12-rc3', 6012000],
    ['10.2.3', 10002000],
  ])('%s', (release, expected) => {
    expect(versionOf(release)).toBe(expected)
  })

  it('takes no number that is too long for one', () => {
    expect(versionOf('4.4444.1')).toBeUndefined()
    expect(versionOf('x4.4')).toBeUndefined()
  })
})

describe('the corpus', () => {
  const REAL = ['5.10', '6.1', '6.12', '7.2']

  it.each(corpusCases().map((one) => [one.name, one] as const))('%s', (name, one) => {
    const [file = ''] = one.files
    for (const event of parse(readLog(one, file), { name: file }).events) {
      if (event.type !== 'oom' && event.type !== 'page-allocation-failure') continue
      const { gfpMask, gfpFlags, gfpFlagsBasis } = event.trigger
      if (gfpMask === undefined || gfpFlags === undefined || gfpFlags.length === 0) continue
      const [series = ''] = name.split('/')
      const isReal = REAL.includes(series)
      const decoded = gfpNames(gfpMask, event.kernel?.release ?? (isReal ? series : undefined))
      if (gfpFlagsBasis === 'decoded') expect(decoded).toEqual(gfpFlags)
      // Logs that were made by hand have the names in any order; releases that are in doubt have none.
      else if (isReal) expect(decoded).toEqual(gfpFlags)
      else if (decoded !== undefined) expect(decoded.toSorted()).toEqual(gfpFlags.toSorted())
    }
  })
})
