import { describe, expect, it } from 'vitest'
import { type OomEvent, parse } from '../index.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'
const KILL =
  'Out of memory: Killed process 7 (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0'
const DROPPED = '** 12 printk messages dropped **'

/** As a serial console prints it; without a stamp what begins with `!`. */
function read(lines: readonly string[], end = '\r\n'): OomEvent {
  const log = lines
    .map((line, index) => (line.startsWith('!') ? line.slice(1) : `[ 8231.00000${index}] ${line}`))
    .map((line) => `${line}${end}`)
    .join('')
  const [oom] = parse(log).events
  if (oom?.type !== 'oom') throw new Error('no OOM')
  return oom
}

const damaged = (count: number, line: number) => ({
  code: 'damaged-line',
  message: `${count} lines that the console has garbled, from this one on`,
  line,
})

describe('lines that a console has garbled', () => {
  it('have lost their stamp: they are counted, and not told as strange', () => {
    const oom = read([HEAD, '!81.00 CPU: 5', '!x', IDENTITY, KILL])
    expect(oom.problems).toEqual([damaged(2, 2)])
    expect(oom.completeness).toMatchObject({ lostLines: 2, unexplained: [], complete: false })
    expect(oom.victims).toMatchObject([{ pid: 7 }])
  })

  it('are none behind the end of the dump', () => {
    const oom = read([HEAD, IDENTITY, KILL, '!x', '!y'])
    expect(oom.problems).toEqual([])
    expect(oom.completeness.lostLines).toBe(0)
  })

  it('are any that nobody knows once the console has dropped messages', () => {
    const oom = read([HEAD, DROPPED, 'CP 5 PID 41820', IDENTITY, KILL])
    expect(oom.problems).toEqual([
      damaged(1, 3),
      {
        code: 'console-overrun',
        message:
          'the console dropped messages inside the dump: characters of other lines can be missing as well',
        line: 1,
      },
    ])
    expect(oom.completeness).toMatchObject({ lostLines: 13, unexplained: [] })
  })

  it('are not those of another subsystem', () => {
    const oom = read([HEAD, DROPPED, 'usb 1-1: reset', IDENTITY, KILL])
    expect(oom.problems).toMatchObject([{ code: 'console-overrun' }])
    expect(oom.completeness).toMatchObject({ lostLines: 12, foreignLines: 1 })
  })

  it('are strange lines of a console that keeps up', () => {
    const oom = read([HEAD, 'CP 5 PID 41820', IDENTITY, KILL])
    expect(oom.problems).toEqual([])
    expect(oom.completeness).toMatchObject({
      lostLines: 0,
      unexplained: [{ line: 2, text: 'CP 5 PID 41820' }],
    })
  })

  it('are strange lines where others lost messages', () => {
    const oom = read([HEAD, 'Missed 12 kernel messages', 'CP 5 PID 41820', IDENTITY, KILL])
    expect(oom.problems).toEqual([])
    expect(oom.completeness).toMatchObject({ lostLines: 12, unexplained: [{ line: 3 }] })
  })

  it('are strange lines of what is no console', () => {
    const oom = read([HEAD, DROPPED, 'CP 5 PID 41820', IDENTITY, KILL], '\n')
    expect(oom.problems).toMatchObject([{ code: 'console-overrun' }])
    expect(oom.completeness).toMatchObject({ lostLines: 12, unexplained: [{ line: 3 }] })
  })
})
