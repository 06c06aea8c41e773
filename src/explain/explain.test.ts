import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { RULES } from '../diagnosis/index.js'
import {
  CGROUP_KINDS,
  documentSchema,
  OUTCOMES,
  PAGE_SIZE_BASES,
  SCOPES,
  VICTIM_REASONS,
} from '../record/index.js'
import { explain, meanings, TERMS, TOPICS, termsLike } from './index.js'

const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url))

/** Maps whose keys are the kernel's own words. */
const MAPS = new Set(['bytes', 'counts', 'pages', 'lines'])
/** Lists and values that are words of the kernel's. */
const WORDS = new Set([
  'gfpFlags',
  'taskColumns',
  'migrateTypes',
  'taintNames',
  'constraint',
  'zone',
  'scope',
  'outcome',
  'why',
  'pageSizeBasis',
  'type',
])

function gather(value: unknown, key: string, words: Map<string, string>, from: string): void {
  if (Array.isArray(value)) {
    for (const one of value) gather(one, key, words, from)
    return
  }
  if (typeof value === 'string') {
    if (WORDS.has(key)) words.set(value, from)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, one] of Object.entries(value)) {
    if (key !== 'registers') words.set(name, from)
    gather(one, MAPS.has(key) ? '' : name, words, from)
  }
}

function wordsOfCorpus(): Map<string, string> {
  const words = new Map<string, string>()
  for (const series of readdirSync(CORPUS, { withFileTypes: true })) {
    if (!series.isDirectory() || series.name === 'incidents') continue
    for (const scenario of readdirSync(join(CORPUS, series.name))) {
      const path = join(CORPUS, series.name, scenario, 'expected.json')
      const { events } = JSON.parse(readFileSync(path, 'utf8')) as { events: unknown[] }
      for (const event of events) gather(event, '', words, `${series.name}/${scenario}`)
    }
  }
  return words
}

function keysOf(schema: unknown, keys: Set<string>): Set<string> {
  if (Array.isArray(schema)) for (const one of schema) keysOf(one, keys)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return keys
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties') for (const key of Object.keys(value as object)) keys.add(key)
    keysOf(value, keys)
  }
  return keys
}

function unexplained(words: Iterable<string>): string[] {
  return [...words].filter((word) => explain(word) === undefined)
}

describe('everything in the records has an explanation', () => {
  it('each key, flag, constraint, column, zone and letter of the corpus', () => {
    const words = wordsOfCorpus()
    expect(words.size).toBeGreaterThan(300)
    const without = unexplained(words.keys()).map((word) => `${word} (${words.get(word)})`)
    expect(without).toEqual([])
  })

  it('each key of the schema', () => {
    const keys = keysOf(z.toJSONSchema(documentSchema, { io: 'input' }), new Set())
    expect(keys.size).toBeGreaterThan(250)
    expect(unexplained(keys)).toEqual([])
  })

  it('each value of the closed lists of a dump', () => {
    const lists = [
      SCOPES,
      OUTCOMES,
      PAGE_SIZE_BASES,
      VICTIM_REASONS,
      CGROUP_KINDS.filter((kind) => kind !== 'other'),
    ]
    expect(unexplained(lists.flat())).toEqual([])
    expect(unexplained(['confirmed', 'likely', 'possible', 'cannot-tell'])).toEqual([])
  })

  it('each rule, by its own question', () => {
    for (const { id, question } of RULES) expect(explain(id, 'rules')?.means).toBe(question)
  })
})

describe('the terms', () => {
  it('are told once in a topic', () => {
    for (const { topic, terms } of TOPICS) {
      const spellings = terms.flatMap(({ term, aliases = [] }) => [term, ...aliases])
      expect({ topic, twice: spellings.filter((one, index) => spellings.indexOf(one) !== index) }).toEqual({
        topic,
        twice: [],
      })
    }
  })

  it('point only to terms that there are', () => {
    const wrong = TERMS.flatMap(({ term, see = [] }) =>
      see.filter((other) => explain(other) === undefined).map((other) => `${term} → ${other}`),
    )
    expect(wrong).toEqual([])
  })

  it('are short and whole sentences', () => {
    const wrong = TERMS.filter(({ means }) => means.length > 330 || !/[.?]$/.test(means)).map(
      ({ term }) => term,
    )
    expect(wrong).toEqual([])
  })
})

describe('what is looked up', () => {
  it.each([
    ['slab_unreclaimable', 'memory-stat'],
    ['slabUnreclaimable', 'memory-stat'],
    ['SLAB_UNRECLAIMABLE', 'memory-stat'],
    ['isolated(anon)', 'nodes'],
    ['isolatedAnon', 'nodes'],
    ['memory+swap', 'cgroup-counters'],
    ['memorySwap', 'cgroup-counters'],
    ['lowmem_reserve[]:', 'zone-lines'],
    ['gfp_mask=0xcc0(GFP_KERNEL)', 'first-lines'],
    ['oom_score_adj:-997', 'first-lines'],
    ['total_rss_huge', 'memory-stat-v1'],
    ['  order ', 'first-lines'],
  ])('finds %j in %s', (word, topic) => {
    expect(explain(word)?.topic).toBe(topic)
  })

  it('gives every meaning of a word, in the order of a dump', () => {
    expect(meanings('rss').map(({ topic }) => topic)).toEqual(['memory-stat-v1', 'task-table'])
    expect(explain('rss', 'task-table')?.unit).toBe('pages')
    expect(meanings('U').map(({ topic }) => topic)).toEqual(['free-chunks', 'taints'])
    expect(meanings('swap').map(({ topic }) => topic)).toEqual(['cgroup-counters', 'memory-stat-v1'])
  })

  it('prefers the exact spelling', () => {
    expect(meanings('pgtables_bytes').map(({ topic }) => topic)).toEqual(['task-table'])
    expect(meanings('oom_kill').map(({ topic }) => topic)).toEqual(['cgroup-files'])
    expect(meanings('OOM_KILL').length).toBeGreaterThan(1)
  })

  it('has the unit and the place of the topic where the term has none of its own', () => {
    expect(explain('min')).toMatchObject({
      unit: 'kB of 1024 bytes',
      where: expect.stringContaining('zone lines'),
    })
    expect(explain('pages_scanned')?.unit).toBe('pages')
  })

  it('knows nothing of what is no term', () => {
    for (const word of [
      '',
      ' ',
      '()',
      '=',
      ':=',
      'constructor',
      '__proto__',
      'toString',
      'x'.repeat(1_000_000),
    ])
      expect(meanings(word)).toEqual([])
    expect(explain('rss', 'gfp')).toBeUndefined()
  })

  it('suggests what was probably meant', () => {
    expect(termsLike('oom_scor_adj')[0]).toBe('oom_score_adj')
    expect(termsLike('fialcnt')).toContain('failcnt')
    expect(termsLike('workingset')[0]).toBe('working set')
    expect(termsLike('kube-res')).toContain('kube-reserved')
    expect(termsLike('pgscan_')).toContain('pgscan')
  })

  it('suggests five at most, and nothing for what is like nothing', () => {
    expect(termsLike('pgs').length).toBe(5)
    expect(termsLike('')).toEqual([])
    expect(termsLike('zzzzzzzzqqqq')).toEqual([])
  })
})
