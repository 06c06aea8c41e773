import { expect, it } from 'vitest'
import { parse, parseAll } from '../../index.js'
import { memcgLog } from '../sample-logs.js'
import { citedParts, htmlPieces, withinSize } from './index.js'

const PAGE = '<p>before</p><script type="application/json" id="report"></script><p>after</p>'
const HOSTILE = '</script><!--'

it('puts data into the page that ends no element, and is the same when it is read', () => {
  const data = {
    document: parseAll([{ name: HOSTILE, log: memcgLog(HOSTILE) }]),
    raw: [{ input: HOSTILE, firstLine: 1, lines: [HOSTILE, '\u2028<script>'] }],
  }
  const html = [...htmlPieces(PAGE, data)].join('')
  const [, json = ''] = /id="report">([^<]*)<\/script><p>after<\/p>$/.exec(html) ?? []
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(data)))
})

it('throws for another text', () => {
  expect(() => [...htmlPieces('<html>', { document: parse(''), raw: [] })]).toThrow(TypeError)
})

it('keeps the last OOMs where all are too many, and says so', () => {
  const document = parse([1000, 2000, 3000].map((at) => memcgLog('web', at)).join('\n'))
  const length = JSON.stringify(document.events[2]).length
  const cut = withinSize(document, length * 2.5)
  expect(cut.events.map(({ id }) => id)).toEqual(['oom-2', 'oom-3'])
  expect(cut.problems.at(-1)).toMatchObject({ code: 'page-full' })
  expect(cut.problems.at(-1)?.message).toMatch(/the last 2 of 3\sOOMs/)
  expect(withinSize(document)).toBe(document)
})

it('asks for the lines of dumps, and around those that findings cite', () => {
  const document = parse(memcgLog(), { name: 'log' })
  const parts = citedParts(document)
  expect(parts).toContainEqual({
    input: 'log',
    firstLine: 1,
    lastLine: (document.events[0]?.source.lastLine ?? 0) + 4,
  })
  for (const { line } of document.findings.flatMap(({ evidence }) => evidence))
    expect(parts.some(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine)).toBe(true)
})
