import { bench, describe } from 'vitest'
import { frame } from '../src/framing/index.js'
import { KlogReader } from '../src/klog/index.js'
import { countRead } from './count-read.js'
import { corpusLines } from './logs/corpus.js'

const ALL = corpusLines('incidents/kubelet-1.32-cgroup-v2-text/journal/journalctl-u-kubelet-cat.txt.gz')

const KINDS: readonly (readonly [name: string, lines: readonly string[], plain: RegExp])[] = [
  [
    'structured lines',
    ALL.filter((line) => /^[IWEF]\d{4} .*?\] ".*" \w+=/.test(line)),
    /^([IWEF])(\d{4} [\d:.]+) +(\d+) ([^:]+):(\d+)\] "((?:[^"\\]|\\.)*)"(.*)$/,
  ],
  [
    'lines of text',
    ALL.filter((line) => /^[IWEF]\d{4} [^\]]*\] [^"]/.test(line)),
    /^([IWEF])(\d{4} [\d:.]+) +(\d+) ([^:]+):(\d+)\] (.*)$/,
  ],
]

for (const [name, lines, plain] of KINDS) {
  // Framing is measured by itself.
  const framed = frame(lines.join('\n'))
  const read = (wanted: () => boolean) => {
    const reader = new KlogReader({ input: 'kubelet.log', sink: () => {}, fact: () => {}, wanted })
    for (const line of framed) reader.push(line)
    reader.end()
  }
  describe(`klog: ${lines.length} ${name}`, () => {
    bench('read', () => read(() => true))
    bench('the header only, for messages that nobody wants', () => read(() => false))
    bench('a plain regular expression', () => void countRead(lines, (line) => plain.exec(line)))
  })
}
