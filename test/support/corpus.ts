import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url))

/** One folder of the corpus: the same happening in one or more framings. */
export interface Case {
  /** `7.2/v2-pod`: the kernel series (or `constructed`) and the scenario. */
  readonly name: string
  readonly folder: string
  readonly files: readonly string[]
}

const NOT_LOGS = new Set(['truth.json', 'expected.json', 'expected-findings.md', 'origin.md'])

/** The framing that tells most comes first: it is the reference that the others are compared with. */
const REFERENCES = ['dmesg.txt', 'kmsg.txt', 'log.txt', 'dmesg-r.txt', 'dmesg.json', 'console.txt']

export function corpusCases(): Case[] {
  return readdirSync(CORPUS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'incidents')
    .flatMap(({ name: group }) =>
      readdirSync(join(CORPUS, group)).map((scenario) => {
        const folder = join(CORPUS, group, scenario)
        const files = readdirSync(folder).filter((file) => !NOT_LOGS.has(file))
        return {
          name: `${group}/${scenario}`,
          folder,
          files: files.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)),
        }
      }),
    )
}

function rank(file: string): number {
  const found = REFERENCES.indexOf(file)
  return found < 0 ? REFERENCES.length : found
}

export function readLog({ folder }: Case, file: string): Uint8Array {
  return readFileSync(join(folder, file))
}

export function readTruth({ folder }: Case): Truth | undefined {
  const path = join(folder, 'truth.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Truth) : undefined
}

/** What really happened, from sources other than the log. `events` is empty where nobody was killed. */
export interface Truth {
  readonly constructed?: boolean
  readonly complete?: boolean
  readonly pageSize?: number
  readonly kernel?: string
  readonly hostname?: string
  readonly notes?: unknown
  readonly events: readonly TruthEvent[]
  readonly victimsInOrder?: readonly { readonly pid: number; readonly comm: string }[]
  readonly processes?: readonly { readonly pid: number; readonly comm: string; readonly uid: number }[]
  readonly cgroupVersion?: number
}

export interface TruthEvent {
  readonly constraint?: string
  readonly oomMemcg?: string
  readonly taskMemcg?: string
  readonly limitKb?: number
  readonly taskCount?: number
  readonly order?: number
  readonly trigger?: { readonly comm: string; readonly pid?: number }
  readonly victim?: {
    readonly pid: number
    readonly comm: string
    readonly uid?: number
    readonly oomScoreAdj?: number
    readonly anonRssKbAtLeast?: number
    readonly shmemRssKbAtLeast?: number
  }
  readonly groupVictims?: readonly { readonly pid: number; readonly comm: string }[]
}
