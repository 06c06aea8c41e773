import { rmSync } from 'node:fs'
import { denseLog } from './logs/dense.js'
import { kubeletLog } from './logs/kubelet.js'
import type { Log } from './logs/log.js'
import { writeLog } from './logs/make.js'
import { sparseLog } from './logs/sparse.js'
import { inTurn } from './measure.js'
import { leastOf, medianOf } from './statistics.js'
import { type Cell, megabytes, milliseconds, table, times } from './table.js'

const SIZES = [10e6, 100e6, 500e6, 2000e6]
const BYTES_PER_DUMP = 110_000

/** The log of each kind that has about so many bytes. */
const KINDS: Readonly<Record<string, (bytes: number) => Log>> = {
  sparse: (bytes) => sparseLog(bytes, 5_000_000),
  dense: (bytes) => denseLog(Math.round(bytes / BYTES_PER_DUMP), 850),
  kubelet: (bytes) => kubeletLog(bytes, 'v1.32', 'short'),
}

interface Step {
  readonly bytes: number
  readonly wallMs?: number | undefined
  readonly peakBytes?: number | undefined
  /** What a byte more than in the step before took, as a multiple of that of the first two steps. */
  readonly relative?: number
}

export interface Growth {
  readonly title: string
  readonly steps: readonly Step[]
}

/** How time and memory grow with the size of the input. The logs are removed when they are measured. */
export function measureGrowth(
  program: readonly string[],
  folder: string,
  scale: number,
  rounds: number,
  note: (text: string) => void,
): Growth[] {
  return Object.entries(KINDS).map(([title, make]) => {
    const logs = SIZES.map((size) => {
      note(`growth, ${title}: making ${megabytes(size * scale)}`)
      return writeLog(`${folder}/growth-${title}-${size * scale}.log`, make(size * scale))
    })
    const commands = logs.map(({ path }) => ({ name: path, argv: [...program, '-f', 'ndjson', path] }))
    const runs = inTurn(commands, rounds, note)
    for (const { path } of logs) rmSync(path)
    const steps = logs.map(({ path, bytes }) => ({
      bytes,
      wallMs: leastOf(runs.get(path), 'wallMs'),
      peakBytes: medianOf(runs.get(path), 'peakBytes'),
    }))
    return { title, steps: withRelative(steps) }
  })
}

/** Of differences the start-up is no part. */
export function withRelative(steps: readonly Step[]): Step[] {
  const perByte = steps.map(({ wallMs, bytes }, index) => {
    const before = steps[index - 1]
    if (wallMs === undefined || before?.wallMs === undefined) return undefined
    return (wallMs - before.wallMs) / (bytes - before.bytes)
  })
  const first = perByte[1]
  return steps.map((step, index) => {
    const own = perByte[index]
    return index < 2 || own === undefined || first === undefined ? step : { ...step, relative: own / first }
  })
}

export function growthTable(growths: readonly Growth[]): string {
  const rows: Cell[][] = growths.flatMap(({ title, steps }) =>
    steps.map(({ bytes, wallMs, peakBytes, relative }) => [
      title,
      megabytes(bytes),
      milliseconds(wallMs),
      times(relative),
      megabytes(peakBytes),
    ]),
  )
  return table(['log', 'size', 'wall', 'time per MB added', 'peak memory'], rows)
}
