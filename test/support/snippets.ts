import { Console } from 'node:console'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { createContext, runInContext } from 'node:vm'
import { build, type Plugin } from 'esbuild'

const IMPORT = /^import (\{[^}]*\}) from ('[^']+')$/gm

/** A snippet as CommonJS, which has neither `import` nor an `await` outside of functions. */
export function asCommonJs(program: string): string {
  const body = program.replace(IMPORT, 'const $1 = require($2)')
  return `(async () => {\n${body}})()\n`
}

/** What a browser has no part of. */
export function needsNode(program: string): boolean {
  return program.includes("'oomparse/node'")
}

/** The files of the repository, where a snippet asks Node.js for them: in a page they come from the user. */
const filesOfPage: Plugin = {
  name: 'files-of-page',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:fs/ }, ({ path }) => ({ path, namespace: 'page' }))
    onLoad({ filter: /.*/, namespace: 'page' }, () => ({
      contents: `
        export const readFile = async (path, encoding) => {
          const bytes = new Uint8Array(globalThis.bytesOf(path))
          return encoding === undefined ? bytes : new TextDecoder().decode(bytes)
        }
        export const readdir = async (path) => [...globalThis.namesIn(path)]
        export async function* createReadStream(path) { yield await readFile(path) }`,
    }))
  },
}

/** What a snippet prints when it is bundled for a browser and runs without anything of Node.js. */
export async function printedInBrowser(program: string, folder: string, root: string): Promise<string> {
  const imports = [...program.matchAll(IMPORT)].map(([line]) => line).join('\n')
  const body = program.replace(IMPORT, '')
  const { outputFiles } = await build({
    stdin: { contents: `${imports}\nglobalThis.over = (async () => {${body}})()`, resolveDir: folder },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    plugins: [filesOfPage],
  })
  let printed = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      printed += String(chunk)
      done()
    },
  })
  const page = createContext({
    console: new Console({ stdout }),
    TextDecoder,
    TextEncoder,
    Blob,
    bytesOf: (path: string) => readFileSync(join(root, path)),
    namesIn: (path: string) => readdirSync(join(root, path)),
  })
  runInContext(outputFiles[0]?.text ?? '', page)
  await page.over
  return printed
}
