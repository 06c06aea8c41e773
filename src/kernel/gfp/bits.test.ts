import { describe, expect, it } from 'vitest'
import { decodedFlags, gfpNames } from './decode.js'
import { isRedHat, version, versionOf } from './version.js'

const COMMON = {
  1: 'GFP_DMA',
  2: '__GFP_HIGHMEM',
  4: 'GFP_DMA32',
  8: '__GFP_MOVABLE',
  64: '__GFP_IO',
  128: '__GFP_FS',
}

/** Where the bits stand until 5.0. */
const UNTIL_5_0 = {
  ...COMMON,
  512: '__GFP_NOWARN',
  2048: '__GFP_NOFAIL',
  4096: '__GFP_NORETRY',
  16384: '__GFP_COMP',
  32768: '__GFP_ZERO',
  65536: '__GFP_NOMEMALLOC',
  131072: '__GFP_HARDWALL',
  262144: '__GFP_THISNODE',
}

const OLD = {
  ...UNTIL_5_0,
  16: 'GFP_NOIO',
  32: 'GFP_ATOMIC',
  256: '__GFP_COLD',
  1024: '__GFP_REPEAT',
  524288: '__GFP_RECLAIMABLE',
  2097152: '__GFP_NOTRACK',
}

const SINCE_4_4 = {
  ...UNTIL_5_0,
  16: '__GFP_RECLAIMABLE',
  32: '__GFP_HIGH',
  8192: '__GFP_MEMALLOC',
  524288: '__GFP_ATOMIC',
}

const SINCE_5_1 = {
  ...COMMON,
  16: '__GFP_RECLAIMABLE',
  32: '__GFP_HIGH',
  256: '__GFP_ZERO',
  1024: '__GFP_DIRECT_RECLAIM',
  4096: '__GFP_WRITE',
  8192: '__GFP_NOWARN',
  16384: '__GFP_RETRY_MAYFAIL',
  32768: '__GFP_NOFAIL',
  65536: '__GFP_NORETRY',
  131072: '__GFP_MEMALLOC',
  262144: '__GFP_COMP',
  524288: '__GFP_NOMEMALLOC',
  1048576: '__GFP_HARDWALL',
  2097152: '__GFP_THISNODE',
  4194304: '__GFP_ACCOUNT',
}

