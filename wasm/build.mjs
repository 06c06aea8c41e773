/** Compiles scanner.ts beside it: `node wasm/build.mjs` writes src/filter/scanner-binary.ts. Needs the package `assemblyscript`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SOURCE = new URL('scanner.ts', import.meta.url)
const TARGET = new URL('../src/filter/scanner-binary.ts', import.meta.url)

const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd']

/** The binary in base64. */
export async function compile() {
  const { default: asc } = await import('assemblyscript/asc')
  let binary
  const { error, stderr } = await asc.main(['scanner.ts', '--outFile', 'scanner.wasm', ...OPTIONS], {
    readFile: (name) => (name === 'scanner.ts' ? readFileSync(SOURCE, 'utf8') : null),
    writeFile: (_name, bytes) => {
      binary = bytes
    },
    listFiles: () => [],
  })
  if (binary === undefined) throw new Error(`${error ?? 'nothing was written'}\n${stderr}`)
  return Buffer.from(binary).toString('base64')
}

/** The TypeScript that holds it. */
function moduleOf(base64) {
  const lines = (base64.match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`)
  const open = 'export const SCANNER_BINARY: string = ['
  return ['/** wasm/scanner.ts, compiled by wasm/build.mjs. */', open, ...lines, "].join('')", ''].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, moduleOf(await compile()))
