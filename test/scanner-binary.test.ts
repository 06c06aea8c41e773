import { expect, test } from 'vitest'
import { SCANNER_BINARY } from '../src/filter/scanner-binary.js'

const hasCompiler = await import('assemblyscript/asc' as string).then(
  () => true,
  () => false,
)

test.skipIf(!hasCompiler)(
  'the committed binary is what its source compiles to (needs assemblyscript)',
  async () => {
    const { compile } = await import('../wasm/build.mjs' as string)
    expect(await compile()).toBe(SCANNER_BINARY)
  },
)

test('the binary is small', () => {
  expect(atob(SCANNER_BINARY).length).toBeLessThan(4096)
})
