import { describe, expect, it } from 'vitest'
import { classify } from './classify.js'
import { type Construct, readConstruct } from './construct.js'
import { CONSTRUCTS } from './constructs/index.js'

describe.each(CONSTRUCTS.map((form) => [form.name, form] as const))('%s', (name, form) => {
  it('has samples', () => {
    expect(form.samples.length).toBeGreaterThan(0)
  })

  it.each(form.samples)('reads %j', (sample) => {
    expect(classify(sample)?.form.name).toBe(name)
  })

  it.each(form.samples)('is alone in reading %j', (sample) => {
    const readers = CONSTRUCTS.filter(
      (other) => opens(other, sample) && readConstruct(other, sample) !== undefined,
    )
    expect(readers.map((reader) => reader.name)).toEqual([name])
  })
})

function opens({ opens }: Construct, text: string): boolean {
  if ('within' in opens) return text.includes(opens.within)
  if ('pattern' in opens) return opens.pattern.test(text)
  return opens.some((opening) => text.startsWith(opening))
}
