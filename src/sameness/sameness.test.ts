import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Framer, LineSplitter } from '../framing/index.js'
import { Assembler, finish } from '../kernel/index.js'
import type { FoundEvent } from '../record/event.js'
import { fingerprintOf, fullness, isSame, likenessOf } from './index.js'

function read(name: string, log: string | Uint8Array): FoundEvent[] {
  const events: FoundEvent[] = []
  const assembler = new Assembler((dump) => {
    const event = finish(dump, { input: name })
    if (event !== undefined) events.push(event)
  })
  const framer = new Framer((line) => assembler.push(line))
  const splitter = new LineSplitter((text, terminated, whole) => framer.push(text, terminated, whole))
  splitter.write(log)
  splitter.end()
  framer.end()
  assembler.end()
  return events
}

function corpus(path: string): string {
  return readFileSync(new URL(`../../corpus/${path}`, import.meta.url), 'utf8')
}

function only(events: readonly FoundEvent[]): FoundEvent {
  expect(events).toHaveLength(1)
  return events[0] as FoundEvent
}

const WHOLE = corpus('6.12/v2-kubepods-limit/dmesg.txt')
const whole = only(read('dmesg.txt', WHOLE))
const lines = WHOLE.split('\n')

function changed(change: (event: Extract<FoundEvent, { type: 'oom' }>) => void): FoundEvent {
  const copy = structuredClone(whole) as Extract<FoundEvent, { type: 'oom' }>
  change(copy)
  return copy
}

describe('fingerprintOf a dump', () => {
  it.each([
    [
      '6.1/v2-oom-group',
      ['console.txt', 'dmesg-T.txt', 'dmesg-iso.txt', 'dmesg-r.txt', 'dmesg-x.txt', 'kmsg.txt'],
    ],
    ['6.12/v2-kubepods-limit', ['console.txt', 'dmesg-r.txt']],
    [
      '5.10/g-more-formats',
      ['dmesg-delta.txt', 'dmesg-iso.txt', 'dmesg-notime.txt', 'kmsg.txt', 'console.txt'],
    ],
    ['7.2/g-swap', ['console.txt', 'kmsg.txt', 'dmesg.json']],
  ])('%s is the same in every form', (folder, forms) => {
    const expected = fingerprintOf(only(read('dmesg.txt', corpus(`${folder}/dmesg.txt`))))
    expect(expected).toMatch(/^oom /)
    for (const form of forms)
      expect(fingerprintOf(only(read(form, corpus(`${folder}/${form}`)))), form).toBe(expected)
  })

  it.each(['6.1/i-crash-loop/dmesg.txt', '6.1/i-burst/dmesg.txt', '7.2/i-crash-loop/dmesg.txt'])(
    '%s: look-alikes have one each',
    (path) => {
      const events = read('dmesg.txt', corpus(path))
      expect(events.length).toBeGreaterThan(10)
      expect(new Set(events.map(fingerprintOf)).size).toBe(events.length)
    },
  )

  it.each<[string, Parameters<typeof changed>[0]]>([
    ['trigger pid', ({ trigger }) => Object.assign(trigger, { pid: 7 })],
    ['victim pid', ({ victims: [victim] }) => Object.assign(victim ?? {}, { pid: 7 })],
    ['victim size', ({ victims: [victim] }) => Object.assign(victim ?? {}, { anonRssBytes: 4096 })],
    ['failcnt', ({ cgroup }) => Object.assign(cgroup?.memory ?? {}, { failcnt: 7 })],
    ['usage', ({ cgroup }) => Object.assign(cgroup?.memory ?? {}, { usageBytes: 4096 })],
    ['a row of the table', ({ tasks }) => Object.assign(tasks?.[1] ?? {}, { rssPages: 7 })],
  ])('differs with the %s', (_, change) => {
    expect(fingerprintOf(changed(change))).not.toBe(fingerprintOf(whole))
  })

  it('does not look at time, host, input and what was read beside it', () => {
    const other = changed((event) => {
      event.at = { basis: 'journal', epochMs: 1 }
      event.host = 'node-1'
      event.source = { input: 'b', firstLine: 900, lastLine: 1000 }
      event.completeness.foreignLines = 3
      event.problems = [{ code: 'damaged-line', message: 'x' }]
    })
    expect(fingerprintOf(other)).toBe(fingerprintOf(whole))
  })

  it('is missing where neither a trigger nor a victim is there', () => {
    const nobody = changed((event) => {
      event.trigger = {}
      event.victims = []
      delete event.constraint
      delete event.cgroup
      delete event.tasks
    })
    expect(fingerprintOf(nobody)).toBeUndefined()
  })
})

