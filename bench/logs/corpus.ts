import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** The lines of a log of the corpus. The working directory is that of the package: npm and vitest see to it. */
export function corpusLines(path: string): string[] {
  const bytes = readFileSync(`corpus/${path}`)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.split('\n').filter((line) => line !== '')
}
