import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('every export of every door has a docstring, and what it names is exported (npm run docs:api)', async () => {
  const typedoc = 'node_modules/typedoc/bin/typedoc'
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    typedoc,
    '--emit',
    'none',
    // `npm run typecheck` has done it.
    '--skipErrorChecking',
  ]).catch((error) => error)
  expect(`${stdout}${stderr}`).not.toMatch(/\[(?:warning|error)\]/)
}, 240_000)