describe('isSame', () => {
  const head = lines.findIndex((line) => line.includes('invoked oom-killer'))
  const table = lines.findIndex((line) => line.includes('Tasks state'))
  const kill = lines.findIndex((line) => line.includes('Killed process'))

  it.each([
    ['without its head', lines.slice(head + 30)],
    ['without its end', lines.slice(0, table + 4)],
    ['the kill line alone', [lines[kill]]],
    ['without its table', [...lines.slice(0, table), ...lines.slice(kill - 1)]],
  ])('knows a dump again: %s', (_, rest) => {
    const cut = only(read('cut', rest.join('\n')))
    expect(isSame(whole, cut)).toBe(true)
    expect(isSame(cut, whole)).toBe(true)
    expect(fullness(cut)).toBeLessThan(fullness(whole))
  })

  it('cannot join a head and an end that have nothing in common', () => {
    const first = only(read('a', lines.slice(0, head + 3).join('\n')))
    const end = only(read('b', lines[kill] ?? ''))
    expect(isSame(first, end)).toBe(false)
    expect(likenessOf(first, end).verdict).toBe('different')
  })

  it('tells dumps of one container apart', () => {
    const events = read('dmesg.txt', corpus('6.1/i-crash-loop/dmesg.txt'))
    for (const first of events)
      for (const second of events) expect(isSame(first, second)).toBe(first === second)
  })

  it('compares across page sizes: rows are in pages', () => {
    const guessed = changed((event) => {
      event.pageSizeBytes = 65536
      event.pageSizeBasis = 'assumed'
      for (const task of event.tasks ?? [])
        if (task.rssPages !== undefined) task.rssBytes = task.rssPages * 65536
    })
    expect(isSame(whole, guessed)).toBe(true)
  })

  it('is no sameness when a value differs, but still alike', () => {
    const other = changed(({ trigger }) => Object.assign(trigger, { cpu: 63 }))
    expect(isSame(whole, other)).toBe(false)
    expect(likenessOf(whole, other)).toMatchObject({
      verdict: 'same',
      comparison: { differing: 1, differences: [{ path: 'trigger.cpu', second: '63' }] },
    })
  })

  it('is not confused by keys that every object has', () => {
    const odd = changed((event) => {
      event.registers = Object.fromEntries([
        ['__proto__', 'x'],
        ['toString', 'y'],
      ])
    })
    expect(likenessOf(odd, whole).comparison.differing).toBe(0)
    expect(likenessOf(whole, odd).comparison.differing).toBe(0)
  })
})

const base = {
  source: { input: 'a', firstLine: 1, lastLine: 1 },
  at: { basis: 'none' },
  problems: [],
} as const
const reload: FoundEvent = {
  ...base,
  type: 'systemd-reload',
  kind: 'reload',
  message: 'Reloading.',
  problems: [],
}
const flag = {
  ...base,
  type: 'kubelet-flag',
  name: '--v',
  value: '4',
  message: 'FLAG: --v="4"',
  problems: [],
} satisfies FoundEvent
const modified = {
  ...base,
  type: 'config-file-modified',
  at: { basis: 'file-mtime', epochMs: 1000 },
  path: '/etc/kubernetes/kubelet.conf',
  basis: 'stat',
  message: 'Modify: …',
  problems: [],
} satisfies FoundEvent
const LONG = 'Attempting to enforce Node Allocatable with config: {CgroupsPerQOS:true'
const config = {
  ...base,
  type: 'kubelet-node-config',
  phase: 'enforcing',
  cgroupsPerQos: true,
  message: `${LONG} KubeReserved:{}}`,
  problems: [],
} satisfies FoundEvent

describe('events that are no dumps', () => {
  it.each<[string, FoundEvent, FoundEvent, boolean]>([
    ['the same line', flag, { ...flag, host: 'b', at: { basis: 'klog' } }, true],
    ['another value', flag, { ...flag, value: '2', message: 'FLAG: --v="2"' }, false],
    ['another process', { ...flag, pid: 1 }, { ...flag, pid: 2 }, false],
    ['a process that one reading lacks', { ...flag, pid: 1 }, flag, true],
    ['another type', flag, reload, false],
    ['a tab that was a blank', flag, { ...flag, message: 'FLAG:\t--v="4"' }, true],
    ['a message cut in the transport', config, { ...config, message: LONG }, true],
    ['a short message that begins another', flag, { ...flag, message: 'FLAG: --v' }, false],
    [
      'a reload of which a window has only the last line',
      { ...reload, clientPid: 7 },
      { ...reload, message: 'Reloading finished in 90 ms.', durationMs: 90 },
      true,
    ],
    ['reloads that two clients asked for', { ...reload, clientPid: 7 }, { ...reload, clientPid: 8 }, false],
    ['stat and ls of one file', modified, { ...modified, basis: 'ls', message: '-rw-r--r-- …' }, true],
    ['two files', modified, { ...modified, path: '/etc/default/kubelet' }, false],
  ])('%s', (_, first, second, same) => {
    expect(isSame(first, second)).toBe(same)
    expect(isSame(second, first)).toBe(same)
  })

  it('have a fingerprint of type, values and message', () => {
    expect(fingerprintOf(flag)).toBe('kubelet-flag [["name","--v"],["value","4"],"FLAG: --v=\\"4\\""]')
    const { name, value, ...rest } = flag
    expect(fingerprintOf({ value, name, ...rest })).toBe(fingerprintOf(flag))
    expect(fingerprintOf({ ...flag, value: '5' })).not.toBe(fingerprintOf(flag))
  })

  it('of a file are told apart by when it was modified', () => {
    expect(fingerprintOf({ ...modified, basis: 'ls' })).toBe(fingerprintOf(modified))
    expect(fingerprintOf({ ...modified, at: { basis: 'file-mtime', epochMs: 2000 } })).not.toBe(
      fingerprintOf(modified),
    )
  })

  it('of a series have one however long the run is', () => {
    const run = (count: number): FoundEvent => ({
      ...base,
      type: 'limit-observed',
      cgroup: '/kubepods.slice',
      holder: 'kubelet',
      property: 'allocatableMemory.available',
      limitBytes: 3390910464,
      availableBytes: count,
      count,
      message: `available: ${count}`,
      problems: [],
    })
    expect(fingerprintOf(run(5))).toBe(fingerprintOf(run(60)))
    expect(fullness(run(60))).toBeGreaterThan(fullness(run(5)))
  })
})
