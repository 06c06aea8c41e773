import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import parsePrometheus from 'parse-prometheus-text-format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { globalLog, memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { CORPUS } from '../support/corpus.js'
import { runTool, toolNamed } from '../support/tool.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const promtool = toolNamed('promtool')

const LOGS = [
  ['of a folder', 'incidents/article'],
  ['with hostile names of processes', '6.1/h-comm/dmesg.txt'],
  ['with hostile names of cgroups', '6.1/h-cgroup/dmesg.txt'],
  ['with lines that imitate others', '6.1/h-log-injection/dmesg.txt'],
  ['of many OOMs', '6.1/i-burst/dmesg.txt'],
] as const

describe('prometheus', () => {
  it('is the same of one log as of that log among several, but for the other', async () => {
    const log = program.file('prom/dmesg.txt', memcgLog() + globalLog())
    const empty = program.file('prom/quiet.txt', QUIET)
    const one = await program.run(['-f', 'prometheus', log])
    const both = await program.run(['-f', 'prometheus', log, empty])
    expect(one).toMatchObject({ status: 0, stderr: '' })
    const withoutInputs = (text: string) => text.replace(/^oomparse_input.*\n/gm, '')
    expect(withoutInputs(one.stdout)).toBe(withoutInputs(both.stdout))
    expect(both.stdout).toContain('\noomparse_inputs 2\n')
  })

  it('has the time that only the whole log tells', async () => {
    const syslog = memcgLog().replace(/^\[ \d+\.\d+\] /gm, 'Nov 23 18:16:20 n1 kernel: ')
    const args = ['-f', 'prometheus', '--year', '2024', '--timezone', '+01:00']
    const { stdout } = await program.run(args, { stdin: syslog })
    expect(stdout).toContain('\noomparse_oom_last_timestamp_seconds{host="n1"} 1732382180\n')
  })

  it('is written whole or not at all', async () => {
    const path = join(program.directory, 'oom.prom')
    const { status, stdout } = await program.run(['-f', 'prometheus', '-o', path], { stdin: memcgLog() })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(readFileSync(path, 'utf8')).toMatch(/^# HELP [\s\S]*\n# EOF\n$/)
  })

  it.each(LOGS)('%s is read by a parser', async (_, path) => {
    const { stdout } = await program.run(['-f', 'prometheus', join(CORPUS, path)])
    const families = parsePrometheus(stdout)
    expect(families.length).toBeGreaterThan(10)
    for (const { name, type, metrics } of families) {
      expect({ name, type }).toEqual({ name: expect.stringMatching(/^oomparse_[a-z_]+$/), type: 'GAUGE' })
      for (const { value } of metrics) expect(value).toMatch(/^\d+(?:\.\d+)?$/)
    }
  })

  it.skipIf(promtool === undefined)(
    `${promtool === undefined ? '(promtool is not installed) ' : ''}is what promtool finds nothing wrong with`,
    async () => {
      for (const [, path] of LOGS) {
        const { stdout } = await program.run(['-f', 'prometheus', join(CORPUS, path)])
        const told = runTool(promtool ?? '', ['check', 'metrics'], stdout)
        expect({ path, ...told }).toEqual({ path, status: 0, said: '' })
      }
    },
  )
})
