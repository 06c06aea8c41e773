import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAll } from '../../src/index.js'
import { renderNdjsonRecord } from '../../src/report/index.js'
import { incident } from '../support/incidents.js'
import { runTool, toolNamed } from '../support/tool.js'

const lnav = toolNamed('lnav')
const folder = mkdtempSync(join(tmpdir(), 'oomparse-lnav-'))
const log = join(folder, 'incident.ndjson')
const document = parseAll(incident('article'))

beforeAll(() => {
  const formats = join(folder, 'config', 'formats', 'oomparse')
  mkdirSync(formats, { recursive: true })
  cpSync('docs/pipelines/oomparse.lnav.json', join(formats, 'oomparse.json'))
  const records = [
    ...document.events.map((event) => renderNdjsonRecord({ record: 'event', ...event })),
    ...document.findings.map((finding) => renderNdjsonRecord({ record: 'finding', ...finding })),
  ]
  writeFileSync(log, records.join(''))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** lnav writes into its home what it has seen. */
function ask(sql: string): Record<string, unknown>[] {
  const args = ['-n', '-I', join(folder, 'config'), '-c', `;${sql}`, '-c', ':write-json-to -', log]
  const { status, said } = runTool('/usr/bin/env', [`HOME=${folder}`, 'TERM=xterm', lnav ?? '', ...args])
  expect(status, said).toBe(0)
  return JSON.parse(said)
}

describe(`the format for lnav${lnav === undefined ? ' (lnav is not installed)' : ''}`, () => {
  it.skipIf(lnav === undefined)('is one that lnav takes', () => {
    const told = runTool('/usr/bin/env', [`HOME=${folder}`, lnav ?? '', '-I', join(folder, 'config'), '-C'])
    expect(told).toEqual({ status: 0, said: '' })
  })

  it.skipIf(lnav === undefined)('is the one of our records, with all that have an instant', () => {
    expect(ask('select distinct log_format from all_logs')).toEqual([{ log_format: 'oomparse_log' }])
    const dated = document.events.filter(({ at }) => at.iso !== undefined)
    expect(dated.length).toBeGreaterThan(10)
    expect(ask('select id, type from oomparse_log')).toEqual(dated.map(({ id, type }) => ({ id, type })))
  })

  it.skipIf(lnav === undefined)('has the time, the host and the limit of an OOM', () => {
    const columns = 'log_time, log_level, host, outcome, "cgroup/limitOwner", "cgroup/memory/limitBytes"'
    expect(ask(`select ${columns} from oomparse_log where type = 'oom'`)).toEqual([
      {
        log_time: '2025-07-14 12:07:11.000',
        log_level: 'fatal',
        host: 'node-03',
        outcome: 'killed',
        'cgroup/limitOwner': '/kubepods.slice',
        'cgroup/memory/limitBytes': 27968328 * 1024,
      },
    ])
  })
})
