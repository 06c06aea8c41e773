import { describe, expect, it } from 'vitest'
import { newDraft } from './draft.js'
import { pageSizeOf } from './page-size.js'

const LAYOUT = ['uid', 'tgid', 'total_vm', 'rss']

interface Told {
  readonly victims?: readonly (readonly [pid: number, totalVmBytes?: number])[]
  readonly rows?: readonly (readonly [pid: number, totalVm: number])[]
  readonly chunk?: number
}

function draftOf({ victims = [], rows = [], chunk }: Told) {
  const draft = newDraft()
  for (const [pid, totalVmBytes] of victims)
    draft.victims.push({ pid, comm: 'java', ...(totalVmBytes === undefined ? {} : { totalVmBytes }) })
  for (const [pid, totalVm] of rows)
    draft.rows.push({ pid, values: [0, pid, totalVm, 1], comm: 'java', line: 1 })
  if (chunk !== undefined)
    draft.memInfo.buddy = [{ zone: 'DMA', chunks: [{ bytes: chunk, count: 1 }], totalBytes: chunk }]
  return draft
}

const sizeOf = (told: Told, stated?: number) => {
  const { pageSizeBytes, pageSizeBasis } = pageSizeOf(draftOf(told), LAYOUT, stated)
  return `${pageSizeBytes} ${pageSizeBasis}`
}

describe('the page size', () => {
  it.each([4096, 8192, 16384, 65536, 262144])(
    'of %i bytes is told by the victim and by the buddy list',
    (size) => {
      expect(sizeOf({ victims: [[7, size * 500]], rows: [[7, 500]], chunk: 4096 })).toBe(`${size} victim`)
      expect(sizeOf({ chunk: size })).toBe(`${size} buddy-list`)
    },
  )

  it('is the one that the caller states, whatever the log has', () => {
    expect(sizeOf({ victims: [[7, 4096 * 500]], rows: [[7, 500]] }, 16384)).toBe('16384 option')
  })

  it.each<[string, Told]>([
    ['nothing', {}],
    ['a buddy list of a size that no kernel has', { chunk: 2048 }],
    ['a victim that is not in the table', { victims: [[7, 65536 * 500]], rows: [[8, 500]] }],
    ['a victim without its size', { victims: [[7]], rows: [[7, 500]] }],
    ['a victim that has given its memory back', { victims: [[7, 0]], rows: [[7, 500]] }],
    ['a row without memory', { victims: [[7, 65536 * 500]], rows: [[7, 0]] }],
    ['an address space that grew in between', { victims: [[7, 4096 * 500 + 4096]], rows: [[7, 500]] }],
  ])('is assumed from %s', (_, told) => {
    expect(sizeOf(told)).toBe('4096 assumed')
  })

  it('is told by the next victim where the first one tells nothing', () => {
    const rows = [
      [7, 500],
      [8, 0],
      [9, 100],
    ] as const
    const victims = [
      [6, 65536],
      [7, 0],
      [8, 65536],
      [9, 65536 * 100],
    ] as const
    expect(sizeOf({ victims, rows })).toBe('65536 victim')
  })

  it('is not told by rows that lack the column', () => {
    const draft = draftOf({ victims: [[7, 65536]], rows: [[7, 1]], chunk: 16384 })
    expect(pageSizeOf(draft, ['uid', 'tgid', 'rss'], undefined).pageSizeBasis).toBe('buddy-list')
    expect(pageSizeOf(draft, undefined, undefined).pageSizeBasis).toBe('buddy-list')
  })
})
