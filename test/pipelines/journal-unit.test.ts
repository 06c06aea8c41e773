import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Program } from '../cli/program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

/** The kernel's part of a journal of one second, as `journalctl -k -o json` prints it. */
function journal(): string {
  const log = readFileSync('corpus/6.12/v2-kubepods-limit/dmesg.txt', 'utf8')
  return log
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const message = line.replace(/^\[ *\d+\.\d+\] /, '')
      return `${JSON.stringify({
        __REALTIME_TIMESTAMP: String(1_732_385_780_000_000 + at),
        __MONOTONIC_TIMESTAMP: String(61_000_000 + at),
        _BOOT_ID: 'b'.repeat(32),
        _TRANSPORT: 'kernel',
        PRIORITY: '4',
        SYSLOG_FACILITY: '0',
        SYSLOG_IDENTIFIER: 'kernel',
        _HOSTNAME: 'n1',
        MESSAGE: message,
      })}\n`
    })
    .join('')
}

/** What the unit starts, as systemd hands it to the shell: `$$` is one dollar. */
function commandOf(unit: string): string {
  const [, command] =
    /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(readFileSync(join('docs/pipelines', unit), 'utf8')) ?? []
  if (command === undefined) throw new Error(`${unit} starts no shell`)
  return command.replaceAll('$$', '$')
}

/** Runs it with a journalctl that has this journal, and our program. */
async function run(command: string): Promise<void> {
  const bin = join(program.directory, 'bin')
  const journalFile = program.file('journal.json', journal())
  mkdirSync(bin, { recursive: true })
  for (const [name, line] of [
    ['journalctl', `exec cat '${journalFile}'`],
    ['oomparse', `exec '${process.execPath}' '${program.path}' "$@"`],
  ] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const env = `PATH='${bin}':$PATH LOGS_DIRECTORY='${program.directory}'`
  const { status, stderr } = await program.shell(`${env} /bin/sh -c '${command}'`)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
}

it('the unit that follows the journal writes its OOMs', async () => {
  await run(commandOf('oomparse-journal.service'))
  const records = readFileSync(join(program.directory, 'oom.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(records.filter(({ type }) => type === 'oom')).toMatchObject([
    { host: 'n1', at: { iso: expect.stringMatching(/^2024-11-23T18:16:20/) }, scope: 'memcg' },
  ])
})

it('the unit of the textfile collector writes metrics', async () => {
  const path = join(program.directory, 'oom.prom')
  await run(commandOf('oomparse-textfile.service').replace('/var/lib/node_exporter/oom.prom', path))
  expect(readFileSync(path, 'utf8')).toMatch(
    /^oomparse_oom_last_timestamp_seconds\{host="n1"\} 1732385780(?:\.\d+)?$/m,
  )
})
