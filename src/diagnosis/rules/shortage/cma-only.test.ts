import { describe, expect, it } from 'vitest'
import { edited, said, verdictOf } from '../../../../test/support/shortage.js'

const RULE = 'cma-only'
const CASE = 'constructed/cma-only-4.19'
const verdict = (log: string) => verdictOf(RULE, log)

describe('cma-only', () => {
  it('shows what is left without CMA', () => {
    const [finding] = said(RULE, edited(CASE))
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      title: '96% of the free memory is CMA, which the request cannot use',
      figures: { freeBytes: 234592 * 1024, freeCmaBytes: 226992 * 1024, usableFreeBytes: 7600 * 1024 },
    })
    expect(finding?.summary).toContain('234592 kB free - 226992 kB CMA <= 22528 kB min')
  })

  it('is silent for movable pages, which may use it', () => {
    const movable = ['0x6000c0(GFP_KERNEL)', '0x6280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO)'] as const
    expect(verdict(edited(CASE, movable))).toBe('silent')
    expect(verdictOf('watermark', edited(CASE, movable))).toBe('possible')
  })

  it('is silent where the zone is below its mark with CMA and without', () => {
    expect(verdict(edited(CASE, ['free_cma:226992kB', 'free_cma:1024kB']))).toBe('silent')
    expect(verdict(edited(CASE, ['min:22528kB', 'min:262144kB']))).toBe('silent')
    expect(verdict(edited('constructed/rpi-4.19-no-numa'))).toBe('silent')
  })

  it('is silent where free_cma was not read', () => {
    const cut = edited(CASE, [' free_cma:226992kB', ''])
    expect(verdict(cut)).toBe('silent')
    // All of it may be CMA, so nothing is said of the mark either.
    expect(verdictOf('watermark', cut)).toBe('cannot-tell')
  })

  it('is silent on memory cgroups', () => {
    expect(verdict(edited('7.2/v2-container'))).toBe('silent')
  })

  it('speaks where the CMA pages alone would have put the zone above its mark', () => {
    const withCma = (kb: number) =>
      verdict(
        edited(
          CASE,
          ['free:234592kB', `free:${kb + 7600}kB`],
          ['free_cma:226992kB', `free_cma:${kb}kB`],
          [' free:58648 ', ` free:${(kb + 7600) / 4} `],
        ),
      )
    expect(withCma(22528)).toBe('silent')
    expect(withCma(22532)).toBe('confirmed')
  })

  it('counts what is free in all zones in reach, and the CMA of those that it decides', () => {
    const withNormal = (freeKb: number, cmaKb: number) =>
      said(
        RULE,
        edited(
          CASE,
          [' free:58648 ', ` free:${58648 + freeKb / 4} `],
          [
            'lowmem_reserve[]: 0 0 0\n',
            `lowmem_reserve[]: 0 0 0\nNode 0 Normal free:${freeKb}kB min:12000kB low:15000kB high:18000kB present:400000kB managed:400000kB free_cma:${cmaKb}kB\nlowmem_reserve[]: 0 0 0\n`,
          ],
        ),
      )[0]?.figures
    expect(withNormal(10_000, 4000)).toMatchObject({ freeBytes: 244592 * 1024, freeCmaBytes: 226992 * 1024 })
    expect(withNormal(100_000, 90_000)).toMatchObject({
      freeBytes: 334592 * 1024,
      freeCmaBytes: 316992 * 1024,
    })
  })

  it('is likely where free memory has no zone line', () => {
    expect(said(RULE, edited(CASE, [' free:58648 ', ' free:68648 ']))).toMatchObject([
      {
        verdict: 'likely',
        missing: [
          'zone lines for 39.0 MiB of free memory: from 6.1 on zones are not printed that the request could not use, and a line may be lost (/proc/zoneinfo)',
        ],
      },
    ])
  })
})
