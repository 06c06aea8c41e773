import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/index.js'
import type { DumpEvent } from '../../src/record/index.js'
import { dumpEvents } from '../support/dump-events.js'
import { type Dump, dumpsOf, LOGS } from '../support/dumps.js'
import { contradictions, factsOf, type Json, without } from '../support/records.js'
import { type Message, type Reframing, reframingNamed } from '../support/reframe.js'
import { runs } from '../support/runs.js'

/** Whole dumps of moderate size, at most three of each case. */
const DUMPS: readonly Dump[] = LOGS.filter(({ bytes }) => bytes.length < 60_000)
  .flatMap((log) => dumpsOf(log).slice(0, 3))
  .filter(({ messages, event }) => messages.length < 160 && event.type === 'oom' && isAlone(messages, event))

/** One event when read alone, and the same one: no line of the dump stands outside of it. */
function isAlone(messages: readonly Message[], event: DumpEvent): boolean {
  const events = dumpEvents(parse(reframingNamed('kmsg').render(messages)))
  return events.length === 1 && events[0]?.type === event.type && events[0].completeness.complete
}

/** Takes from the heads of several lists, in the order that the choices say, until all are empty. */
function merged<T>(lists: readonly (readonly T[])[], choices: readonly number[]): T[] {
  const rest = lists.map((list) => [...list])
  const out: T[] = []
  for (let step = 0; rest.some((list) => list.length > 0); step++) {
    const left = rest.filter((list) => list.length > 0)
    const chosen = left[(choices[step % choices.length] ?? 0) % left.length]
    const next = chosen?.shift()
    if (next !== undefined) out.push(next)
  }
  return out
}

/** One clock for all: a tenth of a millisecond from message to message. */
function stamped(messages: readonly Message[]): Message[] {
  return messages.map((message, index) => ({ ...message, sec: 5000 + index / 10_000 }))
}

function called({ messages }: Dump, caller: string): Message[] {
  return messages.map((message) => ({ ...message, caller }))
}

function uncalled({ messages }: Dump): Message[] {
  return messages.map(({ text, sec, severity, facility }) => ({ text, sec, severity, facility }))
}

/** A pid names one process at a time: two dumps with the same victim do not happen together. */
function areDistinct(dumps: readonly Dump[]): boolean {
  const pids = dumps.flatMap(({ event }) => (event.type === 'oom' ? event.victims.map(({ pid }) => pid) : []))
  return new Set(pids).size === pids.length
}

const dump = fc.constantFrom(...DUMPS)
const dumps = (count: number) => fc.array(dump, { minLength: count, maxLength: count }).filter(areDistinct)
const choices = fc.array(fc.nat(3), { minLength: 1, maxLength: 400 })

/** What a record says, without its number and the lines that others printed between its own. */
function factsAlone(events: readonly DumpEvent[]): Json[] {
  return factsOf(events).map((event) => without(event, new Set(['id', 'foreignLines'])))
}

const byCaller = (one: Json, other: Json): number => callerOf(one).localeCompare(callerOf(other))
const callerOf = (event: Json): string => /"caller":"(\w+)"/.exec(JSON.stringify(event))?.[1] ?? ''

const CALLERS = ['T101', 'T2002', 'C3', 'T40004']
const WITH_CALLERS = ['kmsg', 'dmesg', 'serial console', 'rsyslog, kern.log'].map(reframingNamed)

function named(all: readonly Dump[]): string {
  return all.map(({ name }) => name).join(' and ')
}

test('there are dumps to take from', () => {
  expect(DUMPS.length).toBeGreaterThan(100)
})

describe.each([2, 3, 4])('%i dumps with callers, mixed line by line', (count) => {
  test('come apart into the same records', () => {
    fc.assert(
      fc.property(dumps(count), choices, fc.constantFrom(...WITH_CALLERS), (all, order, reframing) => {
        fc.pre(
          reframing.lineFeed === 'kept' || !/\\n/.test(JSON.stringify(factsOf(all.map((one) => one.event)))),
        )
        const lists = all.map((one, index) => called(one, CALLERS[index] ?? 'T1'))
        const alone = lists.flatMap((list) => factsAlone(read(stamped(list), reframing)))
        const mixed = factsAlone(read(stamped(merged(lists, order)), reframing))
        expect(mixed.sort(byCaller), `${named(all)} in ${reframing.name}`).toEqual(alone.sort(byCaller))
      }),
      { numRuns: runs(150) },
    )
  })
})

function read(messages: readonly Message[], reframing: Reframing): DumpEvent[] {
  return dumpEvents(parse(reframing.render(messages)))
}

