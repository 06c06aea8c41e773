import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { globalLog, memcgLog } from '../../src/report/sample-logs.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const HOST = 'db7.acme.example'
const NAMES = ['acme', 'worker-3', 'memhog', '11111111', 'aaaaaaaa', 'db7', 'Example Corp', 'customer']

/** Two inputs of a host, in a folder that names the customer. */
function logs(): string[] {
  const folder = join(program.directory, 'customer-acme')
  mkdirSync(folder, { recursive: true })
  const syslog = globalLog().replaceAll(/^\[ *(\d+)\./gm, `Nov 23 18:16:20 ${HOST} kernel: [   $1.`)
  const files = { 'dmesg-acme.txt': memcgLog(), 'kern.log': syslog }
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  })
}

it.each(['text', 'json', 'ndjson', 'oneline', 'csv', 'csv-ooms', 'markdown', 'prometheus', 'otlp'])(
  'no name is in the %s of several logs',
  async (format) => {
    const { status, stdout } = await program.run(['--redact', '--details', '-f', format, ...logs()])
    expect(status).toBe(0)
    expect(stdout).toContain('cmd-1')
    for (const name of NAMES) expect(stdout).not.toContain(name)
  },
)

it.each(['text', 'json', 'ndjson', 'oneline', 'csv', 'csv-ooms', 'markdown', 'prometheus', 'otlp'])(
  'no name is in the %s of standard input',
  async (format) => {
    const { status, stdout } = await program.run(['--redact', '--details', '-f', format], {
      stdin: memcgLog(),
    })
    expect(status).toBe(0)
    for (const name of NAMES) expect(stdout).not.toContain(name)
  },
)

it('no name is in the timeline, and the host is one in all logs', async () => {
  const { stdout } = await program.run(['timeline', '--redact', '--all', ...logs()])
  for (const name of NAMES) expect(stdout).not.toContain(name)
  expect(stdout).toContain('cmd-')
})

it('what is asked for is found by the name that it has in the log', async () => {
  for (const format of ['json', 'ndjson']) {
    const args = ['--redact', '-f', format, '--victim', 'worker-3']
    const { status, stdout } = await program.run(args, { stdin: globalLog() + memcgLog() })
    expect(status).toBe(0)
    expect(stdout).toContain('oom-2')
    expect(stdout).not.toContain('worker-3')
    expect(stdout).not.toContain('"comm":"cmd-1","uid":999')
  }
  const { status } = await program.run(['--redact', '--host', HOST, ...logs()])
  expect(status).toBe(0)
})

it('a file that cannot be read is told on the terminal, and not in the report', async () => {
  const missing = join(program.directory, 'customer-acme', 'gone.txt')
  const { status, stdout, stderr } = await program.run(['--redact', '-f', 'json', missing, ...logs()])
  expect(status).toBe(2)
  expect(stderr).toContain('gone.txt')
  expect(stdout).toContain('unreadable-input')
  for (const name of [...NAMES, 'gone']) expect(stdout).not.toContain(name)
})
