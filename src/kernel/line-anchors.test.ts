import { describe, expect, it } from 'vitest'
import { ANCHORS } from './anchors.js'
import { CONSTRUCTS } from './constructs/index.js'
import { LINE_ANCHORS } from './line-anchors.js'
import { NOTICES } from './notices.js'

/** Whether a line has the characters of an anchor in a row, and what confirms it. */
function isAnchored(line: string): boolean {
  const bytes = new TextEncoder().encode(line)
  return LINE_ANCHORS.some(({ places, confirm }) => {
    for (let at = 0; at + places.length <= line.length; at++)
      if (places.every((characters, index) => characters.includes(line[at + index] ?? '')))
        if (confirm === undefined || confirm(bytes, at, 0, bytes.length)) return true
    return false
  })
}

const BEGINNING = CONSTRUCTS.filter(({ begins }) => begins === true)

describe.each(BEGINNING.map((form) => [form.name, form] as const))('a %s line', (_, { samples }) => {
  // A row of numbers that are this short is no row of a kernel's table.
  it.each(samples.filter((sample) => !/^\[ *\d+\] +-\d/.test(sample)))('is found in a log: %j', (sample) => {
    expect(ANCHORS.test(sample)).toBe(true)
    expect(isAnchored(sample)).toBe(true)
  })
})

describe('what stands beside the dumps', () => {
  const found = NOTICES.filter(({ anchors }) => anchors?.length !== 0).flatMap(({ samples }) => samples)
  it.each([...found, 'Linux version 6.1.0-18-amd64 (a@b) #1'])('is found in a log: %j', (sample) => {
    expect(isAnchored(sample)).toBe(true)
  })

  it.each(NOTICES.filter(({ anchors }) => anchors?.length === 0).flatMap(({ samples }) => samples))(
    'is looked for inside of dumps only: %j',
    (sample) => {
      expect(isAnchored(sample)).toBe(false)
    },
  )
})

describe('other lines', () => {
  it.each([
    '',
    'usb 1-1: new high-speed USB device number 2 using xhci_hcd',
    'Call Trace:',
    ' dump_stack_lvl+0x5d/0x80',
    'CPU: 5 PID: 7 Comm: java Not tainted 6.1.0 #1',
    'anon 4253941760',
    'EXT4-fs (sda1): mounted filesystem',
  ])('are passed over: %j', (line) => {
    expect(ANCHORS.test(line)).toBe(false)
    expect(isAnchored(line)).toBe(false)
  })
})