/** include/linux/gfp.h of each release; a bit that it does not have is printed as a number. */
const LAYOUTS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  '2.6.32': OLD,
  '2.6.38': { ...OLD, 4194304: '__GFP_NO_KSWAPD' },
  '2.6.39': { ...OLD, 4194304: '__GFP_NO_KSWAPD', 8388608: '__GFP_OTHER_NODE' },
  '3.3': { ...OLD, 4194304: '__GFP_NO_KSWAPD', 8388608: '__GFP_OTHER_NODE', 16777216: '__GFP_WRITE' },
  '3.7': {
    ...OLD,
    8192: '__GFP_MEMALLOC',
    4194304: '__GFP_NO_KSWAPD',
    8388608: '__GFP_OTHER_NODE',
    16777216: '__GFP_WRITE',
  },
  '3.10': {
    ...OLD,
    8192: '__GFP_MEMALLOC',
    1048576: '__GFP_KMEMCG',
    4194304: '__GFP_NO_KSWAPD',
    8388608: '__GFP_OTHER_NODE',
    16777216: '__GFP_WRITE',
  },
  '4.2': {
    ...OLD,
    8192: '__GFP_MEMALLOC',
    1048576: '__GFP_NOACCOUNT',
    4194304: '__GFP_NO_KSWAPD',
    8388608: '__GFP_OTHER_NODE',
    16777216: '__GFP_WRITE',
  },
  '4.4': {
    ...SINCE_4_4,
    256: '__GFP_COLD',
    1024: '__GFP_REPEAT',
    1048576: '__GFP_NOACCOUNT',
    2097152: '__GFP_NOTRACK',
    4194304: '__GFP_DIRECT_RECLAIM',
    8388608: '__GFP_OTHER_NODE',
    16777216: '__GFP_WRITE',
    33554432: 'GFP_NOWAIT',
  },
  '4.9': {
    ...SINCE_4_4,
    256: '__GFP_COLD',
    1024: '__GFP_REPEAT',
    1048576: '__GFP_ACCOUNT',
    2097152: '__GFP_NOTRACK',
    4194304: '__GFP_DIRECT_RECLAIM',
    8388608: '__GFP_OTHER_NODE',
    16777216: '__GFP_WRITE',
    33554432: 'GFP_NOWAIT',
  },
  '4.13': {
    ...SINCE_4_4,
    256: '__GFP_COLD',
    1024: '__GFP_RETRY_MAYFAIL',
    1048576: '__GFP_ACCOUNT',
    2097152: '__GFP_NOTRACK',
    4194304: '__GFP_DIRECT_RECLAIM',
    8388608: '__GFP_WRITE',
    16777216: 'GFP_NOWAIT',
  },
  '4.15': {
    ...SINCE_4_4,
    1024: '__GFP_RETRY_MAYFAIL',
    1048576: '__GFP_ACCOUNT',
    4194304: '__GFP_DIRECT_RECLAIM',
    8388608: '__GFP_WRITE',
    16777216: 'GFP_NOWAIT',
  },
  '4.18': {
    ...SINCE_4_4,
    256: '__GFP_WRITE',
    1024: '__GFP_RETRY_MAYFAIL',
    1048576: '__GFP_ACCOUNT',
    2097152: '__GFP_DIRECT_RECLAIM',
    4194304: 'GFP_NOWAIT',
  },
  '5.10': { ...SINCE_5_1, 512: '__GFP_ATOMIC', 2048: 'GFP_NOWAIT' },
  '5.15': { ...SINCE_5_1, 512: '__GFP_ATOMIC', 2048: 'GFP_NOWAIT', 8388608: '__GFP_ZEROTAGS' },
  '6.4': { ...SINCE_5_1, 2048: 'GFP_NOWAIT', 8388608: '__GFP_ZEROTAGS' },
  '6.12': { ...SINCE_5_1, 2048: '__GFP_KSWAPD_RECLAIM', 8388608: '__GFP_ZEROTAGS' },
  '6.18': { ...SINCE_5_1, 2048: '__GFP_KSWAPD_RECLAIM', 8388608: '__GFP_ZEROTAGS' },
}

describe.each(Object.entries(LAYOUTS))('each bit alone, %s', (release, layout) => {
  it.each(Array.from({ length: 26 }, (_, shift) => [`0x${(2 ** shift).toString(16)}`, 2 ** shift] as const))(
    '%s',
    (mask, bit) => {
      expect(gfpNames(mask, `${release}.0-1-amd64`)).toEqual([layout[bit] ?? mask])
    },
  )
})

describe('names for several bits', () => {
  it.each([
    ['GFP_NOFS', '0x50', '3.10.0'],
    ['GFP_KERNEL', '0xd0', '3.10.0'],
    ['GFP_USER', '0x200d0', '3.10.0'],
    ['GFP_HIGHUSER', '0x200d2', '3.10.0'],
    ['GFP_HIGHUSER_MOVABLE', '0x200da', '3.10.0'],
    ['GFP_TEMPORARY', '0x800d0', '3.10.0'],
    ['GFP_TRANSHUGE', '0x4352da', '3.10.0'],
    ['GFP_NOIO', '0x2400000', '4.4.0'],
    ['GFP_NOFS', '0x2400040', '4.4.0'],
    ['GFP_KERNEL', '0x24000c0', '4.4.0'],
    ['GFP_USER', '0x24200c0', '4.4.0'],
    ['GFP_HIGHUSER', '0x24200c2', '4.4.0'],
    ['GFP_HIGHUSER_MOVABLE', '0x24200ca', '4.4.0'],
    ['GFP_TEMPORARY', '0x24000d0', '4.4.0'],
    ['GFP_ATOMIC', '0x2080020', '4.4.0'],
    ['GFP_NOWAIT', '0x2000000', '4.4.0'],
    ['GFP_TRANSHUGE', '0x4352ca', '4.4.0'],
    ['GFP_TRANSHUGE', '0x352ca', '4.6.0'],
    ['GFP_TRANSHUGE', '0x4342ca', '4.8.0'],
    ['GFP_TRANSHUGE_LIGHT', '0x342ca', '4.8.0'],
    ['GFP_KERNEL_ACCOUNT', '0x25000c0', '4.5.0'],
    ['GFP_KERNEL|__GFP_RECLAIMABLE', '0x14000d0', '4.14.0'],
    ['GFP_KERNEL', '0xcc0', '5.10.0'],
    ['GFP_KERNEL_ACCOUNT', '0x400cc0', '5.10.0'],
    ['GFP_ATOMIC', '0xa20', '5.10.0'],
    ['GFP_ATOMIC', '0x820', '6.4.0'],
    ['GFP_NOWAIT', '0x2800', '6.12.0'],
    ['GFP_NOWAIT|__GFP_NOWARN', '0x2800', '6.4.0'],
    ['GFP_NOWAIT|__GFP_COMP', '0x42800', '6.12.0'],
    // 6.18 prints single flags in the order of their bits, the others in one of their own.
    ['__GFP_HIGHMEM|__GFP_MOVABLE|__GFP_ZERO|__GFP_COMP', '0x4010a', '6.18.0'],
    ['__GFP_HIGHMEM|__GFP_COMP|__GFP_ZERO|__GFP_MOVABLE', '0x4010a', '6.12.0'],
  ])('%s: %s of %s', (expected, mask, release) => {
    expect(gfpNames(mask, release)?.join('|')).toBe(expected)
  })
})