describe('lines of others inside a dump', () => {
  const DRIVER = [
    'e1000e 0000:00:1f.6 eth0: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx',
    'igb 0000:01:00.0: DROPPED',
    'usb 1-1: new high-speed USB device number 7 using xhci_hcd',
    'IPv6: ADDRCONF(NETDEV_CHANGE): veth1234: link becomes ready',
    'cni0: port 3(vethab12) entered forwarding state',
    'audit: type=1400 audit(1700000000.1:12): apparmor="DENIED" operation="open"',
    'nf_conntrack: nf_conntrack: table full, dropping packet',
  ]
  const USER = [
    'systemd[1]: Reloading.',
    'hello from user space',
    'Out of memory: Killed process 1 (init) total-vm:1024kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0',
    'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
    'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=init,pid=1,uid=0',
    '[      1]     0     1      100       10    36864        0             0 init',
    'memory: usage 4kB, limit 4kB, failcnt 1',
    'Mem-Info:',
    'oom_reaper: reaped process 1 (init), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB',
    'Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled',
  ]
  const places = fc.array(fc.nat(), { minLength: 1, maxLength: 12 })

  /** The lines at these places inside of the dump: never before its first line or after its last. */
  function withLines(
    messages: readonly Message[],
    lines: readonly Message[],
    at: readonly number[],
  ): Message[] {
    const out = [...messages]
    lines.forEach((line, index) => {
      out.splice(1 + ((at[index % at.length] ?? 0) % (out.length - 1)), 0, line)
    })
    return out
  }

  function expectUnchanged(
    one: Dump,
    lines: readonly Message[],
    at: readonly number[],
    reframing: Reframing,
  ) {
    const own = uncalled(one)
    fc.pre(own.length > 1)
    const alone = factsAlone(read(stamped(own), reframing))
    const mixed = read(stamped(withLines(own, lines, at)), reframing)
    expect(factsAlone(mixed), `${one.name} in ${reframing.name}`).toEqual(alone)
    const foreign = mixed.reduce((sum, event) => sum + event.completeness.foreignLines, 0)
    expect(foreign).toBeLessThanOrEqual(lines.length)
  }

  const line = (text: string, facility: number): Message => ({ text, sec: 0, severity: 6, facility })

  test("drivers' lines change nothing", () => {
    const lines = fc.array(fc.constantFrom(...DRIVER), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(dump, lines, places, (one, texts, at) => {
        expectUnchanged(
          one,
          texts.map((text) => line(text, 0)),
          at,
          reframingNamed('dmesg'),
        )
      }),
      { numRuns: runs(300) },
    )
  })

  test.each([
    'journalctl',
    'rsyslog, kern.log',
    'rsyslog, RFC 5424',
    'journalctl -o json',
    'kmsg',
    'dmesg -x',
    '/proc/kmsg',
  ])("user space's lines change nothing, also when they look like the kernel's: %s", (name) => {
    const reframing = reframingNamed(name)
    const whole = DUMPS.filter(
      ({ event, messages }) =>
        !/\\n|\\u00/.test(JSON.stringify(factsOf([event]))) &&
        !messages.some(({ text }) => /[\udc80-\udcff]/.test(text)),
    )
    const lines = fc.array(fc.constantFrom(...USER), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.constantFrom(...whole), lines, places, (one, texts, at) => {
        expectUnchanged(
          one,
          texts.map((text) => line(text, 1)),
          at,
          reframing,
        )
      }),
      { numRuns: runs(60) },
    )
  })
})

/** Values that follow from others, and those that an incomplete dump has a reason to leave open. */
const FOLLOWING = new Set([
  'id',
  'completeness',
  'problems',
  'derived',
  'possibleVictims',
  'pageSizeBasis',
  'pageSizeBytes',
  'requestBytes',
  'totalVmBytes',
  'rssBytes',
  'scope',
  'outcome',
])

/**
 * Two dumps of one kernel (patch levels aside) before 4.2, where a mutex began to keep dumps apart: others do not run into
 * each other.
 */
function kernelOf({ event }: Dump): string {
  return (event.kernel?.release ?? '').replace(/-[\d.]+/, '')
}

const byKernel = [...new Set(DUMPS.map(kernelOf))]
  .filter((kernel) => /^(?:2\.|3\.|4\.[01]\b)/.test(kernel))
  .map((kernel) => DUMPS.filter((one) => kernelOf(one) === kernel))
  .filter((own) => own.length > 1)
const pairs = fc
  .constantFrom(...byKernel)
  .chain((own) => fc.tuple(fc.constantFrom(...own), fc.constantFrom(...own)))
  .filter(areDistinct)
