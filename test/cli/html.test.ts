import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PageData } from '../../src/report/index.js'
import { globalLog, memcgLog } from '../../src/report/sample-logs.js'
import { Program } from './program.js'

const program = new Program()
const page = join(program.directory, 'oomparse.html')
beforeAll(() => program.build())
beforeEach(() => writeFileSync(page, '<p><script type="application/json" id="report"></script></p>'))
afterAll(() => program.remove())

function dataOf(html: string): PageData {
  const [, json = ''] =
    /^<p><script type="application\/json" id="report">([^<]+)<\/script><\/p>$/.exec(html) ?? []
  return JSON.parse(json)
}

it('is the page with the document and the lines that it cites', async () => {
  const log = program.file('one/dmesg.txt', `before\n${memcgLog()}`)
  const { status, stdout } = await program.run(['-f', 'html', log])
  expect(status).toBe(0)
  const { document, raw } = dataOf(stdout)
  const json = await program.run(['-f', 'json', log])
  expect(document).toEqual(JSON.parse(json.stdout))
  expect(raw).toEqual([
    { input: log, firstLine: 1, lines: ['before', ...memcgLog().split('\n').slice(0, -1)] },
  ])
})

it('is made of folders and of standard input, and written to a file', async () => {
  program.file('folder/a.txt', memcgLog())
  program.file('folder/b.txt', globalLog())
  const folder = join(program.directory, 'logs/folder')
  const path = join(program.directory, 'report.html')
  expect(await program.run(['-f', 'html', '-o', path, folder])).toMatchObject({ status: 0, stdout: '' })
  expect(dataOf(readFileSync(path, 'utf8')).raw.map(({ input }) => input)).toEqual([
    join(folder, 'a.txt'),
    join(folder, 'b.txt'),
  ])
  const piped = dataOf((await program.run(['-f', 'html'], { stdin: memcgLog() })).stdout)
  expect(piped.raw.map(({ input, firstLine }) => [input, firstLine])).toEqual([['stdin', 1]])
})

it('has what is asked for, and its times', async () => {
  const log = memcgLog().replace(/^\[ \d+\.\d+\] /gm, 'Nov 23 18:16:20 n1 kernel: ') + globalLog()
  const args = ['-f', 'html', '--timezone', '+01:00', '--year', '2024', '--victim', 'worker-3']
  const { document } = dataOf((await program.run(args, { stdin: log })).stdout)
  expect(document.events.filter(({ type }) => type === 'oom').map(({ at }) => at.iso)).toEqual([
    '2024-11-23T17:16:20.000Z',
  ])
  const last = await program.run(['-f', 'html', '--last', '1'], { stdin: memcgLog() + globalLog() })
  expect(dataOf(last.stdout).document.events.map(({ id }) => id)).toEqual(['oom-2'])
})

it('has no name with --redact, and no raw lines', async () => {
  const log = program.file('customer-acme/dmesg.txt', memcgLog())
  const { status, stdout } = await program.run(['-f', 'html', '--redact', log])
  expect(status).toBe(0)
  expect(dataOf(stdout).raw).toEqual([])
  expect(stdout).toContain('cmd-1')
  for (const name of ['acme', 'worker-3', 'Example Corp']) expect(stdout).not.toContain(name)
})

it('says that the page is missing before anything is read', async () => {
  rmSync(page)
  const { status, stdout, stderr } = await program.run(['-f', 'html', program.file('x.txt', memcgLog())])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(`--format html needs the page ${page}, which is not there`)
})
