import { spawn, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memcgLog } from '../../src/report/sample-logs.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

/** `script` of util-linux runs a command on a terminal of its own, and copies what it prints. */
const HAS_TERMINAL = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0

/** What a terminal gets when the log comes slowly: in two pieces, more than a second apart. */
async function onTerminal(rest: string, env = ''): Promise<string> {
  const log = program.file('slow.log', memcgLog('slow'))
  const slowly = `(cat ${log}; sleep 1.3; cat ${log}; sleep 0.5; echo)`
  const child = spawn('script', [
    '-qec',
    `sh -c '${slowly} | ${env} ${process.execPath} ${program.path} ${rest}'`,
    '/dev/null',
  ])
  let printed = ''
  for await (const text of child.stdout.setEncoding('utf8')) printed += text
  return printed
}

describe.skipIf(!HAS_TERMINAL)('the bar on a terminal (needs "script")', () => {
  it('tells what was read of a slow log, and is taken away before the report', async () => {
    const printed = await onTerminal('-')
    expect(printed).toMatch(/\d MB, \d+ MB\/s/)
    const [, report = ''] = printed.split('\x1b[2K')
    expect(report).toContain('killed')
    expect(report).not.toContain('MB/s')
  })

  it('is not there where records go to the same terminal', async () => {
    expect(await onTerminal('-f oneline -')).not.toContain('MB/s')
  })

  it('is not there where standard error is none, nor on one that cannot move its cursor', async () => {
    expect(await onTerminal('- 2>&1 >/dev/null | cat')).not.toContain('MB/s')
    expect(await onTerminal('-', 'TERM=dumb')).not.toContain('MB/s')
  })
})

it('leaves no trace in a pipe', async () => {
  const { stderr } = await program.run(['-'], { stdin: memcgLog('quick') })
  expect(stderr).toBe('')
})
