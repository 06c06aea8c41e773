import { spawn } from 'node:child_process'
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { Program } from './program.js'
import { Running } from './running.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

/** A folder of each test's own, with a log in it. */
let folder = ''
let number = 0
beforeEach(() => {
  folder = dirname(program.file(`${++number}/log`, memcgLog()))
})

const path = (name: string): string => join(folder, name)
const sh = (line: string) => program.shell(line, folder)
/** `a` for what `sh` says on standard error, without the head that all lines have. */
const told = (text: string): string => `oomparse: ${text}\n`
const inputsOf = (stdout: string): string[] =>
  JSON.parse(stdout).inputs.map(({ name }: { name: string }) => name)

describe('a path that cannot be read', () => {
  it.each([
    ['none', 'no such file'],
    ['log/x', 'a part of the path is no directory'],
    ['loop', 'too many symbolic links'],
    ['x'.repeat(300), 'the name is too long'],
    ['socket', 'is a socket, or a device that is not there'],
    ['/proc/self/mem', 'input/output error'],
  ])('as %s is told, and the others are read', async (name, reason) => {
    symlinkSync('loop', path('loop'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(path('socket'), resolve))
    for (const args of ['', '--threads 3', '-f ndjson']) {
      const { status, stdout, stderr } = await sh(`oomparse ${args} '${name}' log`)
      expect({ status, stderr }).toEqual({ status: 2, stderr: told(`${name}: ${reason}`) })
      expect(stdout).toContain('worker-3')
    }
    await new Promise((resolve) => server.close(resolve))
  })

  it('is told of standard input as well', async () => {
    expect(await sh('oomparse - < .')).toMatchObject({ status: 2, stderr: told('stdin: is a directory') })
    expect(await sh('oomparse - 0> new')).toMatchObject({
      status: 2,
      stderr: told('stdin: bad file descriptor'),
    })
    expect(await sh('oomparse --follow < .')).toMatchObject({
      status: 2,
      stderr: told('stdin: is a directory'),
    })
  })

  it('is told of a file that vanished from its folder, and not of one that vanished while it was read', async () => {
    mkdirSync(path('in'))
    for (const name of ['a', 'b']) writeFileSync(path(`in/${name}`), memcgLog(name))
    // The pipe is opened when its reader is there: both folders are listed by then, and the first is read.
    const { status, stdout, stderr } = await sh(
      'mkfifo pipe; oomparse -f oneline in pipe in & exec 3> pipe; rm in/b; cat log >&3; exec 3>&-; wait $!',
    )
    expect({ status, stderr }).toEqual({ status: 2, stderr: told('in/b: no such file') })
    expect(stdout).toContain('killed a')
    const big = memcgLog('first') + QUIET.repeat(100_000)
    writeFileSync(path('big'), big)
    expect(
      await sh('tail -f /dev/null --pid=$$ & oomparse -f ndjson big | { head -1; rm big; cat; } | tail -2'),
    ).toMatchObject({
      stdout: expect.stringContaining(`"bytes":${big.length}`),
      stderr: '',
    })
  })

  it('keeps its name hidden from the terminal', async () => {
    const name = '\x1b]0;x\x07\n\u202e\u200b'
    const { status, stderr } = await program.run([name])
    expect({ status, stderr }).toEqual({ status: 2, stderr: told('?]0;x????: no such file') })
  })

  it('is, in a folder, told where Node.js cannot say its name', async () => {
    const { status, stdout, stderr } = await sh("mkdir in; cp log in; cp log in/$'\\xff.log'; oomparse in")
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: told('in/\ufffd.log: its name is not UTF-8: rename it'),
    })
    expect(stdout).toContain('worker-3')
  })
})

describe('nothing to read', () => {
  it.each([
    ['an empty file', ': > empty; oomparse empty'],
    ['an empty folder', 'mkdir in; oomparse in'],
    [
      'a folder without logs',
      'mkdir in; echo hello > in/readme; head -c 9999 /dev/zero > in/zeros; oomparse in',
    ],
    ['a folder with what is no file', 'mkdir in; mkfifo in/pipe; ln -s /dev/zero in/zero; oomparse in'],
    ['/dev/null', 'oomparse /dev/null'],
    ['a closed standard input', 'oomparse - <&-'],
    ['a pipe that was closed at once', 'mkfifo pipe; : > pipe & oomparse pipe'],
  ])('%s is no OOM and no trouble', async (_, line) => {
    const { status, stdout, stderr } = await sh(line)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/^No OOM found/m)
  })

  it.each(['gzip', 'xz', 'zstd -q'])(
    'a log packed by %s that is cut is read as far as it goes',
    async (pack) => {
      const line = `for n in 1 2 3; do cat log; done | ${pack} -c > whole; head -c 300 whole > cut; oomparse`
      const { status, stdout, stderr } = await sh(`${line} -f json --strict cut`)
      expect({ status, stderr }).toEqual({ status: 3, stderr: '' })
      expect(JSON.parse(stdout).inputs[0].problems[0].code).toMatch(/-truncated$/)
      expect(await sh(`head -c 7 whole > cut; ${line.split('; ').at(-1)} cut`)).toMatchObject({ stderr: '' })
    },
  )
})

