import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** A text file in the folder of a module, and its path; without text where it is not there. */
export async function readFileBeside(module: string, name: string): Promise<{ path: string; text?: string }> {
  const path = fileURLToPath(new URL(name, module))
  try {
    return { path, text: await readFile(path, 'utf8') }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { path }
    throw error
  }
}
