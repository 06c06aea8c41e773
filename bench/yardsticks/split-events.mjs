// Splits a file into lines and counts them: node:readline with its `line` event.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

let lines = 0
const reader = createInterface({
  input: createReadStream(process.argv[2]),
  crlfDelay: Number.POSITIVE_INFINITY,
})
reader.on('line', () => lines++)
reader.on('close', () => console.log(lines))
