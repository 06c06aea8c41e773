import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Log, Written } from './log.js'

/** Raised when a generator changes: logs of an older one are made anew. */
const GENERATION = '1'

export interface LogFile extends Written {
  readonly path: string
}

/** Writes a log, or finds it written before. A file that is there is complete: it gets its name at the end. */
export function makeLog(path: string, make: () => Log): LogFile {
  const facts = `${path}.${GENERATION}.json`
  if (existsSync(path) && existsSync(facts))
    return { ...(JSON.parse(readFileSync(facts, 'utf8')) as Written), path }
  const log = writeLog(path, make())
  writeFileSync(facts, JSON.stringify(log))
  return log
}

export function writeLog(path: string, { pieces, written }: Log): LogFile {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(`${path}.part`, 'w')
  for (const piece of pieces) writeSync(file, piece)
  closeSync(file)
  renameSync(`${path}.part`, path)
  return { path, ...written }
}

/** The same log, compressed. */
export async function makeGzip({ path }: LogFile): Promise<string> {
  const compressed = `${path}.${GENERATION}.gz`
  if (existsSync(compressed)) return compressed
  await pipeline(createReadStream(path), createGzip(), createWriteStream(`${compressed}.part`))
  renameSync(`${compressed}.part`, compressed)
  return compressed
}
