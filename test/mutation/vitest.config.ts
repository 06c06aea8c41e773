import { defineConfig } from 'vitest/config'

/** What says whether a mutant of a room lives: tests of the library, without processes, and of the properties those that are quick. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  'src/kernel': [
    'src/kernel/**/*.test.ts',
    'test/{corpus,constructed-truth}.test.ts',
    'test/properties/{print-parse,forgery}.test.ts',
  ],
  'src/diagnosis': [
    'src/{diagnosis,figures}/**/*.test.ts',
    'test/{findings-truth,corpus-findings,evidence,incidents*}.test.ts',
  ],
}

const { OOMPARSE_MUTATED = '' } = process.env

export default defineConfig({
  test: {
    include: [...(TESTS[OOMPARSE_MUTATED] ?? Object.values(TESTS).flat())],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 60_000,
  },
})
