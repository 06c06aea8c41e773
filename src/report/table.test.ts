import { describe, expect, it } from 'vitest'
import { table } from './table.js'

const COLUMNS = [
  { title: 'pid', cell: ({ pid }: { pid: string }) => pid, right: true },
  { title: 'uid', cell: () => '1000', drop: 2 },
  { title: 'adj', cell: () => '0', drop: 1 },
  { title: 'empty', cell: () => '' },
  { title: 'command', cell: ({ comm }: { comm: string }) => comm, least: 9 },
]
const ROWS = [
  { pid: '7', comm: 'web' },
  { pid: '12345', comm: 'a-very-long-command' },
]

describe('a table', () => {
  it('aligns its columns and leaves out the empty ones', () => {
    const { head, lines } = table(COLUMNS, ROWS, 80)
    expect([head, ...lines]).toEqual([
      '  pid  uid   adj  command',
      '    7  1000  0    web',
      '12345  1000  0    a-very-long-command',
    ])
  })

  it('cuts before it drops', () => {
    expect(table(COLUMNS, ROWS, 30).lines[1]).toBe('12345  1000  0    a-ve…command')
  })

  it('drops the least important column first', () => {
    expect(table(COLUMNS, ROWS, 24).head).toBe('  pid  adj  command')
    expect(table(COLUMNS, ROWS, 17).head).toBe('  pid  command')
  })

  it('gives wide characters two columns', () => {
    const { lines } = table(
      COLUMNS,
      [
        { pid: '1', comm: '日本' },
        { pid: '2', comm: 'ab' },
      ],
      80,
    )
    expect(lines[0]).toBe('  1  1000  0    日本')
  })
})
