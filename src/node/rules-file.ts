import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a module of the user's exports as rules: its default export, or all that it exports by name. Runs its code. */
export async function importRules(path: string): Promise<unknown> {
  const module: Record<string, unknown> = await import(pathToFileURL(resolve(path)).href)
  return module.default ?? Object.values(module)
}
