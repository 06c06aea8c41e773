import { expect, test } from 'vitest'
import { withOwnStrings } from './own-strings.js'

test('a record with texts of its own says the same', () => {
  const record = {
    message: 'a byte that is no UTF-8 \udcff, a quote ", a line\nand \u2028',
    at: { basis: 'none', printed: '1123 19:24:43.624423' },
    pods: [{ name: 'a' }],
    bytes: Number.MAX_SAFE_INTEGER,
    limitBytes: 'unlimited',
  }
  const own = withOwnStrings(record)
  expect(own).toEqual(record)
  expect(own.at).not.toBe(record.at)
})
