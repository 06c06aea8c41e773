import { expect, test } from 'vitest'
import { caseOf } from './case.js'
import { event, KERNEL } from './events.fixture.js'
import { EvidenceLines } from './evidence.js'
import { bracketed, inWords, lineAt, printedAt } from './printed.js'

const pods = (fields = {}) => event('node-allocatable', KERNEL, '10:00:00', { node: 'a', ...fields })

test('several lines of an event stand in their order, and each once', () => {
  const first = pods({ source: { input: 'a', firstLine: 4, lastLine: 20 } })
  const later = pods({ source: { input: 'b', firstLine: 1, lastLine: 1 } })
  const lines = new EvidenceLines()
    .add(later, 'later')
    .quote({ event: first, line: 16 }, 'Allocatable is 2')
    .quote({ event: first, line: 11 }, 'capacity is 3')
    .quote({ event: first, line: 11 }, 'capacity is 3')
    .quote({ event: first, line: 11 }, 'all of it')
    .add(first, 'step', 11)
    .add(first, 'step')
    .quoteOnce({ event: later, line: 1 }, 'capacity is 3')
    .quote({ event: later, line: undefined }, 'nowhere')
    .add(undefined, 'nobody')
  expect(
    lines.inOrder(caseOf([first, later], [])).map(({ input, line, says }) => `${input}:${line} ${says}`),
  ).toEqual(['a:4 step', 'a:11 capacity is 3; all of it', 'a:16 Allocatable is 2', 'b:1 later'])
})

test('an amount is as its line spells it, and in brackets where no line has it', () => {
  const node = pods({
    lines: { capacityBytes: 11 },
    printed: { capacityBytes: '31273800Ki', allocatableBytes: '384Mi' },
  })
  expect(lineAt(node, 'capacityBytes')).toBe(11)
  expect(lineAt(pods(), 'capacityBytes')).toBeGreaterThan(0)
  expect(inWords(printedAt(node, 'capacityBytes', 31273800 * 1024))).toBe('31273800Ki (29.82 GiB)')
  expect(inWords(printedAt(node, 'allocatableBytes', 384 * 1024 ** 2))).toBe('(384Mi, 384 MiB)')
  expect(inWords({ event: node, line: 1, bytes: 384 * 1024 ** 2, text: '384Mi' })).toBe('384Mi')
  expect(inWords({ event: node, line: 1, bytes: 1024 ** 3, text: '1Gi' })).toBe('1Gi')
  expect(inWords({ event: node, line: 1, bytes: 1024 ** 3 })).toBe('1073741824 bytes (1.00 GiB)')
  expect(inWords({ event: node, line: 1, bytes: 100 })).toBe('100 bytes')
  expect(inWords({ event: node, bytes: 100 })).toBe('(100 bytes)')
  expect(bracketed(27968328 * 1024)).toBe('27968328 KiB, 26.67 GiB')
  expect(bracketed(4096)).toBe('4 KiB')
})
