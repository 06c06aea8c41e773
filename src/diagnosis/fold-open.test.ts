import { expect, it } from 'vitest'
import type { Finding } from '../record/index.js'
import { foldOpen } from './fold-open.js'

const finding = (event: string, fields: Partial<Finding> = {}): Finding => ({
  rule: 'swap-state',
  verdict: 'cannot-tell',
  title: 'Swap is open',
  summary: `Nothing says it of ${event}.`,
  events: [event],
  evidence: [{ input: 'dmesg.txt', line: Number(event.slice(4)), says: event }],
  missing: ['free'],
  next: ['free -m'],
  references: ['https://example.org'],
  ...fields,
})

it('what is told stays as it is, before what is open', () => {
  const told = finding('oom-2', { verdict: 'confirmed' })
  const again = finding('oom-3', { verdict: 'confirmed' })
  const open = finding('oom-1')
  expect(foldOpen([open, told, again])).toEqual([told, again, open])
})

it('what is open for the same reason is one finding on all its events', () => {
  const [folded, ...others] = foldOpen([finding('oom-1'), finding('oom-2'), finding('oom-3')])
  expect(others).toEqual([])
  expect(folded).toEqual({
    ...finding('oom-1'),
    summary: 'Nothing says it of oom-1. The same holds for 2 more.',
    events: ['oom-1', 'oom-2', 'oom-3'],
    evidence: [1, 2, 3].map((line) => ({ input: 'dmesg.txt', line, says: `oom-${line}` })),
  })
})

it('another title or another reason is another finding', () => {
  const all = [finding('oom-1'), finding('oom-2', { title: 'Other' }), finding('oom-3', { missing: [] })]
  expect(foldOpen(all)).toEqual(all)
})

it('shows the evidence of a dozen', () => {
  const many = Array.from({ length: 20 }, (_, index) => finding(`oom-${index + 1}`))
  const [folded] = foldOpen(many)
  expect(folded?.events).toHaveLength(20)
  expect(folded?.evidence.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})
