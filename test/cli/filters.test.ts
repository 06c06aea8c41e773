import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { globalLog, memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(async () => {
  await program.build()
  writeFileSync(join(program.directory, 'one.txt'), ONE_LOG)
  writeFileSync(join(program.directory, 'other.txt'), globalLog())
})
afterAll(() => program.remove())

/** 35 s after the boot memhog (pid 172, 298 MiB), at 8231 s worker-3 and at 8300 s worker-4 (both 703 MiB). */
const ONE_LOG = globalLog() + memcgLog('worker-3') + memcgLog('worker-4', 8300)

async function victims(args: readonly string[], stdin = ONE_LOG) {
  const { status, stdout, stderr } = await program.run(args, { stdin })
  const records = args.includes('ndjson')
    ? stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : JSON.parse(stdout).events
  const comms = records
    .filter(({ type }: { type?: string }) => type === 'oom')
    .map((event: { victims: { comm: string }[] }) => event.victims[0]?.comm)
  return { status, stderr, comms }
}

describe.each(['json', 'ndjson'])('with %s', (format) => {
  it.each([
    [
      ['--victim', 'WORKER'],
      ['worker-3', 'worker-4'],
    ],
    [['--victim', '172'], ['memhog']],
    [['--cgroup', 'memhog.service'], ['memhog']],
    [
      ['--pod', '11111111-2222'],
      ['worker-3', 'worker-4'],
    ],
    [['--last', '1'], ['worker-4']],
    [['--worst', '1'], ['worker-3']],
    [
      ['--worst', '3'],
      ['memhog', 'worker-3', 'worker-4'],
    ],
    [['--victim', 'worker', '--last', '1'], ['worker-4']],
    [
      ['--since', '2024-11-23T12:00Z', '--boot-time', '2024-11-23T11:00Z'],
      ['worker-3', 'worker-4'],
    ],
    [['--until', '2024-11-23T12:00Z', '--boot-time', '2024-11-23T11:00Z'], ['memhog']],
  ])('%j leaves %j', async (args, comms) => {
    expect(await victims(['-f', format, ...args])).toEqual({ status: 0, stderr: '', comms })
  })

  it('1 is the status where none matches, and a problem says so', async () => {
    const { status, stdout } = await program.run(['-f', format, '--victim', 'nginx'], { stdin: ONE_LOG })
    expect(status).toBe(1)
    expect(stdout).toContain('none-matches')
    expect(stdout).toContain('none of the 3 OOMs matches what is asked for')
    expect(stdout).not.toContain('memhog')
  })

  it('nothing is said to be left out of a log without an OOM', async () => {
    const { status, stdout } = await program.run(['-f', format, '--victim', 'nginx'], { stdin: QUIET })
    expect(status).toBe(1)
    expect(stdout).not.toContain('none-matches')
  })

  it('the findings are those on what is left', async () => {
    const args = ['-f', format, '--cannot-tell', '--victim', 'memhog']
    const { stdout } = await program.run(args, { stdin: ONE_LOG })
    const found =
      format === 'json'
        ? JSON.parse(stdout).findings
        : stdout
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
            .filter(({ record }) => record === 'finding')
    expect(found.length).toBeGreaterThan(0)
    for (const { events } of found) expect(events).toContain('oom-1')
  })
})

describe('the report', () => {
  it('is of what is asked for', async () => {
    const { status, stdout } = await program.run(['--victim', 'worker-4'], { stdin: ONE_LOG })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^oom-3 {2}killed {2}worker-4/)
    expect(stdout).not.toMatch(/memhog|worker-3/)
  })

  it('does not say that no OOM was found where some were left out', async () => {
    const { status, stdout } = await program.run(['--victim', 'nginx'], { stdin: ONE_LOG })
    expect(status).toBe(1)
    expect(stdout).toMatch(/^None of the 3 OOMs matches what is asked for\.\n/)
    expect(stdout).not.toContain('No OOM found')
  })

  it('of several files is filtered as well', async () => {
    const paths = ['one.txt', 'other.txt'].map((name) => join(program.directory, name))
    expect((await victims([...paths, '-f', 'ndjson', '--victim', 'worker-3'])).comms).toEqual(['worker-3'])
  })
})

describe('the timeline', () => {
  it('has the OOMs that are asked for', async () => {
    const { stdout } = await program.run(['timeline', '--victim', 'memhog'], { stdin: ONE_LOG })
    expect(stdout).toContain('memhog')
    expect(stdout).not.toContain('worker')
  })

  it('takes -2h from the last event that was read, also where that is left out', async () => {
    const args = ['timeline', '--boot-time', '2024-11-23T11:00Z', '--since=-1m', '--victim', 'worker-3']
    expect((await program.run(args, { stdin: ONE_LOG })).stdout).toBe('No event matches what is asked for.\n')
  })
})
