// Counts the lines that a regular expression matches: node:readline with its `line` event. The expression is in a file.
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

let lines = 0
const pattern = new RegExp(readFileSync(process.argv[3], 'latin1').trimEnd().split('\n').join('|'))
const reader = createInterface({
  input: createReadStream(process.argv[2]),
  crlfDelay: Number.POSITIVE_INFINITY,
})
reader.on('line', (line) => {
  if (pattern.test(line)) lines++
})
reader.on('close', () => console.log(lines))
