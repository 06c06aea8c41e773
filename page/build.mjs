/**
 * Builds the page: `node page/build.mjs FILE` writes one HTML file that needs nothing else.
 *
 * Most of it is the parser, so scripts are packed: gzip, which every browser unpacks, as text of seven bits in a byte. A small
 * script in plain text unpacks them. The Content-Security-Policy names each script and the style sheet by its hash: nothing else
 * can run, whatever a log contains.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { encode } from './seven-bits.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The page as text. */
export async function pageText() {
  const style = await bundled('src/page/style/index.css')
  const [program, boot] = await Promise.all([
    script('src/page/program.ts', { STYLE: JSON.stringify(style) }),
    script('page/boot.ts'),
  ])
  const policy = [
    "default-src 'none'",
    // WebAssembly is the filter in front of the grammar; it can call nothing that it is not given.
    `script-src ${hashOf(boot)} ${hashOf(program)} 'wasm-unsafe-eval'`,
    `style-src ${hashOf(style)}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types oomparse-page oomparse-parser',
  ].join('; ')
  return readFileSync(new URL('page.html', import.meta.url), 'utf8').replace(
    /\{(policy|program|boot)\}/g,
    (_all, name) => ({ policy, program: packed(program), boot })[name],
  )
}

function script(entry, define = {}) {
  return bundled(entry, {
    define,
    format: 'iife',
    alias: { yaml: `${ROOT}node_modules/yaml/browser/index.js` },
  })
}

async function bundled(entry, options = {}) {
  const { outputFiles } = await build({
    entryPoints: [`${ROOT}${entry}`],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'error',
    ...options,
  })
  const text = outputFiles[0].text.trim()
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${entry} would end its own element`)
  return text
}

function packed(text) {
  return encode(gzipSync(text, { level: 9 }))
}

function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(process.argv[2], await pageText())
