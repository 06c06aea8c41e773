import { anchorFiles } from './anchors.js'
import type { Comparison } from './comparison.js'
import { denseLog } from './logs/dense.js'
import { kubeletLog } from './logs/kubelet.js'
import { type LogFile, makeGzip, makeLog } from './logs/make.js'
import { smallLog } from './logs/small.js'
import { sparseLog } from './logs/sparse.js'
import { type Command, which } from './measure.js'
import type { Options } from './options.js'

const TASKS = 850

/** What is compared, over logs that are made where they are missing. */
export async function comparisons(options: Options, note: (text: string) => void): Promise<Comparison[]> {
  const { folder, scale, cli } = options
  const log = (name: string, make: () => ReturnType<typeof sparseLog>): LogFile => {
    note(`making ${name}`)
    return makeLog(`${folder}/${name}-${scale}.log`, make)
  }
  const own = (format: string, path: string): Command => ({
    name: `oomparse -f ${format}`,
    argv: ['node', cli, '-f', format, path],
  })
  const sparse = log('sparse', () => sparseLog(1000e6 * scale))
  note('compressing sparse')
  const gzip = await makeGzip(sparse)
  const dense = log('dense', () => denseLog(500 * scale, TASKS))
  const one = log('one-dump', () => denseLog(1, 50_000 * scale))
  const raw = log('kubelet-raw', () => kubeletLog(500e6 * scale, 'v1.20', 'raw'))
  const short = log('kubelet-short', () => kubeletLog(500e6 * scale, 'v1.32', 'short'))
  const small = log('small', smallLog)
  return [
    startUp(own('text', small.path), small, cli),
    sparseText(own('ndjson', sparse.path), sparse, folder),
    {
      title: 'sparse log, gzip',
      log: sparse,
      commands: [
        own('ndjson', gzip),
        tool('gzip -dc', 'gzip', '-dc', gzip),
        tool('rg -z -j1 -c', 'rg', '-z', ...search(anchorFiles(folder).all.path), gzip),
      ],
      bars: [],
      bounded: ['oomparse -f ndjson'],
    },
    {
      title: 'dense log',
      log: dense,
      commands: [
        own('oneline', dense.path),
        own('ndjson', dense.path),
        yardstick('plain loop over the task rows', 'task-rows', dense.path),
        yardstick('readline, events', 'split-events', dense.path),
        idle(),
      ],
      bars: [
        { of: 'oomparse -f oneline', to: 'plain loop over the task rows', atMost: 2 },
        { of: 'oomparse -f oneline', to: 'node -e 0', atMost: 20 },
      ],
      bounded: ['oomparse -f ndjson'],
    },
    {
      title: `one dump of ${50_000 * scale} tasks`,
      log: one,
      commands: [own('ndjson', one.path), yardstick('plain loop over the task rows', 'task-rows', one.path)],
      bars: [],
      bounded: ['oomparse -f ndjson'],
    },
    ...[raw, short].map((kubelet) => ({
      title: kubelet === raw ? 'kubelet log, as klog prints it' : 'kubelet log, journalctl -o short',
      log: kubelet,
      commands: [own('ndjson', kubelet.path), ...readline(kubelet.path)],
      bars: [{ of: 'oomparse -f ndjson', to: 'readline, events', atMost: 2 }],
      bounded: ['oomparse -f ndjson'],
    })),
  ]
}

function startUp(report: Command, log: LogFile, cli: string): Comparison {
  return {
    title: 'start-up',
    log,
    commands: [
      { name: 'oomparse --version', argv: ['node', cli, '--version'], readsNothing: true },
      report,
      idle(),
    ],
    bars: [
      { of: 'oomparse --version', to: 'node -e 0', atMost: 1.3 },
      { of: report.name, to: 'node -e 0', atMost: 2.5 },
    ],
    roundsTimes: 6,
  }
}

function sparseText(own: Command, log: LogFile, folder: string): Comparison {
  const { all, kernel } = anchorFiles(folder)
  return {
    title: 'sparse log',
    log,
    commands: [
      own,
      tool(`rg -j1 -c, ${all.count} anchors`, 'rg', ...search(all.path), log.path),
      tool(`rg -j1 -c, the kernel's ${kernel.count}`, 'rg', ...search(kernel.path), log.path),
      tool(`grep -c -E, ${all.count} anchors`, 'grep', '-c', '-E', '-f', all.path, log.path),
      tool(`grep -c -E, the kernel's ${kernel.count}`, 'grep', '-c', '-E', '-f', kernel.path, log.path),
      tool('cat', 'cat', log.path),
      tool('wc -l', 'wc', '-l', log.path),
      ...readline(log.path),
      yardstick('readline, regular expression', 'match-lines', log.path, all.path),
      idle(),
    ],
    bars: [
      { of: own.name, to: `rg -j1 -c, ${all.count} anchors`, atMost: 1.5 },
      { of: own.name, to: `rg -j1 -c, the kernel's ${kernel.count}`, atMost: 1.5 },
      { of: own.name, to: `grep -c -E, ${all.count} anchors`, atMost: 1 },
      { of: own.name, to: `grep -c -E, the kernel's ${kernel.count}`, atMost: 1 },
    ],
    bounded: [own.name],
  }
}

function search(anchors: string): string[] {
  return ['--no-config', '-j1', '-c', '-f', anchors]
}

function idle(): Command {
  return { name: 'node -e 0', argv: ['node', '-e', '0'], readsNothing: true }
}

function readline(path: string): Command[] {
  return [
    yardstick('readline, events', 'split-events', path),
    yardstick('readline, for await', 'split-await', path),
  ]
}

function yardstick(name: string, script: string, ...rest: string[]): Command {
  return { name, argv: ['node', `bench/yardsticks/${script}.mjs`, ...rest] }
}

function tool(name: string, program: string, ...rest: string[]): Command {
  return {
    name,
    argv: which(program) === undefined ? undefined : [program, ...rest],
    keepsOutput: program !== 'cat' && program !== 'gzip',
  }
}
