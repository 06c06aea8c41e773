import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Command {
  readonly name: string
  /** `undefined`: the program is not on this machine. */
  readonly argv: readonly string[] | undefined
  /** Its output goes to a file: GNU grep stops at the first line that it finds when nobody reads what it prints. */
  readonly keepsOutput?: boolean
  /** It does not read the log: no speed can be told. */
  readonly readsNothing?: boolean
}

export interface Run {
  readonly wallMs: number
  /** User and system time; missing where GNU time is. */
  readonly cpuMs?: number
  readonly peakBytes?: number
}

/**
 * GNU time, which tells what the kernel accounts to the process: a child of Node itself has Node's memory until it becomes
 * another program, so its peak could not be told from Node's.
 */
const TIME = ['/usr/bin/time', '/bin/time'].find(isGnuTime)

export const MEASURES_MEMORY: boolean = TIME !== undefined

function isGnuTime(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['-f', '%M', 'true'], { encoding: 'utf8' }).status === 0
}

/** The path of a program, or nothing. */
export function which(program: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    const path = join(folder, program)
    if (existsSync(path)) return path
  }
  return undefined
}

/** Runs a command once. */
export function run(argv: readonly string[], keepsOutput = false): Run {
  const folder = mkdtempSync(join(tmpdir(), 'oomparse-bench-'))
  try {
    const told = join(folder, 'time')
    const [program = '', ...rest] = TIME === undefined ? argv : [TIME, '-f', '%U %S %M', '-o', told, ...argv]
    const output = keepsOutput ? openSync(join(folder, 'output'), 'w') : 'ignore'
    const begin = performance.now()
    const { status, error, stderr } = spawnSync(program, rest, {
      stdio: ['ignore', output, 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    })
    const wallMs = performance.now() - begin
    if (output !== 'ignore') closeSync(output)
    // Status 1 is that of a grep that found nothing.
    if (error !== undefined || status === null || status > 1)
      throw new Error(`${argv.join(' ')}: ${error?.message ?? `status ${status}, ${stderr}`}`)
    return TIME === undefined ? { wallMs } : { wallMs, ...resources(readFileSync(told, 'utf8')) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The last line: in front of it GNU time says so when the status was not 0. */
function resources(told: string): { cpuMs: number; peakBytes: number } {
  const [user = 0, system = 0, kilobytes = 0] = (told.trimEnd().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return { cpuMs: (user + system) * 1000, peakBytes: kilobytes * 1024 }
}

/** Runs all commands in turn, several times: what else the machine does meets all of them alike. */
export function inTurn(
  commands: readonly Command[],
  rounds: number,
  note: (text: string) => void,
): Map<string, Run[]> {
  const runs = new Map<string, Run[]>()
  for (let round = 0; round <= rounds; round++) {
    for (const { name, argv, keepsOutput } of commands) {
      if (argv === undefined) continue
      note(round === 0 ? `${name}: first, not counted` : `${name}: ${round} of ${rounds}`)
      const one = run(argv, keepsOutput)
      // The first brings files and programs into the page cache.
      if (round > 0) runs.set(name, [...(runs.get(name) ?? []), one])
    }
  }
  return runs
}
