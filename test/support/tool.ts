import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Where a tool is that not every machine has; undefined where it is missing. */
export function toolNamed(name: string): string | undefined {
  const { PATH = '' } = process.env
  const folders = [...PATH.split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

export interface Told {
  readonly status: number | null
  readonly said: string
}

/** What it says, on both ways. */
export function runTool(path: string, args: readonly string[], input = ''): Told {
  const { status, stdout, stderr } = spawnSync(path, args, { input, encoding: 'utf8', timeout: 60_000 })
  return { status, said: `${stdout}${stderr}` }
}
