import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { renderLatest } from './latest.js'
import { ALLOCATION_FAILURE, memcgLog, QUIET } from './sample-logs.js'

const OPTIONS = { colour: false, width: 100 }

describe('renderLatest', () => {
  it('tells the last dump alone', () => {
    const text = renderLatest(parse(memcgLog('first') + memcgLog('second', 9000)), OPTIONS)
    expect(text).toMatch(/^oom-2 {2}killed {2}second \(pid 41820\), .*, lines 20-38\n {2}limit /)
    expect(text).not.toContain('first')
    expect(text.split('\n').length).toBeLessThanOrEqual(11)
  })

  it('tells an allocation that failed', () => {
    expect(renderLatest(parse(ALLOCATION_FAILURE), OPTIONS)).toContain('kworker/0:1')
  })

  it('says nothing where there is nothing', () => {
    expect(renderLatest(parse(QUIET), OPTIONS)).toBe('')
  })

  it('names the input where there are several, and lets no name act on the terminal', () => {
    const document = parse(memcgLog('\x1b[2Jx'), { name: 'a\x1b]0;\x07.log' })
    const [input] = document.inputs
    if (input === undefined) throw new Error('no input')
    const text = renderLatest({ ...document, inputs: [input, { ...input, name: 'b' }] }, OPTIONS)
    expect(text).toMatch(/^==> a\\x1b\]0;\\x07\.log <==\noom-1 {2}killed {2}"\\x1b\[2Jx" /)
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})
