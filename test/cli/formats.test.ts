import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { globalLog, memcgLog, QUIET } from '../../src/report/sample-logs.js'
import { CORPUS } from '../support/corpus.js'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

const file: Program['file'] = (name, content) => program.file(name, content)
const run: Program['run'] = (args, options) => program.run(args, options)
const rows = (text: string): string[] => text.split('\r\n').slice(0, -1)

describe('oneline', () => {
  it('is one line per OOM, of one log as of several', async () => {
    const [a, b] = [file('one/a.txt', memcgLog()), file('one/b.txt', globalLog())]
    const one = await run(['-f', 'oneline', a])
    expect(one).toMatchObject({ status: 0, stderr: '' })
    expect(one.stdout).toBe(
      `+8231.44s - killed worker-3(41820) 703MiB /kubepods.slice 4.00GiB memcg ${a}:1\n`,
    )
    const both = await run(['-f', 'oneline', a, b])
    expect(both.stdout.trimEnd().split('\n')).toHaveLength(2)
  })

  it('is nothing where there is no OOM', async () => {
    expect(await run(['-f', 'oneline'], { stdin: QUIET })).toEqual({ status: 1, stdout: '', stderr: '' })
  })
})

describe('csv', () => {
  it('is the same of one log as of that log among several', async () => {
    const log = file('csv/dmesg.txt', memcgLog() + memcgLog('web', 9000))
    const quiet = file('csv/quiet.txt', QUIET)
    const one = await run(['-f', 'csv-ooms', log])
    const both = await run(['-f', 'csv-ooms', log, quiet])
    expect(one.status).toBe(0)
    expect(rows(one.stdout)).toHaveLength(3)
    expect(one.stdout).toBe(both.stdout)
  })

  it('has the instants that only the whole log tells', async () => {
    const plain = memcgLog().replace(/^\[ \d+\.\d+\] /gm, 'Nov 23 18:16:20 n1 kernel: ')
    const { stdout } = await run(['-f', 'csv-ooms', '--year', '2024', '--timezone', '+01:00'], {
      stdin: plain,
    })
    expect(rows(stdout)[1]).toContain('2024-11-23T17:16:20.000Z')
  })

  it('of tasks has a row for each, and the head alone where there is no table', async () => {
    const { stdout } = await run(['-f', 'csv'], { stdin: memcgLog() + globalLog() })
    expect(rows(stdout).map((row) => row.split(',')[0])).toEqual(['oom', 'oom-1', 'oom-1', 'oom-2'])
    expect(rows((await run(['-f', 'csv'], { stdin: QUIET })).stdout)).toHaveLength(1)
  })
})

describe('ndjson', () => {
  it('has the findings on a dump right behind it, and of several inputs all records', async () => {
    const { stdout } = await run(['-f', 'ndjson'], { stdin: memcgLog() + memcgLog('web', 9000) })
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const second = records.findIndex(({ id }) => id === 'oom-2')
    const between = records.slice(1, second).map(({ record, events }) => [record, events])
    expect(between.length).toBeGreaterThan(0)
    for (const one of between) expect(one).toEqual(['finding', ['oom-1']])
    const several = await run(['-f', 'ndjson', file('nd/a', memcgLog()), file('nd/b', globalLog())])
    const kinds = several.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).record)
    expect(kinds.filter((kind) => kind === 'event')).toHaveLength(2)
    expect(kinds.filter((kind) => kind === 'input')).toHaveLength(2)
  })
})

describe('markdown', () => {
  const raw = memcgLog().trimEnd()

  it('has the raw lines of a file, packed or not, and of standard input', async () => {
    const path = file('md/dmesg.txt', QUIET + memcgLog() + QUIET)
    const packed = file('md/dmesg.gz', gzipSync(QUIET + memcgLog() + QUIET))
    for (const given of [
      await run(['-f', 'markdown', path]),
      await run(['-f', 'markdown', packed]),
      await run(['-f', 'markdown'], { stdin: QUIET + memcgLog() + QUIET }),
    ]) {
      expect(given).toMatchObject({ status: 0, stderr: '' })
      expect(given.stdout).toMatch(/^## oom-1: killed `worker-3` \(pid 41820\)\n/)
      expect(given.stdout).toContain(
        `<summary>Raw lines 2 to 20 (19 lines)</summary>\n\n\`\`\`text\n${raw}\n\`\`\`\n`,
      )
    }
  })

  it('has them of each input of a folder, by its short name', async () => {
    file('md/bundle/a.log', memcgLog())
    const folder = dirname(file('md/bundle/b.log', globalLog()))
    const { stdout } = await run(['-f', 'markdown', folder])
    expect(stdout.match(/^<details>$/gm)).toHaveLength(2)
    expect(stdout).toContain('| where | `a.log:1-19` |')
    expect(stdout).toContain(`All inputs are in \`${folder}/\``)
  })

  it('has none when names are redacted', async () => {
    const { stdout } = await run(['-f', 'markdown', '--redact'], { stdin: memcgLog('secret-name') })
    expect(stdout).toMatch(/^## oom-1: killed/)
    expect(stdout).not.toMatch(/<details>|secret-name/)
  })

  it('of the article fits into a ticket', async () => {
    const { stdout } = await run(['-f', 'markdown', join(CORPUS, 'incidents', 'article')])
    expect(stdout).toContain('- **Confirmed:** The limit that was hit is older than the kubelet')
    expect(stdout).toContain('**this OOM:**')
    expect(stdout.length).toBeLessThan(65_536)
  })

  it('of many OOMs begins with their groups', async () => {
    const { stdout } = await run(['-f', 'markdown', join(CORPUS, '6.1', 'i-burst', 'dmesg.txt')])
    expect(stdout).toMatch(/^## 25 OOMs\n/)
    expect(stdout.length).toBeLessThan(65_536)
  })
})

describe('what a report on a terminal loads', () => {
  it('is neither markdown nor csv', () => {
    const chunks = readdirSync(program.directory).filter((name) => name.endsWith('.js'))
    const holding = (text: string) =>
      chunks.filter((name) => readFileSync(join(program.directory, name), 'utf8').includes(text))
    const text = holding('by who died at whose limit')
    expect(text).toHaveLength(1)
    for (const own of ['<summary>Raw lines', 'victimTotalVmBytes']) {
      expect(holding(own)).toHaveLength(1)
      expect(holding(own)).not.toEqual(text)
    }
  })
})
