import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

/** `script` of util-linux runs a command on a terminal of its own, and copies what it prints. */
const HAS_TERMINAL = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0

/** A thread that has found nothing yet, and is still at its first file. */
const SLOW_THREAD = `
  import { parentPort } from 'node:worker_threads'
  parentPort.on('message', () => {
    const telling = setInterval(() => parentPort.postMessage({ said: { bytes: 1e6 } }), 100)
    setTimeout(() => {
      clearInterval(telling)
      parentPort.postMessage({ said: { notRead: {} } })
      parentPort.postMessage({ done: true })
    }, 2500)
  })`

/** What a terminal gets when the log comes slowly: in two pieces, more than a second apart. */
async function onTerminal(rest: string, { env = '', first = memcgLog('slow') } = {}): Promise<string> {
  const log = program.file('slow.log', first)
  const slowly = `(cat ${log}; sleep 1.3; cat ${log}; sleep 0.5; echo)`
  return await terminalOf(`sh -c '${slowly} | (${env} ${process.execPath} ${program.path} ${rest})'`)
}

async function terminalOf(command: string): Promise<string> {
  const child = spawn('script', ['-qec', command, '/dev/null'])
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

  it('counts the OOMs that were found so far', async () => {
    expect(await onTerminal('-', { first: memcgLog('one') + memcgLog('two') + QUIET.repeat(600) })).toMatch(
      /MB\/s, \d OOMs/,
    )
  })

  it('is gone after a signal, and leaves the terminal in the modes that it had', async () => {
    const printed = await onTerminal('-', { env: 'timeout -s INT 1.6' })
    expect(printed).toContain('MB/s')
    expect(printed.trimEnd()).toMatch(/\x1b\[2K$/)
    expect(printed).not.toMatch(/\x1b\[\?/)
  })

  it('is cut to a narrow terminal', async () => {
    const printed = await onTerminal('-', { env: 'stty cols 8 </dev/tty;' })
    const drawn = printed.split('\x1b[1G').map((text) => text.split('\x1b')[0] ?? '')
    expect(drawn.some((text) => text.startsWith('0 MB'))).toBe(true)
    expect(drawn.filter((text) => text.includes('MB')).every((text) => text.length <= 8)).toBe(true)
  })

  it('makes room for what is said of a file that cannot be read', async () => {
    const gone = `${program.directory}/gone.log`
    const printed = await onTerminal(`- ${gone}`)
    expect(printed).toContain(`\x1b[2Koomparse: ${gone}: no such file\r\n`)
  })

  it('moves while threads read', async () => {
    const slow = new Program()
    await slow.build()
    writeFileSync(join(slow.directory, 'worker.js'), SLOW_THREAD)
    const paths = ['one.log', 'two.log'].map((name) => slow.file(name, QUIET))
    const printed = await terminalOf(`${process.execPath} ${slow.path} --threads 2 ${paths.join(' ')}`)
    slow.remove()
    expect(printed.match(/\d MB of/g)?.length).toBeGreaterThan(3)
  })

  it('is not there where records go to the same terminal', async () => {
    expect(await onTerminal('-f oneline -')).not.toContain('MB/s')
  })

  it('is not there where standard error is none, nor on one that cannot move its cursor', async () => {
    expect(await onTerminal('- 2>&1 >/dev/null | cat')).not.toContain('MB/s')
    expect(await onTerminal('-', { env: 'TERM=dumb' })).not.toContain('MB/s')
  })
})

it('leaves no trace in a pipe', async () => {
  const { stderr } = await program.run(['-'], { stdin: memcgLog('quick') })
  expect(stderr).toBe('')
})
