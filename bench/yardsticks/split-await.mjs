// Splits a file into lines and counts them: node:readline with `for await`.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

let lines = 0
const reader = createInterface({
  input: createReadStream(process.argv[2]),
  crlfDelay: Number.POSITIVE_INFINITY,
})
for await (const _ of reader) lines++
console.log(lines)
