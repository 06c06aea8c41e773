import { describe, expect, it } from 'vitest'
import { classify } from './classify.js'
import { CONSTRUCTS } from './constructs/index.js'

describe.each(CONSTRUCTS.map((form) => [form.name, form] as const))('%s', (name, form) => {
  it.each(form.samples.map((sample) => [sample]))('reads %s', (sample) => {
    expect(classify(sample)?.form.name).toBe(name)
  })
  it('has a sample', () => {
    expect(form.samples.length).toBeGreaterThan(0)
  })
})
