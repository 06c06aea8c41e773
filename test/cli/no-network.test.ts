import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { incident } from '../support/incidents.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

/** Loaded before the program: whoever opens a socket, or asks for a name, ends it. */
const FORBID = `
  import dgram from 'node:dgram'
  import dns from 'node:dns'
  import module from 'node:module'
  import net from 'node:net'
  import tls from 'node:tls'
  const forbid = (what) => () => {
    process.stderr.write('NETWORK ' + what + '\\n')
    process.exit(99)
  }
  for (const [name, of] of Object.entries({ net, tls })) for (const call of ['connect', 'createConnection', 'createServer'])
    if (call in of) of[call] = forbid(name + '.' + call)
  net.Socket.prototype.connect = forbid('Socket.connect')
  net.Server.prototype.listen = forbid('Server.listen')
  dgram.createSocket = forbid('dgram')
  for (const call of Object.keys(dns)) if (typeof dns[call] === 'function') dns[call] = forbid('dns.' + call)
  globalThis.fetch = forbid('fetch')
  globalThis.WebSocket = forbid('WebSocket')
  module.syncBuiltinESMExports()
`

function withoutSockets(
  args: readonly string[],
  code?: string,
): { status: number | null; stderr: string; stdout: string } {
  const guard = program.file('forbid.mjs', FORBID)
  const run = code === undefined ? [program.path, ...args] : ['--input-type=module', '-e', code]
  return spawnSync(process.execPath, ['--import', pathToFileURL(guard).href, ...run], { encoding: 'utf8' })
}

function folder(): string {
  const path = join(program.directory, 'incident')
  for (const { name, log } of incident('article')) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), log)
  }
  return path
}

it.each([
  ['a report', []],
  ['threads', ['--threads', '2']],
  ['a timeline', ['timeline']],
  ['Markdown, redacted', ['-f', 'markdown', '--redact']],
  ['JSON', ['-f', 'json']],
])('%s needs no network', (_name, args) => {
  const { status, stderr, stdout } = withoutSockets([...args, folder()])
  expect(stderr).not.toContain('NETWORK')
  expect(status).toBe(0)
  expect(stdout).not.toBe('')
})

it('would be seen', () => {
  const { status, stderr } = withoutSockets(
    [],
    "import { connect } from 'node:net'; connect(80, '127.0.0.1')",
  )
  expect(stderr).toContain('NETWORK')
  expect(status).toBe(99)
})
