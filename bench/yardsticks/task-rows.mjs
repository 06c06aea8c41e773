// Reads the task rows of a log of dumps into objects with one sticky regular expression, and nothing else of it. A row that
// a chunk of the file cuts is lost, which is in this loop's favour. The objects of a dump are dropped when the next begins.
import { closeSync, openSync, readSync } from 'node:fs'

const ROW =
  /\[ *\d+\.\d+\] \[ *(\d+)\] +(-?\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(-?\d+) ([^\n]*)\n/y
const chunk = Buffer.allocUnsafe(256 * 1024)
const file = openSync(process.argv[2], 'r')
let tasks = []
let rows = 0
for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
  const text = chunk.latin1Slice(0, length)
  for (let from = 0, to = text.indexOf('\n'); to >= 0; from = to + 1, to = text.indexOf('\n', from)) {
    ROW.lastIndex = from
    const row = ROW.exec(text)
    if (row === null) {
      if (tasks.length > 0) tasks = []
      continue
    }
    rows++
    tasks.push({
      pid: Number(row[1]),
      uid: Number(row[2]),
      tgid: Number(row[3]),
      totalVmPages: Number(row[4]),
      rssPages: Number(row[5]),
      rssAnonPages: Number(row[6]),
      rssFilePages: Number(row[7]),
      rssShmemPages: Number(row[8]),
      pgtablesBytes: Number(row[9]),
      swapEntries: Number(row[10]),
      oomScoreAdj: Number(row[11]),
      comm: row[12],
    })
  }
}
closeSync(file)
console.log(rows)
