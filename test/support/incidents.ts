import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { NamedLog } from '../../src/index.js'
import { CORPUS } from './corpus.js'

const INCIDENTS = join(CORPUS, 'incidents')

/** All files of an incident's folder, unpacked, in the order in which the command line reads them. */
export function incident(name: string): NamedLog[] {
  const root = join(INCIDENTS, name)
  return filesBelow(root).map((path) => {
    const bytes = readFileSync(path)
    return { name: relative(root, path), log: path.endsWith('.gz') ? gunzipSync(bytes) : bytes }
  })
}

/** The folders, in the order of their names. */
export function incidentNames(): string[] {
  return readdirSync(INCIDENTS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

export function incidentTruth<Truth>(name: string): Truth {
  return JSON.parse(readFileSync(join(INCIDENTS, `${name}.truth.json`), 'utf8')) as Truth
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
}

/** What the scripts of the real captures wrote down while they ran. */
export interface CaptureTruth {
  readonly btime_s: number
  readonly timezone: string
  readonly sequence: readonly { readonly ms: number; readonly kind: string; readonly bytes?: number }[]
  readonly ooms: readonly {
    readonly journal_ms: number
    readonly kernel_seconds: number
    readonly invoked_by: string
    readonly limit_kB?: number
    readonly oom_memcg?: string
    readonly pid: number
    readonly global: boolean
  }[]
}
