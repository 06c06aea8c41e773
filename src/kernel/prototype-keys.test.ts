import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from '../parse.js'

/** A counter by another name: memory.stat and Mem-Info are read by what they print. */
function first(path: string, from: RegExp, to: string) {
  const [event] = parse(readFileSync(`corpus/${path}/dmesg.txt`, 'utf8').replace(from, to)).events
  if (event?.type !== 'oom') throw new Error('no OOM')
  return event
}

it.each(['constructor', 'toString', '__proto__'])(
  'a counter of memory.stat called %s does no harm',
  (name) => {
    const event = first('6.12/v2-kubepods-limit', /\banon (?=\d+$)/m, `${name} `)
    const bytes = event.cgroup?.stats?.[0]?.bytes ?? {}
    const { unexplained } = event.completeness
    // What it is called tells whether it is read; if it is not, it is told as a line that nobody knows.
    const read = Object.entries(bytes).filter(([key]) => key === name)
    expect(read.length + unexplained.filter(({ text }) => text.startsWith(name)).length).toBe(1)
    expect(read.every(([, value]) => typeof value === 'number')).toBe(true)
    expect(bytes.file).toBeTypeOf('number')
    expect(({} as Record<string, unknown>).file).toBeUndefined()
  },
)

it.each(['constructor', '__proto__'])('a counter of a zone called %s is a key like any other', (name) => {
  const event = first('6.1/g-vmalloc', /(?<=boost:\d+kB min:\d+kB .*)active_anon:/, `${name}:`)
  const zones = event.memInfo?.zones ?? []
  expect(zones.length).toBeGreaterThan(0)
  expect(Object.keys(zones[0]?.bytes ?? {})).toContain(name.replaceAll('_', ''))
  expect(Object.values(zones[0]?.bytes ?? {}).every((value) => typeof value === 'number')).toBe(true)
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('free')
})
