import { corpusLines } from './corpus.js'
import { type Log, Pieces } from './log.js'
import { type Random, random } from './random.js'
import { SENDERS } from './senders.js'
import { type KernelLine, kernelLine, kernelStamp, syslogStamps } from './stamp.js'
import { template } from './template.js'

/** Dumps that each are one OOM. */
const DUMPS = [
  '6.12/v2-pod',
  '7.2/g-swap',
  '6.12/v2-kubepods-limit',
  '7.2/v2-service',
  '6.12/v2-pagecache',
  '7.2/v2-oom-group',
]

const HOST = 'node-03'
const BEGIN = Date.UTC(2026, 0, 5, 6, 25, 1)
/** The machine was up for a while before the log begins. */
const UP_MICROS = 86_400e6

/** Ordinary syslog of a server, with a dump of an OOM every so many bytes. */
export function sparseLog(bytes: number, bytesPerOom = 20_000_000): Log {
  const pieces = new Pieces()
  return { pieces: write(pieces, bytes, bytesPerOom), written: pieces.written }
}

function* write(pieces: Pieces, bytes: number, bytesPerOom: number): Iterable<string> {
  const { written } = pieces
  const next = random(1)
  const line = ordinary()
  const stamp = syslogStamps()
  const dumps = DUMPS.map(dump)
  let ms = 0
  let due = bytesPerOom
  while (written.bytes < bytes) {
    ms += next(100)
    const micros = UP_MICROS + ms * 1000
    pieces.add(`${stamp(BEGIN + ms)} ${HOST} ${line(next, micros)}`)
    if (written.bytes >= due) {
      due += bytesPerOom
      const lines = dumps[written.ooms++ % dumps.length] ?? []
      for (const { micros: since, text } of lines)
        pieces.add(`${stamp(BEGIN + ms)} ${HOST} kernel: ${kernelStamp(micros + since)}${text}`)
      // Nothing is printed while the dump is.
      ms += 1000 + Math.ceil((lines.at(-1)?.micros ?? 0) / 1000)
    }
    yield* pieces.full()
  }
  yield* pieces.rest()
}

/** A line of some sender, by the senders' shares. */
function ordinary(): (random: Random, micros: number) => string {
  const bag = SENDERS.flatMap(([share, ...templates]) => {
    const lines = templates.map((text) => ({ fill: template(text), isKernels: text.startsWith('kernel: ') }))
    return Array<typeof lines>(share).fill(lines)
  })
  return (next, micros) => {
    const lines = bag[next(bag.length)] ?? []
    const line = lines[next(lines.length)]
    if (line === undefined) throw new Error('a sender without lines')
    const text = line.fill(next)
    return line.isKernels ? text.replace('kernel: ', `kernel: ${kernelStamp(micros)}`) : text
  }
}

/** The lines of a dump with the time since its first; rsyslog prints the line feeds in a message as `#012`. */
function dump(name: string): KernelLine[] {
  const lines: KernelLine[] = []
  for (const line of corpusLines(`${name}/dmesg.txt`)) {
    const last = lines.at(-1)
    if (!line.startsWith('[') && last !== undefined)
      lines[lines.length - 1] = { ...last, text: `${last.text}#012${line}` }
    else lines.push(kernelLine(line))
  }
  const first = lines.findIndex(({ text }) => text.includes(' invoked oom-killer: '))
  const begin = lines[first]?.micros ?? 0
  return lines.slice(first).map(({ micros, text }) => ({ micros: micros - begin, text }))
}
