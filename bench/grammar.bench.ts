import { bench, describe } from 'vitest'
import { classify } from '../src/kernel/classify.js'
import { countRead } from './count-read.js'
import { corpusLines } from './logs/corpus.js'
import { kernelLine } from './logs/stamp.js'

/** The lines of a dump by what they are, each kind with the plain regular expression that it is held against. */
const TEXTS = corpusLines('7.2/m-memcg-2000/dmesg.txt').map((line) => kernelLine(line).text)

const KINDS: readonly (readonly [name: string, lines: readonly string[], plain: RegExp])[] = [
  [
    'task rows',
    TEXTS.filter((text) => /^\[ *\d+\]/.test(text)),
    /^\[ *(\d+)\] +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(-?\d+) (.*)$/,
  ],
  ['statistics of a cgroup', TEXTS.filter((text) => /^[a-z_]+ \d+$/.test(text)), /^([a-z_]+) (\d+)$/],
  [
    'kill lines',
    TEXTS.filter((text) => text.includes('Killed process')),
    /^Memory cgroup out of memory: Killed process (\d+) \((.*)\) total-vm:(\d+)kB, anon-rss:(\d+)kB, file-rss:(\d+)kB, shmem-rss:(\d+)kB, UID:(\d+) pgtables:(\d+)kB oom_score_adj:(-?\d+)$/,
  ],
  [
    'lines of others',
    corpusLines('7.2/n-benign-boot/dmesg.txt').map((line) => kernelLine(line).text),
    /invoked oom-killer|Killed process|Out of memory/,
  ],
]

for (const [name, lines, plain] of KINDS) {
  describe(`grammar: ${lines.length} ${name}`, () => {
    bench('classify', () => void countRead(lines, classify))
    bench('a plain regular expression', () => void countRead(lines, (line) => plain.exec(line)))
  })
}
