import { corpusLines } from './corpus.js'
import { type Log, Pieces } from './log.js'
import { random } from './random.js'
import { kernelLine, kernelStamp } from './stamp.js'

/** A cgroup with 2000 tasks, kernel 7.2: its rows are replaced, what stands around them is kept. */
const MODEL = '7.2/m-memcg-2000/dmesg.txt'
const FIRST_MICROS = 4000e6
const BETWEEN_DUMPS = 20e6
const BETWEEN_LINES = 211

const PROGRAMS = ['nginx', 'php-fpm', 'java', 'node', 'python3', 'postgres', 'redis-server', 'kworker/u16:3']

/** Nothing but dumps of OOMs, as `dmesg` prints them, each with so many tasks. */
export function denseLog(dumps: number, tasksPerDump: number): Log {
  const pieces = new Pieces()
  return { pieces: write(pieces, dumps, tasksPerDump), written: pieces.written }
}

function* write(pieces: Pieces, dumps: number, tasks: number): Iterable<string> {
  const { head, victim, tail } = model()
  const next = random(2)
  for (let dump = 0; dump < dumps; dump++) {
    let micros = FIRST_MICROS + dump * BETWEEN_DUMPS
    const add = (text: string) => {
      pieces.add(kernelStamp(micros) + text)
      micros += BETWEEN_LINES
    }
    head.forEach(add)
    for (let task = 1; task < tasks; task++) {
      add(row(3000 + task, next(200_000), next(40_000), next, task))
      yield* pieces.full()
    }
    add(victim)
    tail.forEach(add)
    pieces.written.ooms++
    yield* pieces.full()
  }
  yield* pieces.rest()
}

/** `[    109]  5000   109      365      230       19        1       210    40960        0             0 swarm` */
function row(pid: number, vm: number, rss: number, next: (below: number) => number, task: number): string {
  const file = next(Math.floor(rss / 4) + 1)
  const shmem = next(Math.floor(rss / 16) + 1)
  const right = (value: number | string, width: number) => String(value).padStart(width)
  const sizes = [vm + rss, rss, rss - file - shmem, file, shmem].map((pages) => right(pages, 8))
  const adjusted = ['0', '-998', '968', '1000'][next(4)] ?? '0'
  const name = PROGRAMS[task % PROGRAMS.length]
  return `[${right(pid, 7)}] ${right(next(6000), 5)} ${right(pid, 5)} ${sizes.join(' ')} ${right(4096 * (1 + next(500)), 8)} ${right(next(9000), 8)}         ${right(adjusted, 5)} ${name}`
}

/** What stands in front of the rows, the row of the one that is killed, and what stands behind them. */
function model(): { head: string[]; victim: string; tail: string[] } {
  const texts = corpusLines(MODEL).map((line) => kernelLine(line).text)
  const isRow = (text: string) => /^\[ *\d+\] /.test(text)
  const first = texts.findIndex(isRow)
  const last = texts.findLastIndex(isRow)
  return { head: texts.slice(0, first), victim: texts[last] ?? '', tail: texts.slice(last + 1) }
}
