import { appendFileSync, copyFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { Program } from './program.js'
import { Running } from './running.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const running: Running[] = []
afterEach(() => {
  for (const one of running.splice(0)) one.kill()
})

function follow(...args: string[]): Running {
  const started = new Running(program.path, ['--follow', ...args])
  running.push(started)
  return started
}

/** Dumps that nobody can take for one another. */
function dump(number: number): string {
  return memcgLog(`job-${number}`, 1000 + number).replaceAll('41820', String(50_000 + number))
}

/** The pids of the victims, in the order told. */
function told(oneline: string): number[] {
  return [...oneline.matchAll(/\((\d+)\)/g)].map(([, pid]) => Number(pid) - 50_000)
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

const count = (number: number) => (printed: { stdout: string }) => told(printed.stdout).length >= number
const oneline = ['-f', 'oneline']

describe('a file that grows', () => {
  it('tells the OOM that is there, and each one that comes, in ten lines', async () => {
    const path = program.file('grows.log', dump(0))
    const log = follow(path)
    await log.until(({ stdout }) => stdout.includes('job-0'))
    expect(log.stdout).toMatch(/^oom-1 {2}killed {2}job-0 \(pid 50000\), .*, lines 1-19\n {2}limit /)
    appendFileSync(path, dump(1))
    await log.until(({ stdout }) => stdout.includes('oom-2'))
    const { status, stdout, stderr } = await log.stop()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/\n\noom-2 {2}killed {2}job-1 \(pid 50001\), .*, lines 20-38\n/)
    expect(stdout.match(/^oom-/gm)).toHaveLength(2)
    expect(stdout.split('\n\n').every((block) => block.trimEnd().split('\n').length <= 10)).toBe(true)
  })

  it('is read whole, wherever its pieces were cut', async () => {
    const path = program.file('pieces.log', '')
    const log = follow(path, ...oneline)
    const text = Buffer.from(upTo(5).map(dump).join(''))
    for (let from = 0; from < text.length; from += 997) {
      appendFileSync(path, text.subarray(from, from + 997))
      await new Promise(setImmediate)
    }
    await log.until(count(5))
    expect(told((await log.stop()).stdout)).toEqual(upTo(5))
  })

  it('is waited for when it is not there yet', async () => {
    const path = program.file('later/log', '')
    rmSync(path)
    const log = follow(path, ...oneline)
    await log.until(({ stderr }) => stderr.includes('waiting'))
    writeFileSync(path, dump(0))
    await log.until(count(1))
    const { status, stderr } = await log.stop()
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `oomparse: ${path}: no such file, waiting for it\n`,
    })
  })

  it('that never came is an input that could not be read', async () => {
    const log = follow(`${program.directory}/never`)
    await log.until(({ stderr }) => stderr.includes('waiting'))
    expect((await log.stop()).status).toBe(2)
  })
})

