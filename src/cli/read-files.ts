import { availableParallelism } from 'node:os'
import type { Bundle } from '../bundle.js'
import { type Listed, nameOf, readFile, type See, sizeOfFile } from '../node/index.js'
import type { BundleOptions } from '../options.js'
import type { FoundEvent } from '../record/index.js'
import type { ReadCommand } from './command.js'
import type { FileRead } from './crew.js'
import { type Complain, files, unreadable } from './inputs.js'
import type { Progress } from './progress.js'

/** So much text is read in the time that threads take to start and to become fast. */
const WORTH_THREADS = 16 * 1024 * 1024
/** More of them find more than the one that collects can take. */
const MOST_THREADS = 8
/** A packed log is about an eighth of its text. That names lie costs only time here. */
const PACKED = /\.(?:gz|xz|zst)$/i
const UNPACKED_TIMES = 8

/** A file whose size is known. A pipe has none: it can only be read once, and not by anybody else. */
interface Sized {
  readonly file: Listed
  readonly bytes: number
  /** About so much will be read of it. */
  readonly textBytes: number
}

/**
 * Reads all files into a bundle, in several threads where that is faster. What they say, and who complains first, does not
 * depend on it.
 */
export async function readFiles(
  bundle: Bundle,
  command: ReadCommand,
  options: BundleOptions,
  { complain, see, progress }: { complain: Complain; see: See; progress: Progress },
): Promise<void> {
  const all: Listed[] = []
  for await (const file of files(command)) all.push(file)
  const sized = await sizedOf(all)
  progress.expect(sized.length < all.length ? undefined : sum(sized.map(({ bytes }) => bytes)))
  const threads = threadsFor(sized, command.threads)
  const crew = threads > 1 ? new (await import('./crew.js')).Crew(options, threads) : undefined
  // The largest first: it should not begin when all others are done.
  sized.sort((a, b) => b.textBytes - a.textBytes)
  const reading = new Map<Listed, Promise<FileRead>>()
  if (crew !== undefined) {
    for (const { file } of sized) reading.set(file, crew.read(file, progress))
  }
  const count = ({ type }: FoundEvent) => {
    if (type === 'oom') progress.addOom()
  }
  try {
    for (const file of all) {
      const read: FileRead =
        (await reading.get(file)) ??
        (await readFile(file, (name, writtenMs) => bundle.open(name, writtenMs, count), {
          see,
          read: (bytes) => progress.add(bytes),
        }))
      if (read.reading !== undefined) bundle.add(read.reading)
      if (read.skipped !== undefined) bundle.skip(read.skipped)
      if (read.unreadable !== undefined) bundle.note(unreadable(nameOf(file), read.unreadable, complain))
    }
  } finally {
    await crew?.close()
  }
}

async function sizedOf(all: readonly Listed[]): Promise<Sized[]> {
  const found: Sized[] = []
  for (const file of all) {
    const bytes = file.path === '-' ? undefined : await sizeOfFile(file.path)
    if (bytes === undefined) continue
    found.push({ file, bytes, textBytes: PACKED.test(file.path) ? bytes * UNPACKED_TIMES : bytes })
  }
  return found
}

function threadsFor(sized: readonly Sized[], asked: number | undefined): number {
  if (asked !== undefined) return Math.min(asked, sized.length)
  const text = sum(sized.map(({ textBytes }) => textBytes))
  return text < WORTH_THREADS ? 1 : Math.min(availableParallelism(), MOST_THREADS, sized.length)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
