import fc from 'fast-check'

/** What a log suffers on its way, and what an enemy does to it. Places are parts of the whole: 0 to 1. */
export interface Damage {
  /** The log ends here. */
  readonly end: number
  readonly dropped: readonly number[]
  readonly swapped: readonly (readonly [number, number])[]
  readonly doubled: readonly number[]
  /** Numbers that became others. */
  readonly numbers: readonly (readonly [place: number, other: string])[]
}

const PLACE = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

/** What makes reckoning go wrong: nothing, signs, the ends of 32, 53 and 64 bits, and more. */
const OTHER = fc.oneof(
  fc.constantFrom('0', '-1', '1', '4294967295', '9007199254740991', '9007199254740993'),
  fc.constantFrom('18446744073709551615', '9223372036854771712', `1${'0'.repeat(30)}`, '-1000', '0x0', ''),
  fc.nat().map(String),
)

export function damage(): fc.Arbitrary<Damage> {
  return fc.record({
    end: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, PLACE),
    dropped: fc.array(PLACE, { maxLength: 4 }),
    swapped: fc.array(fc.tuple(PLACE, PLACE), { maxLength: 2 }),
    doubled: fc.array(PLACE, { maxLength: 2 }),
    numbers: fc.array(fc.tuple(PLACE, OTHER), { maxLength: 10 }),
  })
}

export function damaged(bytes: Uint8Array, { end, dropped, swapped, doubled, numbers }: Damage): string {
  // Bytes stay what they are: digits are digits in each of the encodings.
  const whole = Buffer.from(bytes).toString('latin1')
  const lines = whole.slice(0, Math.ceil(whole.length * end)).split('\n')
  const at = (place: number) => Math.floor(place * lines.length)
  for (const [a, b] of swapped) [lines[at(a)], lines[at(b)]] = [lines[at(b)] ?? '', lines[at(a)] ?? '']
  for (const place of doubled) lines.splice(at(place), 0, lines[at(place)] ?? '')
  for (const place of dropped) lines.splice(at(place), 1)
  for (const [place, other] of numbers) changeNumber(lines, place, other)
  return lines.join('\n')
}

/** A number of the line itself: a stamp or a priority before it would only move the line. */
function changeNumber(lines: string[], place: number, other: string): void {
  const index = Math.floor(place * lines.length)
  const line = lines[index] ?? ''
  const found = [...line.matchAll(/(?<=[ =(,*]|[a-z_)]:)-?\d+/g)]
  const one = found[Math.floor(place * 7919) % Math.max(1, found.length)]
  if (one === undefined) return
  lines[index] = line.slice(0, one.index) + other + line.slice(one.index + one[0].length)
}
