import { execFile, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentSchema, streamRecordSchema } from '../../src/record/index.js'
import { ALLOCATION_FAILURE, globalLog, memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const file: Program['file'] = (name, content) => program.file(name, content)
const run: Program['run'] = (args, options) => program.run(args, options)
const lines = (text: string): string[] => text.trimEnd().split('\n')

describe('inputs', () => {
  it('reads a file', async () => {
    const path = file('dmesg.txt', memcgLog())
    const { status, stdout, stderr } = await run([path])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^oom-1 {2}killed {2}worker-3 \(pid 41820\), .*, lines 1-19\n/)
  })

  it.each([[[]], [['-']]])('reads standard input with %j', async (args) => {
    const { status, stdout } = await run(args, { stdin: memcgLog() })
    expect(status).toBe(0)
    expect(stdout).toContain('lines 1-19')
  })

  it('numbers the OOMs of several files as one row', async () => {
    const { stdout } = await run([file('a', memcgLog()), file('b', globalLog()), '-f', 'json'])
    const document = JSON.parse(stdout)
    expect(document.events.map(({ id }: { id: string }) => id)).toEqual(['oom-1', 'oom-2'])
    expect(document.inputs).toHaveLength(2)
  })

  it('reads gzip, from a file and from a pipe', async () => {
    const packed = gzipSync(memcgLog())
    const fromFile = await run([file('kern.log.1.gz', packed), '-f', 'json'])
    expect(JSON.parse(fromFile.stdout).inputs[0].compression).toBe('gzip')
    expect((await run([], { stdin: packed })).status).toBe(0)
  })

  it('keeps what a truncated gzip still has, and strictly counts it as a loss', async () => {
    const packed = gzipSync(memcgLog('web').repeat(40) + QUIET.repeat(2000))
    const path = file('cut.gz', packed.subarray(0, packed.length - 20))
    const { status, stdout } = await run([path, '-f', 'json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout).inputs[0].problems[0].code).toBe('gzip-truncated')
    expect((await run([path, '--strict'])).status).toBe(3)
  })

  it('reads every log of a directory and no program', async () => {
    file('bundle/b/kern.log', globalLog())
    file('bundle/a.log', memcgLog())
    file('bundle/program', readFileSync(process.execPath).subarray(0, 50_000))
    const bundle = dirname(file('bundle/c.bz2', Uint8Array.from([0x42, 0x5a, 0x68, 0x39, 1, 2, 3, 4])))
    symlinkSync(file('outside.log', memcgLog()), join(bundle, 'link.log'))
    const { status, stdout, stderr } = await run([bundle, '--format=json'])
    const { inputs, events } = JSON.parse(stdout)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const named = inputs.map(({ name, kinds }: { name: string; kinds: string[] }) => [name, kinds])
    expect(named).toEqual([
      [join(bundle, 'a.log'), ['kernel-log']],
      [join(bundle, 'b/kern.log'), ['kernel-log']],
      [join(bundle, 'c.bz2'), []],
      [join(bundle, 'program'), []],
    ])
    expect(inputs[2].problems[0].message).toContain('bzcat')
    expect(events).toHaveLength(2)
  })

  it('takes an empty and a binary file for logs without an OOM', async () => {
    expect((await run([file('empty', '')])).status).toBe(1)
    expect((await run([file('binary', readFileSync(process.execPath).subarray(0, 300_000))])).status).toBe(1)
  })
})

describe('files of the machine', () => {
  it('--config-file looks at one, --mtime states the time of another', async () => {
    const live = file('kubelet-flags.env', 'A=b\n')
    utimesSync(live, 1795458439.608, 1795458439.608)
    const { status, stdout } = await run([
      file('config-file.txt', memcgLog()),
      '--config-file',
      live,
      '--mtime',
      '/etc/default/kubelet=2026-11-23T19:27:19.5+01:00',
      '-f',
      'json',
    ])
    expect(status).toBe(0)
    const { events } = documentSchema.parse(JSON.parse(stdout))
    expect(events.filter(({ type }) => type === 'config-file-modified')).toMatchObject([
      {
        path: '/etc/default/kubelet',
        basis: 'stated',
        at: {
          epochMs: 1795458439500,
          iso: '2026-11-23T18:27:19.500Z',
          basis: 'file-mtime',
          uncertaintyMs: 1,
        },
        source: { input: '(stated)', firstLine: 2, lastLine: 2 },
      },
      {
        path: live,
        basis: 'live-file',
        sizeBytes: 4,
        at: { epochMs: 1795458439608, basis: 'file-mtime' },
        source: { input: '(stated)', firstLine: 1, lastLine: 1 },
      },
    ])
  })

  it('--mtime stands for the output of stat in a folder of an incident', async () => {
    const folder = join('corpus', 'incidents', 'article')
    const names = ['kubelet.txt', 'messages', 'node.json', 'systemd.txt', 'timedatectl.txt']
    const paths = names.map((name) => join(folder, name))
    const changed = '/etc/kubernetes/kubelet-customized-args.conf=2025-07-14T17:35:18.041+08:00'
    const verdictOf = async (args: string[]) => {
      const { stdout } = await run([...paths, ...args, '-f', 'json'])
      const { findings } = documentSchema.parse(JSON.parse(stdout))
      return findings.find(({ rule }) => rule === 'stale-node-limit')?.verdict
    }
    expect(await verdictOf(['--mtime', changed])).toBe('confirmed')
    expect(await verdictOf([])).not.toBe('confirmed')
  })

  it('a --config-file that is not there is a wrong call', async () => {
    const { status, stdout, stderr } = await run(['-', '--config-file', '/nowhere/kubelet.conf'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('--config-file /nowhere/kubelet.conf: ')
  })
})

describe('exit status', () => {
  it('is 1 without an OOM, and an allocation failure is none', async () => {
    const { status, stdout } = await run([], { stdin: QUIET + ALLOCATION_FAILURE })
    expect(status).toBe(1)
    expect(stdout).toContain('No OOM found.')
  })

  it('is 2 when one input cannot be read, and the others are still read', async () => {
    const { status, stdout, stderr } = await run(['/no/such', file('ok', memcgLog())])
    expect(status).toBe(2)
    expect(stderr).toBe('oomparse: /no/such: no such file\n')
    expect(stdout).toContain('oom-1  killed')
    expect(stdout).toContain('/no/such: no such file')
  })

  it.skipIf(process.getuid?.() === 0)('is 2 for a file that may not be read', async () => {
    const path = file('secret', memcgLog())
    chmodSync(path, 0)
    expect((await run([path])).stderr).toContain('permission denied')
  })

  it('is 3 only strictly and only when something is missing', async () => {
    const cut = file('cut', lines(memcgLog()).slice(0, 12).join('\n'))
    expect((await run([cut])).status).toBe(0)
    expect((await run([cut, '--strict'])).status).toBe(3)
    expect((await run([file('whole', memcgLog()), '--strict'])).status).toBe(0)
    expect((await run([cut, '/no/such', '--strict'])).status).toBe(2)
  })

  it.each([
    [['--frmat=json'], 'unknown option --frmat'],
    [['-q'], 'unknown option -q'],
    [
      ['--format', 'xml', 'x'],
      '--format is text, json, ndjson, oneline, csv, csv-ooms, markdown, html, prometheus, otlp, not "xml"',
    ],
    [['--top', 'x'], '--top is a number'],
    [['--page-size', '100'], '--page-size is a power of two'],
    [['--colour', 'red'], '--colour is auto, always, never'],
    [['x', '-o'], '-o needs a value: FILE'],
    [['schema', 'x'], 'schema takes no path'],
    [['-o', '/no/such/dir/out', 'x'], 'cannot write /no/such/dir/out: no such file'],
  ])('is 2 for %j, with one line and no stack', async (args, message) => {
    const { status, stdout, stderr } = await run(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(`oomparse: ${message}`)
    expect(lines(stderr)).toHaveLength(2)
    expect(stderr).toContain('Try: oomparse --help')
  })
})

describe('--rules', () => {
  const rule = `export default {
    id: 'small-limit',
    question: 'Is a limit small?',
    decide: (one) => one.of('oom').map((oom) => ({
      verdict: 'confirmed', title: 'A limit of ours', summary: 'It is small.', events: [oom.id],
      evidence: [{ input: oom.source.input, line: oom.cgroup.memory.line, says: 'limit 4194304kB' }],
    })),
  }`

  it('asks a rule of the user', async () => {
    const rules = file('rules.mjs', rule)
    const { status, stdout } = await run(['--rules', rules], { stdin: memcgLog() })
    expect(status).toBe(0)
    expect(stdout).toContain('▶ CONFIRMED  A limit of ours (line 8)')
    const json = await run(['--rules', rules, '-f', 'ndjson'], { stdin: memcgLog() })
    expect(json.stdout).toContain('"rule":"small-limit"')
  })

  it('has the whole records in every format', async () => {
    const asks = rule.replace("title: 'A limit of ours'", "title: oom.tasks?.length + ' tasks'")
    const rules = file('tasks.mjs', asks)
    for (const format of ['text', 'json', 'ndjson'])
      expect((await run(['--rules', rules, '-f', format], { stdin: memcgLog() })).stdout, format).toContain(
        '2 tasks',
      )
  })

  it('tells of one that fails, and goes on', async () => {
    const rules = file(
      'bad.mjs',
      "export const bad = { id: 'bad', question: '?', decide() { throw new Error('no') } }",
    )
    const { status, stdout } = await run(['--rules', rules], { stdin: memcgLog() })
    expect(status).toBe(0)
    expect(stdout).toContain('bad: no [rule-failed]')
  })

  it.each([
    ['/no/such.mjs', /such\.mjs: no such file$/m],
    ['/', /--rules \/: is a directory$/m],
    [file('no-rule.mjs', 'export default 7'), /a rule must be an object/],
    [file('no-code.mjs', 'export default ('), /no-code\.mjs: .* \(where: node --check .*no-code\.mjs\)$/m],
  ])('%s is a wrong call', async (path, reason) => {
    const { status, stdout, stderr } = await run(['--rules', path], { stdin: memcgLog() })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(reason)
    expect(lines(stderr)).toHaveLength(2)
  })
})

describe('formats', () => {
  it('json is a document of the schema', async () => {
    const { stdout } = await run(['-f', 'json'], { stdin: memcgLog() + globalLog() + ALLOCATION_FAILURE })
    expect(documentSchema.safeParse(JSON.parse(stdout)).error).toBeUndefined()
  })

  it('ndjson is one valid record per line, of several inputs the findings behind them', async () => {
    const { stdout } = await run(['-f', 'ndjson', '-', '/no/such'], {
      stdin: memcgLog('a\x1b\u2028b') + globalLog(),
    })
    const records = lines(stdout).map((line) => JSON.parse(line))
    for (const record of records) expect(streamRecordSchema.safeParse(record).error).toBeUndefined()
    const kinds = records.map(({ record }) => record)
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'event',
      'input',
      'finding',
      'problem',
    ])
    expect(records.filter(({ record }) => record === 'event')).toHaveLength(2)
  })

  it('ndjson of one log has what a dump says alone right behind it', async () => {
    const { stdout } = await run(['-f', 'ndjson'], { stdin: memcgLog() + globalLog() })
    const records = lines(stdout).map((line) => JSON.parse(line))
    const [first, second] = records.filter(({ record }) => record === 'event')
    const between = records.slice(records.indexOf(first) + 1, records.indexOf(second))
    expect(between.map(({ record, events }) => [record, events])).toContainEqual(['finding', [first.id]])
    for (const { record, events } of between) expect([record, events]).toEqual(['finding', [first.id]])
  })

  it('ndjson holds nothing back', async () => {
    const child = spawn(process.execPath, [program.path, '-f', 'ndjson'])
    child.stdin.on('error', () => {})
    // A dump waits some hundred lines for its reaper, and no longer.
    child.stdin.write(
      globalLog() + memcgLog('second', 100) + QUIET.replace('   1.0', ' 101.0').repeat(20_000),
    )
    const record = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    )
    expect(JSON.parse(lines(record)[0] ?? '').victims[0].comm).toBe('memhog')
    child.kill()
  })

  it('schema is a JSON Schema of the document', async () => {
    const { status, stdout } = await run(['schema'])
    expect(status).toBe(0)
    expect(Object.keys(JSON.parse(stdout).properties)).toContain('events')
  })

  it.each([40, 60, 80, 200])('text fits %i columns', async (width) => {
    const { stdout } = await run([], { stdin: memcgLog() + globalLog(), env: { COLUMNS: String(width) } })
    for (const line of lines(stdout)) expect([...line].length).toBeLessThanOrEqual(width)
  })

  it('text has no escape code in a pipe, whatever a process is called', async () => {
    const { stdout } = await run([], { stdin: memcgLog('\x1b[31mred') })
    expect(stdout).toContain('\\x1b[31mred')
    expect(stdout).not.toContain('\x1b')
  })

  it('colours on request, and NO_COLOR is heard', async () => {
    const stdin = memcgLog()
    const coloured = async (args: string[], env: Record<string, string>) =>
      (await run(args, { stdin, env })).stdout.includes('\x1b[')
    expect(await coloured(['--colour', 'always'], {})).toBe(true)
    expect(await coloured([], { FORCE_COLOR: '1' })).toBe(true)
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
    expect(await coloured(['--color=never'], { FORCE_COLOR: '1' })).toBe(false)
  })

  it('--page-size is used and said', async () => {
    const { stdout } = await run(['-f', 'json', '--page-size', '65536'], { stdin: memcgLog() })
    expect(JSON.parse(stdout).events[0]).toMatchObject({ pageSizeBytes: 65536, pageSizeBasis: 'option' })
  })
})

describe('manners', () => {
  it('writes a file and nothing to standard output', async () => {
    const path = join(program.directory, 'out', 'result.json')
    mkdirSync(dirname(path))
    const { status, stdout } = await run(['-f', 'json', '-o', path], { stdin: memcgLog() })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(JSON.parse(readFileSync(path, 'utf8')).events).toHaveLength(1)
    expect(readdirSync(dirname(path))).toEqual(['result.json'])
  })

  it('never writes over a log that it reads', async () => {
    const path = file('evidence.log', memcgLog())
    const { status, stderr } = await run([path, '-o', path])
    expect(status).toBe(2)
    expect(stderr).toContain('it is an input')
    expect(readFileSync(path, 'utf8')).toBe(memcgLog())
  })

  it('says in a line that the disk is full', async () => {
    const { status, stderr } = await run(['-o', '/dev/full'], { stdin: memcgLog() })
    expect(status).toBe(2)
    expect(stderr).toBe('oomparse: cannot write: no space left on the device\n')
  })

  it('takes a closed pipe for success', async () => {
    const path = file('many', memcgLog().repeat(300))
    for (const format of ['text', 'json', 'ndjson']) {
      const command = `"${process.execPath}" "${program.path}" --all -f ${format} "${path}" | head -n 1; exit \${PIPESTATUS[0]}`
      const { code, stderr } = await bash(command)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    }
  })

  it('prints help and version to standard output', async () => {
    const help = await run(['--help'])
    expect(help).toMatchObject({ status: 0, stderr: '' })
    expect(help.stdout).toContain('Exit status:')
    for (const line of lines(help.stdout)) expect(line.length).toBeLessThanOrEqual(100)
    expect((await run(['-V'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('leaves nothing behind when it is interrupted', async () => {
    const path = join(program.directory, 'interrupted', 'out.ndjson')
    mkdirSync(dirname(path))
    const child = spawn(process.execPath, [program.path, '-f', 'ndjson', '-o', path])
    child.stdin.write(memcgLog())
    await waitFor(() => readdirSync(dirname(path)).length === 1)
    child.kill('SIGINT')
    const status = await new Promise((resolve) => child.once('close', resolve))
    expect(status).toBe(130)
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it('does not load zod to read a log', () => {
    expect(readFileSync(program.path, 'utf8')).not.toContain('$ZodType')
  })
})

function bash(command: string): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile('bash', ['-c', command], (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }))
  })
}

async function waitFor(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  expect(condition()).toBe(true)
}