describe('links in a folder', () => {
  it('are not followed out of it, nor round in it; hard links are files', async () => {
    mkdirSync(path('in/deep'), { recursive: true })
    linkSync(path('log'), path('in/deep/hard'))
    symlinkSync('../log', path('in/file'))
    symlinkSync('/', path('in/root'))
    symlinkSync('..', path('in/deep/up'))
    symlinkSync('hard', path('in/deep/beside'))
    for (const args of ['in', 'in/', 'in --threads 3', 'in/../in/deep']) {
      const { stdout } = await sh(`oomparse -f json ${args}`)
      expect(inputsOf(stdout).map((name) => name.split('/').at(-1))).toEqual(['hard'])
    }
    // What was typed is meant.
    expect(inputsOf((await sh('oomparse -f json in/file')).stdout)).toEqual(['in/file'])
  })
})

describe('--output', () => {
  it.each([
    ['none/out', 'no such file'],
    ['none/', 'is a directory'],
    ['.', 'is a directory'],
    ['log/out', 'a part of the path is no directory'],
    ['log', 'it is an input'],
    ['link', 'it is an input'],
    ['hard', 'it is an input'],
    ['loop', 'too many symbolic links'],
    ['x'.repeat(256), 'the name is too long'],
    ['/proc/none', 'no such file'],
  ])('to %s is refused before anything is read', async (name, reason) => {
    symlinkSync('log', path('link'))
    linkSync(path('log'), path('hard'))
    symlinkSync('loop', path('loop'))
    const before = readdirSync(folder)
    const { status, stdout, stderr } = await sh(`oomparse log -o '${name}'`)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toBe(`${told(`cannot write ${name}: ${reason}`)}Try: oomparse --help\n`)
    expect(readdirSync(folder)).toEqual(before)
    expect(readFileSync(path('log'), 'utf8')).toBe(memcgLog())
  })

  it('never replaces what else is read: a file of a folder, a configuration, a module with rules', async () => {
    mkdirSync(path('in'))
    writeFileSync(path('in/log'), memcgLog())
    writeFileSync(path('kubelet.conf'), 'x')
    writeFileSync(path('rules.mjs'), 'export default []')
    expect(await sh('oomparse in -o in/log')).toMatchObject({ status: 2 })
    expect(await sh('oomparse log --config-file kubelet.conf -o kubelet.conf')).toMatchObject({ status: 2 })
    expect(await sh('oomparse log --rules ./rules.mjs -o rules.mjs')).toMatchObject({ status: 2 })
    expect(readFileSync(path('in/log'), 'utf8')).toBe(memcgLog())
    expect(readFileSync(path('kubelet.conf'), 'utf8')).toBe('x')
    expect(readFileSync(path('rules.mjs'), 'utf8')).toBe('export default []')
  })

  it('into a folder that is read is no input of itself', async () => {
    mkdirSync(path('in'))
    writeFileSync(path('in/log'), memcgLog())
    for (const threads of [1, 3]) {
      await sh(`oomparse in -f json -o in/out.json --threads ${threads}; mv in/out.json out${threads}.json`)
      expect(inputsOf(readFileSync(path(`out${threads}.json`), 'utf8'))).toEqual(['in/log'])
    }
    expect(readdirSync(path('in'))).toEqual(['log'])
  })

  it('through a link writes what the link names, be it there or not', async () => {
    mkdirSync(path('far'))
    symlinkSync('far/near', path('link'))
    symlinkSync('../there', path('far/near'))
    for (const format of ['json', 'oneline'])
      expect((await sh(`oomparse log -o link -f ${format}`)).status).toBe(0)
    expect(readFileSync(path('there'), 'utf8')).toContain('killed worker-3')
    expect(readdirSync(folder).sort()).toEqual(['far', 'link', 'log', 'there'])
    expect(readdirSync(path('far'))).toEqual(['near'])
  })

  it('can have the longest name that there is', async () => {
    const name = '漢'.repeat(85)
    expect(await sh(`oomparse log -o ${name}`)).toMatchObject({ status: 0, stderr: '' })
    expect(readdirSync(folder)).toContain(name)
  })

  it.each(['text', 'json', 'ndjson', 'csv-ooms'])(
    'of %s on a full disk leaves the old file',
    async (format) => {
      writeFileSync(path('many'), memcgLog().repeat(100))
      writeFileSync(path('out'), 'old')
      // A file may have so many KiB, as a disk that is full: the error is the same for us.
      const { status, stdout, stderr } = await sh(`ulimit -f 4; oomparse many --all -f ${format} -o out`)
      expect({ status, stdout, stderr }).toEqual({
        status: 2,
        stdout: '',
        stderr: told('cannot write: file too large'),
      })
      expect(readdirSync(folder).sort()).toEqual(['log', 'many', 'out'])
      expect(readFileSync(path('out'), 'utf8')).toBe('old')
    },
  )

  it.each(['oomparse log', 'oomparse schema', 'oomparse explain failcnt'])(
    '%s > /dev/full is told',
    async (call) => {
      for (const out of ['> /dev/full', '-o /dev/full'])
        expect(await sh(`${call} ${out}`)).toEqual({
          status: 2,
          stdout: '',
          stderr: told('cannot write: no space left on the device'),
        })
    },
  )

  it('is complete or not there when a signal comes, at whatever moment', { timeout: 60_000 }, async () => {
    writeFileSync(path('many'), memcgLog().repeat(300))
    // By the same name: it stands in every record.
    const { stdout: whole } = await program.run([path('many'), '-f', 'ndjson'])
    const seen = new Set<number | null>()
    for (let wait = 20; wait <= 500 && !seen.has(0); wait += 20) {
      writeFileSync(path('out'), 'old')
      const running = new Running(program.path, [path('many'), '-f', 'ndjson', '-o', path('out')])
      await new Promise((resolve) => setTimeout(resolve, wait))
      const { status, stderr } = await running.stop(wait % 40 === 0 ? 'SIGINT' : 'SIGTERM')
      seen.add(status)
      const text = readFileSync(path('out'), 'utf8')
      expect(readdirSync(folder).sort()).toEqual(['log', 'many', 'out'])
      // A signal can also come behind the end of the work: then the result is there, and the status is that of the signal.
      const isWhole = text.length === whole.length
      expect({ stderr, isOld: text === 'old' }).toEqual({ stderr: '', isOld: !isWhole })
      if (status === 0) expect(isWhole).toBe(true)
    }
    // Before our own handlers there are those of Node.js: null.
    expect([...seen].filter((status) => ![0, 130, 143, null].includes(status))).toEqual([])
    expect(seen.has(130) || seen.has(143)).toBe(true)
  })

  it('is not left behind by a module with rules that ends the process', async () => {
    writeFileSync(path('rules.mjs'), 'process.exit(0)')
    await sh('oomparse log --rules ./rules.mjs -o out')
    expect(readdirSync(folder).sort()).toEqual(['log', 'rules.mjs'])
  })
})

