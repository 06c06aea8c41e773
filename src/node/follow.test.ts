import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { StreamRecord } from '../record/index.js'
import { follow } from './follow.js'

const folder = mkdtempSync(join(tmpdir(), 'oomparse-follow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const LOG = readFileSync('corpus/6.12/v2-kubepods-limit/dmesg.txt', 'utf8')

/** The records up to the first finding; then it is told to stop, and the rest. */
async function recordsOf(path: string, options: { redact?: boolean } = {}): Promise<StreamRecord[]> {
  const stop = new AbortController()
  const records: StreamRecord[] = []
  for await (const record of follow(path, { ...options, signal: stop.signal })) {
    records.push(record)
    if (record.record === 'finding') stop.abort()
  }
  return records
}

describe('follow', () => {
  it('gives a dump that is written while it waits, its findings, and at the end the input', async () => {
    const path = join(folder, 'grows.log')
    writeFileSync(path, '')
    setTimeout(() => appendFileSync(path, LOG), 100)
    const records = await recordsOf(path)
    const kinds = records.map(({ record }) => record)
    expect([kinds[0], kinds.at(-1)]).toEqual(['event', 'input'])
    expect(kinds).toContain('finding')
    expect(records[0]).toMatchObject({ type: 'oom', id: 'oom-1', source: { input: path } })
    expect(records.at(-1)).toMatchObject({ name: path, lines: LOG.split('\n').length - 1 })
  })

  it('tells that there is no file yet, and waits for it', async () => {
    const path = join(folder, 'later.log')
    setTimeout(() => writeFileSync(path, LOG), 100)
    const [first, second] = await recordsOf(path)
    expect(first).toEqual({
      record: 'problem',
      code: 'log-missing',
      message: `${path}: no such file, waiting for it`,
    })
    expect(second).toMatchObject({ record: 'event', type: 'oom' })
  })

  it('redacts', async () => {
    const path = join(folder, 'redacted.log')
    writeFileSync(path, LOG)
    expect(JSON.stringify(await recordsOf(path, { redact: true }))).not.toContain('ranker_service')
  })
})
