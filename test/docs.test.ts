import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { eventSchema, VERSION } from '../src/index.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return path.endsWith('.ts') && !path.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : []
  })
}

const [about = '', codes = ''] = readFileSync(join(ROOT, 'docs/records.md'), 'utf8').split('## Problem codes')

function firstCells(table: string): string[] {
  return [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map((m) => m[1] ?? '')
}

describe('docs/records.md', () => {
  it('explains every type of event, and no other', () => {
    const types = eventSchema.options.map(({ shape }) => shape.type.value)
    expect(firstCells(about).toSorted()).toEqual(types.toSorted())
  })

  it('explains every problem code that the code can give, and no other', () => {
    const given = new Set(
      sources(join(ROOT, 'src')).flatMap((text) =>
        [...text.matchAll(/\b(?:code: |problem\()'([a-z-]+)'/g)].map((m) => m[1]),
      ),
    )
    expect(firstCells(codes).toSorted()).toEqual([...given].toSorted())
  })
})

describe('the version', () => {
  it('is that of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
    expect(VERSION).toBe(version)
  })
})
