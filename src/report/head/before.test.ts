import { describe, expect, it } from 'vitest'
import { parse } from '../../index.js'
import { globalLog, memcgLog, QUIET } from '../sample-logs.js'
import { renderText } from '../text.js'

function rows(log: string): string[] {
  const text = renderText(parse(log, { name: 'dmesg.txt' }), { colour: false, width: 100, all: true })
  return text.split('\n').flatMap((line) => /^ {2}before {5}(.*)$/.exec(line)?.[1] ?? [])
}

describe('what changed before an OOM', () => {
  it('is not known of a log of the kernel alone', () => {
    expect(rows(QUIET + memcgLog())).toEqual(["not known: only the kernel's log was read"])
  })

  it('is an OOM before it, at the same limit or not, by the time since the boot', () => {
    expect(rows(memcgLog('a', 100) + memcgLog('b', 200)).at(-1)).toBe('oom-1 at the same limit (1 min)')
    expect(rows(globalLog() + memcgLog('b', 9000)).at(-1)).toMatch(/^oom-1 \(2 h \d+ min\)$/)
  })
})
