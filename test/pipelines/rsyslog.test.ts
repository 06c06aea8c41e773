import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { memcgLog } from '../../src/report/sample-logs.js'
import { Program } from '../cli/program.js'
import { toolNamed } from '../support/tool.js'

const rsyslogd = toolNamed('rsyslogd')
const program = new Program()
const folder = mkdtempSync(join(tmpdir(), 'oomparse-rsyslog-'))
const path = (name: string) => join(folder, name)
let daemon: ChildProcess | undefined

beforeAll(() => program.build())
afterEach(() => {
  daemon?.kill('SIGKILL')
})
afterAll(() => {
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

function shipped(name: string, ...places: readonly (readonly [string, string])[]): string {
  const text = readFileSync(join('docs/pipelines', name), 'utf8')
  return places.reduce((changed, [theirs, ours]) => {
    expect(changed).toContain(theirs)
    return changed.replace(theirs, ours)
  }, text)
}

function executable(name: string, text: string): string {
  writeFileSync(path(name), text)
  chmodSync(path(name), 0o755)
  return path(name)
}

/** A daemon of our own: it opens nothing of the machine's, and reads what is written to a socket in the folder. */
function start(binary: string): ChildProcess {
  const oomparse = executable('oomparse', `#!/bin/sh\nexec '${process.execPath}' '${program.path}' "$@"\n`)
  const script = executable(
    'rsyslog-oomparse.sh',
    shipped(
      'rsyslog-oomparse.sh',
      ['/usr/local/bin/oomparse', oomparse],
      ['/var/log/oomparse.ndjson', path('oom.ndjson')],
      ['/var/log/oomparse.err', path('oom.err')],
    ),
  )
  writeFileSync(
    path('rsyslog.conf'),
    [
      `global(workDirectory="${folder}")`,
      'module(load="imptcp")',
      `input(type="imptcp" path="${path('socket')}")`,
      shipped('rsyslog-oomparse.conf', ['/usr/local/lib/oomparse/rsyslog-oomparse.sh', script]),
    ].join('\n'),
  )
  return spawn(binary, ['-n', '-f', path('rsyslog.conf'), '-i', path('pid')], { stdio: 'ignore' })
}

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 40_000; !isSo(); ) {
    if (Date.now() > end) throw new Error('it did not happen in 40 seconds')
    await wait(50)
  }
}

/** Messages of a facility: 0 is the kernel's, 1 that of programs. */
function messages(log: string, facility: number): string {
  return log.replace(/^(?=\[)/gm, `<${facility * 8 + 4}>2024-11-23T18:16:20.250Z n1 kernel: `)
}

function records(): {
  record: string
  type?: string
  host?: string
  at?: { iso?: string }
  victims?: unknown[]
}[] {
  if (!existsSync(path('oom.ndjson'))) return []
  const lines = readFileSync(path('oom.ndjson'), 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

describe(`rsyslog${rsyslogd === undefined ? ' (rsyslogd is not installed)' : ''}`, () => {
  it.skipIf(rsyslogd === undefined)('hands on what the kernel says, and an OOM comes out', async () => {
    const running = start(rsyslogd ?? '')
    daemon = running
    const ended = new Promise((resolve) => running.once('exit', resolve))
    await until(() => existsSync(path('socket')))
    const socket = connect(path('socket'))
    socket.end(messages(memcgLog('forged'), 1) + messages(memcgLog('web', 9000), 0))
    await until(() => records().some(({ type }) => type === 'oom'))
    running.kill('SIGTERM')
    await ended
    await until(() => records().some(({ record }) => record === 'input'))
    const ooms = records().filter(({ type }) => type === 'oom')
    expect(ooms).toMatchObject([
      { host: 'n1', at: { iso: '2024-11-23T18:16:20.250Z' }, victims: [{ comm: 'web', pid: 41820 }] },
    ])
    expect(readFileSync(path('oom.err'), 'utf8')).toBe('')
  })
})
