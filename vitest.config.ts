import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Tests that start programs and browsers, or measure time: one at a time, and nothing beside them. */
const ALONE = [
  'test/{cli,page,pipelines,fuzz}/**/*.test.ts',
  'test/{bench,cookbook,api-docs,doors,release}.test.ts',
  'test/properties/linear-time.test.ts',
]

/** More runs of the properties take longer (test/support/runs.ts). */
const { OOMPARSE_RUNS = '1' } = process.env
const shared = {
  setupFiles: ['test/support/seed.ts'],
  testTimeout: 60_000 * Math.max(1, Number(OOMPARSE_RUNS)),
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'library',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...shared, name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
