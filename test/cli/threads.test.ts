import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALLOCATION_FAILURE, globalLog, memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { Program } from './program.js'
import { Running } from './running.js'

const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url))
const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

/** What the program does with one thread; with three it must do the same. */
async function alike(args: readonly string[], stdin = '') {
  const one = await program.run([...args, '--threads', '1'], { stdin })
  const three = await program.run([...args, '--threads', '3'], { stdin })
  expect(three.stderr).toBe(one.stderr)
  expect(three.status).toBe(one.status)
  // Not by `toBe`: to show how texts of this size differ takes minutes.
  expect(three.stdout === one.stdout).toBe(true)
  return one
}

describe('several threads', () => {
  it.each([['json'], ['ndjson']])('read the corpus as one does (%s)', async (format) => {
    const { stdout } = await alike([CORPUS, '-f', format, '--all'])
    expect(stdout.length).toBeGreaterThan(1_000_000)
  })

  it.each([['text'], ['csv']])('write what was read as one does (%s)', async (format) => {
    const { stdout } = await alike([join(CORPUS, '6.1'), '-f', format, '--all'])
    expect(stdout.length).toBeGreaterThan(100_000)
  })

  it('redact many logs as one does', async () => {
    await alike([
      join(CORPUS, 'constructed'),
      '-f',
      'json',
      '--redact',
      '--page-size',
      '4096',
      '--year',
      '2024',
    ])
  })

  it('say of what is no log, damaged or not there what one says, in the same order', async () => {
    const first = program.file('odd/a/first.log', memcgLog('first').repeat(30))
    const odd = dirname(dirname(first))
    const packed = gzipSync(globalLog().repeat(20) + QUIET.repeat(500))
    program.file('odd/b/cut.gz', packed.subarray(0, packed.length - 30))
    program.file('odd/b/damaged.gz', packed.fill(0x55, 300, 400))
    program.file('odd/b/empty', '')
    program.file('odd/b/empty.gz', gzipSync(''))
    program.file('odd/c/binary', readFileSync(process.execPath).subarray(0, 50_000))
    program.file('odd/c/old.bz2', Uint8Array.from([0x42, 0x5a, 0x68, 0x39, 1, 2, 3, 4]))
    program.file('odd/c/failure.log', ALLOCATION_FAILURE)
    mkdirSync(join(odd, 'nothing'))
    const journal = program.file('system.journal', `LPKSHHRH${'\0'.repeat(300)}`)
    const gone = join(odd, 'gone.log')
    const last = program.file('last.log', globalLog())

    const paths = [gone, odd, journal, '-', join(odd, 'nothing'), `${gone}.2`, last]
    const { status, stdout, stderr } = await alike([...paths, '-f', 'json'], memcgLog('piped'))
    expect(status).toBe(2)
    expect(stderr.trimEnd().split('\n')).toEqual([
      `oomparse: ${gone}: no such file`,
      expect.stringContaining(`oomparse: ${journal}: is a journal file`),
      `oomparse: ${gone}.2: no such file`,
    ])
    const { inputs } = JSON.parse(stdout)
    expect(inputs.map(({ name }: { name: string }) => name.replace(`${odd}/`, ''))).toEqual([
      ...['a/first.log', 'b/cut.gz', 'b/damaged.gz', 'b/empty', 'b/empty.gz'],
      ...['c/binary', 'c/failure.log', 'c/old.bz2', 'stdin', last],
    ])
    await alike([...paths, '--strict'], memcgLog('piped'))
    await alike([join(odd, 'nothing')])
  })

  it('are used unasked where there is much to read', async () => {
    const paths = ['x.log', 'y.log'].map((name) => program.file(`much/${name}`, memcgLog(name) + QUIET))
    const one = await program.run(paths)
    const filler = QUIET.repeat(Math.ceil((9 * 1024 * 1024) / QUIET.length))
    const much = ['x.log', 'y.log'].map((name) => program.file(`much/${name}`, memcgLog(name) + filler))
    expect(one.status).toBe(0)
    await alike([...much, '-f', 'json'])
    expect((await program.run([...much, '-f', 'json'])).stdout).toContain('"bytes"')
  })

  it.each(['0', '-1', 'two', '1.5', '1000'])('are no --threads %s', async (number) => {
    const { status, stderr } = await program.run([`--threads=${number}`], {})
    expect(status).toBe(2)
    expect(stderr).toContain('--threads is from 1 to 999')
  })
})

/** A thread that fails at some files and reads the others. */
const FAILING = `
  import { parentPort } from 'node:worker_threads'
  import './reader.js'
  parentPort.on('message', ({ file: { path } }) => {
    if (path.endsWith('dies.log')) throw new Error('an error of the program')
    if (path.endsWith('leaves.log')) process.exit(0)
    for (const hog = []; path.endsWith('hogs.log'); ) hog.push(new Array(10_000).fill({}))
    while (path.endsWith('hangs.log')) {}
  })`

describe('a thread that dies', () => {
  const failing = new Program()
  const file = (name: string) => failing.file(`failing/${name}`, memcgLog(name.slice(0, 6)))
  beforeAll(async () => {
    await failing.build()
    const worker = join(failing.directory, 'worker.js')
    renameSync(worker, join(failing.directory, 'reader.js'))
    writeFileSync(worker, FAILING)
  })
  afterAll(() => failing.remove())

  it('takes only its file with it', async () => {
    const names = ['good-1.log', 'dies.log', 'good-2.log', 'hogs.log', 'leaves.log', 'good-3.log']
    const paths = names.map(file)
    const { status, stdout, stderr } = await failing.run([...paths, '--threads', '2', '-f', 'json'], {
      env: { NODE_OPTIONS: '--max-old-space-size=150' },
    })
    const told = [
      `${paths[1]}: this is a bug, please report it: an error of the program`,
      `${paths[3]}: needs more memory than a thread may have: NODE_OPTIONS=--max-old-space-size=8192 gives it 8 GiB`,
      `${paths[4]}: this is a bug, please report it: its thread ended`,
    ]
    expect(stderr).toBe(told.map((line) => `oomparse: ${line}\n`).join(''))
    expect(status).toBe(2)
    const { inputs, problems } = JSON.parse(stdout)
    expect(inputs.map(({ name }: { name: string }) => name)).toEqual([paths[0], paths[2], paths[5]])
    expect(problems.slice(0, 3)).toEqual(told.map((message) => ({ code: 'unreadable-input', message })))
  })

  it('leaves with a signal, even in the middle of its work', async () => {
    const running = new Running(failing.path, [
      file('good.log'),
      file('hangs.log'),
      file('gone.log'),
      '--threads=2',
    ])
    setTimeout(() => running.stop('SIGINT'), 1000)
    expect(await running.ended).toEqual({ status: 130, stdout: '', stderr: '' })
  })
})
