import { importRules, readFileTime, reasonOf } from '../node/index.js'
import type { BundleOptions, Rule, StatedFile } from '../options.js'
import { userRules } from '../user-rules.js'
import type { ReadCommand } from './command.js'
import { UsageError } from './usage-error.js'

/**
 * What the person who called knows, as the library takes it: files are looked at, rules are loaded.
 *
 * @throws UsageError for a file or a rule that is none
 */
export async function optionsOf(command: ReadCommand): Promise<BundleOptions> {
  const { pageSizeBytes, timezone, year, bootTimeMs, cannotTell } = command
  return {
    ...(pageSizeBytes === undefined ? {} : { pageSizeBytes }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(year === undefined ? {} : { year }),
    ...(bootTimeMs === undefined ? {} : { bootTimeMs }),
    cannotTell,
    redact: command.redact,
    files: await statedFilesOf(command),
    rules: await rulesOf(command),
  }
}

async function statedFilesOf({ configFiles, mtimes }: ReadCommand): Promise<StatedFile[]> {
  const live = configFiles.map(async (path): Promise<StatedFile> => {
    try {
      const { mtimeMs, sizeBytes } = await readFileTime(path)
      return { path, modifiedMs: mtimeMs, sizeBytes, live: true }
    } catch (error) {
      throw new UsageError(`--config-file ${path}: ${reasonOf(error)}`)
    }
  })
  return [...(await Promise.all(live)), ...mtimes.map(({ path, epochMs }) => ({ path, modifiedMs: epochMs }))]
}

async function rulesOf({ rules }: ReadCommand): Promise<Rule[]> {
  const all: Rule[] = []
  for (const path of rules) {
    try {
      // Asked first: what Node.js says of a missing module names files that nobody typed.
      await readFileTime(path)
      all.push(...userRules(await importRules(path)))
    } catch (error) {
      // Node.js keeps the line of a slip to itself until it prints it.
      const hint = error instanceof SyntaxError ? ` (where: node --check ${path})` : ''
      throw new UsageError(`--rules ${path}: ${reasonOf(error)}${hint}`)
    }
  }
  return all
}
