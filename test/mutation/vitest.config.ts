import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What says whether a mutant of a room lives: tests of the library, without processes, and of the properties those that are quick. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  'src/kernel': [
    'src/kernel/**/*.test.ts',
    'test/{corpus,constructed-truth}.test.ts',
    'test/properties/{print-parse,forgery}.test.ts',
  ],
  'src/diagnosis': [
    'src/{diagnosis,figures}/**/*.test.ts',
    'test/{answers,findings-truth,corpus-findings,rules-doc,incidents*}.test.ts',
  ],
}

const { OOMPARSE_MUTATED = '', OOMPARSE_MUTATED_AT_LOAD = '' } = process.env

/** The first failure ends a run: tests that stand beside the source are the quick ones, those of the whole corpus the slow ones. */
class UnitTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const beside = ({ moduleId }: TestSpecification) => moduleId.includes('/src/')
    return [...files.filter(beside), ...files.filter((file) => !beside(file))]
  }
}

export default defineConfig({
  test: {
    include: [...(TESTS[OOMPARSE_MUTATED] ?? Object.values(TESTS).flat())],
    setupFiles: ['test/support/seed.ts'],
    sequence: { sequencer: UnitTestsFirst },
    testTimeout: 60_000,
    // What changes while modules load needs them loaded anew for each change; loading is most of the time of a run.
    isolate: OOMPARSE_MUTATED_AT_LOAD !== '',
  },
})
