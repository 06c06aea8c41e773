import { bench, describe } from 'vitest'
import { frame } from '../src/framing/index.js'
import { countRead } from './count-read.js'
import { corpusLines } from './logs/corpus.js'

const KERNEL = 'incidents/kubelet-1.32-cgroup-v2-text/kernel'

const SYSLOG = /^(\S+ +\S+ \S+) (\S+) ([^[:]+)(?:\[(\d+)\])?: (.*)$/
const DMESG = /^\[ *([\d.]+)\] (.*)$/

/** The same messages of a kernel in the framings that are met most, and what reads a line of each plainly. */
const LOGS: readonly (readonly [file: string, plain: (line: string) => unknown])[] = [
  ['dmesg.txt.gz', (line) => DMESG.exec(line)],
  ['dmesg-T.txt.gz', (line) => /^\[([^\]]+)\] (.*)$/.exec(line)],
  ['dmesg-iso.txt.gz', (line) => /^(\S+) (.*)$/.exec(line)],
  ['dev-kmsg.txt.gz', (line) => /^(\d+),(\d+),(\d+),([^;]*);(.*)$/.exec(line)],
  ['journalctl-k-short.txt.gz', (line) => SYSLOG.exec(line)],
  ['journalctl-k-short-iso-precise.txt.gz', (line) => /^(\S+) (\S+) ([^[:]+): (.*)$/.exec(line)],
  ['journalctl-k-json.txt.gz', (line) => JSON.parse(line)],
]

for (const [file, plain] of LOGS) {
  const lines = corpusLines(`${KERNEL}/${file}`)
  const text = lines.join('\n')
  describe(`framing: ${lines.length} lines of ${file}`, () => {
    bench('frame', () => void frame(text))
    bench('split, and a plain reading of each line', () => void countRead(text.split('\n'), plain))
  })
}
