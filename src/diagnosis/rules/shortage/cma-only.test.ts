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
})