describe('a release', () => {
  it.each([
    ['2.6.32', 2_006_032],
    ['2.6', 2_006_000],
    ['4', 4_000_000],
    ['5.10.99', 5_010_099],
  ])('%s as a number', (dotted, number) => {
    expect(version(dotted)).toBe(number)
  })

  it.each([
    ['2.6.18-8', 2_006_018],
    ['2.6-x', 2_006_000],
    ['3.2.0', 3_002_000],
    ['5.10.99', 5_010_000],
    ['12.345.678', 12_345_000],
  ])('%s has the version', (release, number) => {
    expect(versionOf(release)).toBe(number)
  })

  it.each(['123.4', '4', '4.', '4.1234', ' 4.4', '4.4.1234x'])('is not %j', (release) => {
    expect(versionOf(release)).toBe(release === '4.4.1234x' ? 4_004_000 : undefined)
  })

  it.each([
    ['3.10.0-1062.el7.x86_64', true],
    ['2.6.32-504.el6.x86_64', true],
    ['3.10.0-1062.el7_9.x86_64', true],
    ['4.18.0-80.el8.x86_64', false],
    ['5.14.0-70.el70.x86_64', false],
    ['3.16.0-4-amd64', false],
    ['3.16.0-bel7', false],
  ])('%s is of Red Hat’s old ones: %s', (release, expected) => {
    expect(isRedHat(release)).toBe(expected)
  })

  it.each([
    ['4.17.0', '0xc0', '__GFP_IO|__GFP_FS'],
    ['4.17.0', '0x400000', undefined],
    ['5.1.0', '0x40', '__GFP_IO'],
    ['5.1.0', '0x200', undefined],
    ['6.5.0', '0x2800', undefined],
    ['6.8.0', '0x2800', undefined],
    ['6.5.0', '0xcc0', 'GFP_KERNEL'],
    ['6.9.0', '0x2800', 'GFP_NOWAIT'],
    ['6.4.0', '0x2800', 'GFP_NOWAIT|__GFP_NOWARN'],
  ])('between two that we know, %s: what both say of %s', (release, mask, expected) => {
    expect(gfpNames(mask, release)?.join('|')).toBe(expected)
  })
})

describe('the mask of a trigger', () => {
  it('is decoded where the kernel has printed no names', () => {
    expect(decodedFlags({ gfpMask: '0xd0' }, '3.10.0')).toEqual({
      gfpFlags: ['GFP_KERNEL'],
      gfpFlagsBasis: 'decoded',
    })
    expect(decodedFlags({ gfpMask: '0xd0' }, '2.6.18')).toEqual({})
    expect(decodedFlags({ gfpMask: '0xd0', gfpFlags: [] }, '3.10.0')).toEqual({})
    expect(decodedFlags({}, '3.10.0')).toEqual({})
  })

  it.each(['0xD0', 'xd0', '0xd0 ', '0x1000000d0', '0x00000000'])('is none: %j', (mask) => {
    expect(gfpNames(mask, '3.10.0')).toBeUndefined()
  })

  it('can have all bits', () => {
    expect(gfpNames('0x80000000', '3.10.0')).toEqual(['0x80000000'])
  })
})