describe('rotation', () => {
  it('loses nothing and tells nothing twice in fifty of them, with a dump across each', async () => {
    const path = program.file('rotated/kern.log', '')
    const log = follow(path, '-f', 'ndjson')
    const ooms = () => log.stdout.match(/"type":"oom"/g)?.length ?? 0
    const half = Math.floor(dump(0).length / 2)
    const at = dump(0).lastIndexOf('\n', half) + 1
    appendFileSync(path, dump(99) + dump(0).slice(0, at))
    await log.until(() => ooms() === 1)
    for (let round = 0; round < 50; round++) {
      const rest = dump(round).slice(at)
      // Its writer has the old file open, and goes on with it after the new one was made.
      renameSync(path, `${path}.1`)
      if (round % 2 === 0) writeFileSync(path, '')
      appendFileSync(`${path}.1`, rest.slice(0, 300))
      appendFileSync(`${path}.1`, rest.slice(300) + QUIET)
      appendFileSync(path, dump(round + 1).slice(0, at))
      // The dump is over when the next one begins.
      await log.until(() => ooms() > round + 1)
    }
    const { status, stdout } = await log.stop('SIGTERM')
    expect(status).toBe(0)
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const [, ...found] = records.filter(({ record, type }) => record === 'event' && type === 'oom')
    expect(found.map(({ victims }) => victims[0]?.pid)).toEqual([
      ...upTo(50).map((n) => 50_000 + n),
      undefined,
    ])
    expect(found.slice(0, 50).map(({ completeness }) => completeness.complete)).toEqual(
      upTo(50).map(() => true),
    )
    expect(records.filter(({ code }) => code === 'log-replaced')).toHaveLength(50)
    expect(records.at(-1)).toMatchObject({ record: 'input', name: path, problems: [] })
  })

  it('says how the lines of the new file are counted', async () => {
    const path = program.file('counted.log', dump(0))
    const log = follow(path, ...oneline)
    await log.until(count(1))
    renameSync(path, `${path}.1`)
    writeFileSync(path, dump(1))
    await log.until(count(2))
    const { stdout, stderr } = await log.stop()
    expect(stderr).toBe(
      `oomparse: ${path}: another file has this name now, its line 1 is counted as line 20\n`,
    )
    expect(stdout).toMatch(/counted\.log:20\n$/)
  })

  it('by a copy that empties the file: goes on at its start', async () => {
    const path = program.file('copied.log', dump(0))
    const log = follow(path, ...oneline)
    await log.until(count(1))
    for (let round = 1; round <= 5; round++) {
      copyFileSync(path, `${path}.1`)
      truncateSync(path)
      // As long as the old content: only the bytes show that it is another.
      appendFileSync(path, dump(round))
      await log.until(count(round + 1))
    }
    const { status, stdout, stderr } = await log.stop()
    expect(status).toBe(0)
    expect(told(stdout)).toEqual(upTo(6))
    expect(stderr.match(/was emptied/g)).toHaveLength(5)
  })

  it('by a copy joins a line whose end comes after it', async () => {
    const path = program.file('joined.log', '')
    const log = follow(path, ...oneline)
    const at = dump(0).indexOf(', anon-rss')
    appendFileSync(path, dump(1) + dump(0).slice(0, at))
    // It is told because the next one was read.
    await log.until(count(1))
    truncateSync(path)
    await log.until(({ stderr }) => stderr.includes('was emptied'))
    appendFileSync(path, dump(0).slice(at))
    await log.until(count(2))
    expect(told((await log.stop()).stdout)).toEqual([1, 0])
  })

  it('by deletion and a new file', async () => {
    const path = program.file('deleted.log', dump(0))
    const log = follow(path, ...oneline)
    await log.until(count(1))
    for (let round = 1; round <= 5; round++) {
      rmSync(path)
      writeFileSync(path, dump(round))
      await log.until(count(round + 1))
    }
    expect(told((await log.stop()).stdout)).toEqual(upTo(6))
  })
})

describe('standard input', () => {
  it('is told while it is open, and to its end', async () => {
    const log = follow('-', ...oneline)
    log.write(dump(0))
    await log.until(count(1))
    log.write(dump(1))
    await log.until(count(2))
    // Its last line is cut.
    log.write(dump(2).slice(0, -50))
    log.endInput()
    const { status, stdout, stderr } = await log.ended
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(told(stdout)).toEqual(upTo(3))
  })

  it('is what is read without a path', async () => {
    const log = follow()
    log.write(dump(0))
    await log.until(({ stdout }) => stdout.includes('oom-1'))
    expect((await log.stop()).status).toBe(0)
  })

  it('of others lines all the time does not keep an OOM back', async () => {
    const log = follow('-', ...oneline)
    log.write(dump(0))
    const other = setInterval(() => log.write(QUIET), 20)
    await log.until(count(1))
    clearInterval(other)
    expect(told((await log.stop()).stdout)).toEqual([0])
  })
})

describe('a signal', () => {
  it('prints the OOM that was waited for', async () => {
    const log = follow('-', ...oneline)
    log.write(dump(0))
    await log.until(count(1))
    log.write(dump(1) + dump(2))
    await log.until(count(2))
    const { status, stdout } = await log.stop()
    expect(status).toBe(0)
    expect(told(stdout)).toEqual(upTo(3))
  })

  it('without an OOM is status 1', async () => {
    const log = follow(program.file('nothing.log', QUIET), '-f', 'csv')
    await log.until(({ stdout }) => stdout.startsWith('oom,'))
    const { status, stdout } = await log.stop('SIGTERM')
    expect({ status, lines: stdout.split('\n').length }).toEqual({ status: 1, lines: 2 })
  })
})