describe('an end that is closed', () => {
  it.each(['text', 'json', 'ndjson', 'csv', 'oneline', 'markdown'])(
    'of %s, early or before the start, is success',
    async (format) => {
      writeFileSync(path('many'), memcgLog().repeat(50))
      for (const reader of ['head -n 1', 'true'])
        expect(
          await sh(`oomparse many --all -f ${format} | ${reader} >/dev/null; exit \${PIPESTATUS[0]}`),
        ).toEqual({
          status: 0,
          stdout: '',
          stderr: '',
        })
    },
  )

  it('of standard output from the start is as /dev/null', async () => {
    expect(await sh('oomparse log >&-')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('of standard error costs nobody the result', async () => {
    for (const redirect of ['2>&-', '2>/dev/full', '2> >(exec <&-)']) {
      const { status, stdout } = await sh(`oomparse none log -f oneline ${redirect}`)
      expect({ redirect, status }).toEqual({ redirect, status: 2 })
      expect(stdout).toContain('killed worker-3')
    }
  })
})

describe('a pipe by its name', () => {
  it('is read, packed too', async () => {
    expect((await sh('mkfifo pipe; cat log > pipe & oomparse pipe')).status).toBe(0)
    writeFileSync(path('log.gz'), gzipSync(memcgLog()))
    expect((await sh('mkfifo packed; cat log.gz > packed & oomparse packed')).status).toBe(0)
  })

  it('is written, and a reader that has seen enough is success', async () => {
    const { status, stdout } = await sh(
      'mkfifo pipe; head -c 5 pipe & oomparse log -o pipe; status=$?; wait; exit $status',
    )
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'oom-1' })
  })

  it.each([
    ['that nobody writes', 'pipe', ':'],
    ['whose writer is silent', 'pipe', 'exec sleep 60 > pipe'],
    ['that nobody reads', 'log -o pipe', ':'],
  ])('%s does not keep us from ending with a signal', { timeout: 20_000 }, async (_, call, other) => {
    await sh('mkfifo pipe')
    const silent = spawn('bash', ['-c', other], { cwd: folder, stdio: 'ignore' })
    const running = new Running(
      program.path,
      call.split(' ').map((word) => (word === '-o' ? word : path(word))),
    )
    try {
      // Nothing tells from outside that it waits: a busy machine takes a second to come so far.
      await new Promise((resolve) => setTimeout(resolve, 2000))
      // By the signal itself: a shell says 130 of it as well.
      expect(await running.stop()).toEqual({ status: null, stdout: '', stderr: '' })
    } finally {
      running.kill()
      silent.kill()
    }
  })
})
