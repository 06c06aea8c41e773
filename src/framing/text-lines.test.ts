import { describe, expect, test } from 'vitest'
import { onTextLines } from '../record/line.js'
import { frame } from './index.js'

const linesOf = (text: string) =>
  frame(text).map((line) => [line.text, line.firstLine, line.lastLine, line.textLines])

describe('the lines of the message in a record of several lines', () => {
  test('dmesg --json', () => {
    const text = `{
   "dmesg": [
      {
         "pri": 4,
         "time": 1.5,
         "msg": "Mem-Info:"
      },{
         "pri": 4,
         "time": 1.6,
         "msg": "x \\"msg\\": y"
      }
   ]
}
`
    expect(linesOf(text)).toEqual([
      ['Mem-Info:', 1, 6, [6, 6]],
      ['x "msg": y', 7, 11, [10, 10]],
    ])
  })

  test('journalctl -o export: the first MESSAGE counts, a value with line feeds has several', () => {
    const entry = '__REALTIME_TIMESTAMP=1795458231347961\n'
    const text = `${entry}PRIORITY=4\nMESSAGE=Mem-Info:\nMESSAGE=MESSAGE=\n\n${entry}MESSAGE\n\x07\0\0\0\0\0\0\0two\nend\n_HOSTNAME=a\n\n`
    expect(linesOf(text)).toEqual([
      ['Mem-Info:', 1, 5, [3, 3]],
      ['two\nend', 6, 11, [8, 9]],
    ])
  })

  test('a line that is a record has no others', () => {
    const [line] = frame('[    1.000000] Mem-Info:\n')
    expect(line).not.toHaveProperty('textLines')
    expect(line === undefined ? undefined : onTextLines(line)).toBe(line)
  })
})
