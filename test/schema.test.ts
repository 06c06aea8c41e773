import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { renderSchema } from '../src/cli/schema.js'
import { type Document, documentSchema, eventSchema, parse, parseAll, VERSION } from '../src/index.js'
import { documentJsonSchema } from '../src/record/json-schema.js'
import { corpusCases, readLog } from './support/corpus.js'
import { incident, incidentNames } from './support/incidents.js'
import { releaseRecords } from './support/release-records.js'

const UPDATE = process.env.OOMPARSE_UPDATE === '1'
const FILE = 'schema/oomparse-1.schema.json'
const RELEASES = 'test/releases'

const validate = new Ajv2020().compile(JSON.parse(readFileSync(FILE, 'utf8')))
/** The same, and no key that it does not name: what is printed is described. */
const validateStrictly = new Ajv2020().compile(z.toJSONSchema(documentSchema))

describe(FILE, () => {
  it('is what `oomparse schema` prints: npm run build writes it', () => {
    if (UPDATE) writeFileSync(FILE, renderSchema())
    expect(readFileSync(FILE, 'utf8')).toBe(renderSchema())
  })

  it('is JSON Schema 2020-12 of oomparse/1', () => {
    expect(documentJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:oomparse:1',
      title: 'oomparse/1',
      properties: { schema: { const: 'oomparse/1' } },
    })
  })

  it('lets a later version add, and not change', () => {
    const document = parse(readFileSync('corpus/6.12/v2-kubepods-limit/dmesg.txt'))
    expect(document.events).toHaveLength(1)
    expect(validate({ ...document, added: 1, events: [{ ...document.events[0], added: 'x' }] })).toBe(true)
    expect(validate({ ...document, events: [{ ...document.events[0], victims: 'x' }] })).toBe(false)
    expect(validate({ ...document, events: [{ ...document.events[0], type: 'no-such' }] })).toBe(false)
    expect(validate({ ...document, schema: 'oomparse/2' })).toBe(false)
    const { findings: _, ...without } = document
    expect(validate(without)).toBe(false)
  })
})

describe('every document of the corpus is of the schema', () => {
  it.each(corpusCases().map((one) => [one.name, one] as const))('%s', (_, one) => {
    for (const name of one.files) expectValid(parse(readLog(one, name), { name, cannotTell: true }))
  })

  it.each(incidentNames())('incident %s', (name) =>
    expectValid(parseAll(incident(name), { cannotTell: true })),
  )
})

/** As it is printed: keys whose value is `undefined` are not there. */
function expectValid(document: Document): void {
  const printed: unknown = JSON.parse(JSON.stringify(document))
  expect(validateStrictly(printed), JSON.stringify(validateStrictly.errors)).toBe(true)
  expect(validate(printed), JSON.stringify(validate.errors)).toBe(true)
}

describe('records of releases', () => {
  const made = releaseRecords()

  it('are made of documents in which every type of event is', () => {
    const types = eventSchema.options.map(({ shape }) => shape.type.value)
    const found = new Set([...made.values()].flatMap(({ events }) => events.map(({ type }) => type)))
    expect([...found].toSorted()).toEqual(types.toSorted())
  })

  it('are kept of this version', () => {
    const folder = join(RELEASES, VERSION)
    if (UPDATE && !existsSync(folder)) {
      mkdirSync(folder)
      for (const [name, document] of made)
        writeFileSync(join(folder, name), `${JSON.stringify(document, null, 1)}\n`)
    }
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(10)
  })

  const kept = readdirSync(RELEASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(RELEASES, name)).map((file) => join(name, file)))

  it.each(kept)('%s is read by the schema of today, and nothing of it is lost', (path) => {
    const document: unknown = JSON.parse(readFileSync(join(RELEASES, path), 'utf8'))
    expect(documentSchema.parse(document)).toEqual(document)
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  })
})