const KMSG = reframingNamed('kmsg')

const SAYS_SO = /ambiguous-lines|interrupted|began-inside/
const PLACE =
  /(?:^|\.)(?:line|ownerLine|groupKillLine|endLine|lowmemReserveLine)$|\.lines(?:\.|$)|^source|^at|^pageSize|^possibleVictims/

describe('two dumps without callers, mixed line by line', () => {
  /** Few long runs are what really happens; many short ones are the worst. */
  const order = fc.oneof(
    choices,
    fc
      .array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 40 })), { minLength: 2, maxLength: 12 })
      .map((all) => all.flatMap(([which, length]) => repeated(which, length))),
  )

  interface Mixed {
    readonly event: DumpEvent
    /** The record of the dump whose line the event begins with. */
    readonly own: DumpEvent | undefined
    readonly both: readonly DumpEvent[]
  }

  /** What comes out of the two, in kmsg: there a message is a line, so that a line tells whose it is. */
  function mixedOf(pair: readonly Dump[], taken: readonly number[]): Mixed[] {
    const lists = pair.map(uncalled)
    const both = lists.flatMap((list) => read(stamped(list), KMSG))
    const owners = merged(
      lists.map((list, index) => list.map(() => index)),
      taken,
    )
    return read(stamped(merged(lists, taken)), KMSG).map((event) => {
      const owner = owners[event.source.firstLine - 1]
      return { event, own: owner === undefined ? undefined : both[owner], both }
    })
  }

  test('never yield a value that is of neither', () => {
    fc.assert(
      fc.property(pairs, order, (pair, taken) => {
        for (const { event, both } of mixedOf(pair, taken)) {
          const known = new Set(both.flatMap((one) => leavesOf(one)))
          expect(
            leavesOf(event).filter((leaf) => !known.has(leaf)),
            event.id,
          ).toEqual([])
        }
      }),
      { numRuns: runs(300) },
    )
  })

  test('never give a record values of both without saying so', () => {
    fc.assert(
      fc.property(pairs, order, (pair, taken) => {
        for (const { event, own } of mixedOf(pair, taken)) {
          if (own === undefined || SAYS_SO.test(event.problems.map(({ code }) => code).join())) continue
          expect(
            contradictions(event, own)
              .filter(({ path }) => !PLACE.test(path))
              .map(({ path, part, whole }) => `${path}: ${brief(part)} and not ${brief(whole)}`),
            event.id,
          ).toEqual([])
        }
      }),
      { numRuns: runs(300) },
    )
  })

  test('never swap their victims', () => {
    fc.assert(
      fc.property(pairs, order, (pair, taken) => {
        for (const { event, own } of mixedOf(pair, taken)) {
          if (event.type !== 'oom' || own?.type !== 'oom') continue
          const dead = own.victims.map(({ pid }) => pid)
          expect(
            event.victims.filter(({ pid }) => !dead.includes(pid)).map(({ pid }) => pid),
            event.id,
          ).toEqual([])
        }
      }),
      {
        numRuns: runs(300),
        examples: [[tablesBegunBeforeRows(), [...repeated(1, 20), ...repeated(0, 23), 1, 1, 1, 1, 0]]],
      },
    )
  })

  /** The older one's rows and death follow the younger one's header, and only then the younger one's. */
  function tablesBegunBeforeRows(): [Dump, Dump] {
    const of = (path: string, id: string) =>
      DUMPS.find(({ name, event }) => name.includes(path) && event.id === id)
    const younger = of('suppressed-callbacks-3.10', 'oom-10')
    const older = of('3.10-el7-memsw-limit', 'oom-1')
    if (younger === undefined || older === undefined) throw new Error('the corpus has lost a dump')
    return [younger, older]
  }

  function repeated(which: number, times: number): number[] {
    return Array<number>(times).fill(which)
  }

  function brief(value: Json | undefined): string {
    return (JSON.stringify(value) ?? 'nothing').slice(0, 120)
  }

  /** Each value with its name, wherever in a list it stands. What follows from several values is left out. */
  function leavesOf(event: DumpEvent): string[] {
    const leaves: string[] = []
    const walk = (value: Json, path: string): void => {
      if (value !== null && typeof value === 'object')
        for (const [key, one] of Object.entries(value))
          walk(one as Json, Array.isArray(value) ? path : `${path}.${key}`)
      else leaves.push(`${path} = ${String(value)}`)
    }
    walk(without(factsOf([event]), FOLLOWING), '')
    return leaves
  }
})
