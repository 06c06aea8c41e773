import { readFileSync, writeFileSync } from 'node:fs'

const BEGIN = '<!-- results: npm run bench -- --growth --markdown -->'
const END = '<!-- end of the results -->'

/** Puts the results between the two marks of a page. */
export function withResults(page: string, results: string): string {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin < 0 || end < begin) throw new Error('the page has no place for the results')
  return `${page.slice(0, begin)}${BEGIN}\n\n${results.trim()}\n\n${page.slice(end)}`
}

export function writeResults(path: string, results: string): void {
  writeFileSync(path, withResults(readFileSync(path, 'utf8'), results))
}
