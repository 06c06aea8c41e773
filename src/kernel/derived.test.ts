import { describe, expect, it } from 'vitest'
import { deriveFrom } from './derived.js'

const task = (comm: string, rssPages?: number) => ({
  pid: 1,
  comm,
  line: 1,
  ...(rssPages === undefined ? {} : { rssPages, rssBytes: rssPages * 4096 }),
})

describe('sums over the task table', () => {
  it('are none without a table', () => {
    expect(deriveFrom([])).toEqual({})
  })

  it('put tasks of the same name together, the largest first', () => {
    expect(
      deriveFrom([task('init', 2), task('worker', 3), task('java', 4), task('worker', 5), task('cut')]),
    ).toEqual({
      taskCount: 5,
      rssSumPages: 14,
      rssSumBytes: 57_344,
      byCommand: [
        { comm: 'worker', count: 2, rssBytes: 32_768 },
        { comm: 'java', count: 1, rssBytes: 16_384 },
        { comm: 'init', count: 1, rssBytes: 8192 },
        { comm: 'cut', count: 1, rssBytes: 0 },
      ],
    })
  })
})
