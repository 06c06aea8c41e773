import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NamedLog, parse, parseAll } from '../../src/index.js'
import { documentSchema } from '../../src/record/document.js'
import { incident } from '../support/incidents.js'
import { runs } from '../support/runs.js'

/** Files that are read in some milliseconds, whole or as the window that a run looks at. */
const WINDOW = 48 * 1024
const FILES = [
  'article',
  'kubelet-1.20-cgroup-v1',
  'kubelet-1.32-cgroup-v2-json',
  'kubelet-1.32-cgroup-v2-text',
].flatMap((name) => incident(name).map((file) => ({ ...file, name: `${name}/${file.name}` })))

type Damage =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'write'; readonly at: number; readonly text: string }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number }

/** What breaks readers: unclosed quotes and brackets, ends of lines, keys of every object, marks of other formats. */
const HOSTILE = [
  '"',
  '\\',
  '{',
  '[',
  '}',
  ']',
  '\n',
  '\r\n',
  '\0',
  ' >',
  'err=<\n',
  '=',
  '\x1b[31m',
  '\u2028',
]
  .concat([
    '__proto__',
    '"__proto__":{}',
    'constructor',
    '&a *a',
    '- ',
    '---\n',
    '99999999999999999999',
    '-1',
  ])
  .concat(['map[', '&{', '}, {', '+99:99', '9999-99-99T99:99:99Z', 'I1399 99:99:99.999999     1 a.go:1] '])

const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
    fc.record({ kind: fc.constant('write' as const), at, text: fc.constantFrom(...HOSTILE) }),
    fc.record({ kind: fc.constant('cut' as const), at }),
    fc.record({ kind: fc.constant('repeat' as const), at, length: fc.integer({ min: 1, max: 400 }) }),
  ),
  { maxLength: 12 },
)
const picks = fc.record({ file: fc.nat(FILES.length - 1), from: at, damage: damages })

function damaged({ file, from, damage }: { file: number; from: number; damage: Damage[] }): NamedLog {
  const { name, log } = FILES[file] as NamedLog
  const whole = Buffer.from(log)
  const begin = Math.floor(from * Math.max(1, whole.length - WINDOW))
  let bytes = Buffer.from(whole.subarray(begin, begin + WINDOW))
  for (const one of damage) bytes = apply(bytes, one)
  return { name, log: bytes }
}

function apply(bytes: Buffer<ArrayBuffer>, damage: Damage): Buffer<ArrayBuffer> {
  const place = Math.floor(damage.at * bytes.length)
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)]
  switch (damage.kind) {
    case 'flip':
      if (place < bytes.length) bytes[place] = (bytes[place] ?? 0) ^ (1 << damage.bit)
      return bytes
    case 'write':
      return Buffer.concat([before, Buffer.from(damage.text), after])
    case 'cut':
      // From both sides: the longer piece is what is left.
      return Buffer.from(before.length > after.length ? before : after)
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, damage.length), after])
  }
}

describe('damaged files of an incident', () => {
  test('each alone is a valid document', () => {
    fc.assert(
      fc.property(picks, (pick) => {
        const { name, log } = damaged(pick)
        expect(documentSchema.safeParse(parse(log, { name })).error).toBeUndefined()
      }),
      { numRuns: runs(250) },
    )
  }, 60_000)

  test('several together are a valid document', () => {
    fc.assert(
      fc.property(fc.array(picks, { minLength: 2, maxLength: 6 }), (files) => {
        const document = parseAll(files.map(damaged), { cannotTell: true })
        expect(documentSchema.safeParse(document).error).toBeUndefined()
      }),
      { numRuns: runs(60) },
    )
  }, 60_000)
})