describe('several inputs', () => {
  it('are followed at once, each OOM with the name of its input and one row of numbers', async () => {
    const [a, b] = [program.file('two/a.log', dump(0)), program.file('two/b.log', '')]
    const log = follow(a, b, '--colour', 'never')
    await log.until(({ stdout }) => stdout.includes('oom-1'))
    appendFileSync(b, dump(1))
    await log.until(({ stdout }) => stdout.includes('oom-2'))
    const { stdout } = await log.stop()
    expect(stdout.startsWith(`==> ${a} <==\noom-1  killed  job-0 (pid 50000), `)).toBe(true)
    expect(stdout).toContain(`\n\n==> ${b} <==\noom-2  killed  job-1 (pid 50001), `)
  })

  it('share pseudonyms', async () => {
    const [a, b] = [program.file('same/a.log', dump(0)), program.file('same/b.log', dump(0))]
    const log = follow(a, b, '--redact', '-f', 'csv')
    await log.until(({ stdout }) => stdout.split('\n').length > 5)
    const rows = (await log.stop()).stdout.trimEnd().split('\n').slice(1)
    expect(rows).toHaveLength(4)
    expect(new Set(rows.map((row) => row.split(',')[7])).size).toBe(2)
    expect(rows.join()).not.toContain('job-0')
  })
})

describe('what an OOM is asked for by', () => {
  it('leaves the others out', async () => {
    const log = follow(
      program.file('asked.log', dump(0) + dump(1) + dump(2)),
      '--victim',
      'job-1',
      ...oneline,
    )
    await log.until(count(1))
    expect(told((await log.stop()).stdout)).toEqual([1])
  })
})

describe('OTLP', () => {
  it('is a line as soon as an OOM is complete, of OpenTelemetry as of NDJSON', async () => {
    const path = program.file('otlp.log', dump(0))
    const log = follow(path, '-f', 'otlp')
    await log.until(({ stdout }) => stdout.includes('job-0'))
    appendFileSync(path, dump(1))
    await log.until(({ stdout }) => stdout.includes('job-1'))
    const { status, stdout, stderr } = await log.stop()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const names = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).resourceLogs[0].scopeLogs[0].logRecords[0].eventName)
    expect(names.filter((name) => name === 'oomparse.oom')).toHaveLength(2)
  })
})

describe('wrong usage', () => {
  const log = () => program.file('plain.log', QUIET)
  it.each([
    [() => [log(), '-f', 'json'], '--follow writes text, ndjson, oneline, csv, otlp, not json'],
    [() => [log(), '-f', 'csv-ooms'], '--follow writes text, ndjson, oneline, csv, otlp, not csv-ooms'],
    [() => [log(), '-o', 'out'], '--follow writes to standard output: … > FILE, or … | tee FILE'],
    [() => [log(), '--last', '2'], '--last needs the whole log: not with --follow'],
    [() => [log(), '--since', '-2h'], '--since needs the whole log: not with --follow'],
    [() => [log(), '--year', '2024'], '--year needs the whole log: not with --follow'],
    [() => [log(), '--rules', 'r.mjs'], '--rules needs the whole log: not with --follow'],
    [() => [log(), log()], '--follow reads each path once'],
    [() => ['timeline', log()], '--follow is not for the timeline, which needs all events'],
    [() => [program.directory], 'is a directory, and only files are followed'],
    [() => [program.file('p.gz', gzipSync(dump(0)))], 'is compressed with gzip, which cannot be followed'],
    [() => [program.file('p.bin', Buffer.alloc(600, 1))], 'is no text, and cannot be followed'],
    [() => ['/dev/null'], 'is no regular file: oomparse --follow - < /dev/null'],
  ])('is told: %#', async (args, message) => {
    const { status, stdout, stderr } = await program.run(['-F', ...args()])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  it('of compressed standard input is told as well', async () => {
    const { status, stderr } = await program.run(['-F'], { stdin: gzipSync(dump(0)) })
    expect(status).toBe(2)
    expect(stderr).toContain('stdin: is compressed with gzip, which cannot be followed')
  })
})
