import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Document } from '../../src/record/index.js'
import { visibleDocument } from '../../src/report/index.js'

export const CHROMIUM = '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export function launched(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A file with what the page shows of the OOMs of a document, and no shell around it. */
export async function oomPage(document: Document): Promise<string> {
  const [script, style] = await Promise.all([
    bundled(new URL('oom-parts.tsx', import.meta.url)),
    bundled(new URL('../../src/page/style/index.css', import.meta.url)),
  ])
  const data = JSON.stringify({ document: visibleDocument(document), raw: [] }).replaceAll('<', '\\u003c')
  const path = join(mkdtempSync(join(tmpdir(), 'oomparse-')), 'page.html')
  writeFileSync(
    path,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>oomparse</title><style>${style}</style></head>` +
      `<body><div id="app"></div><script type="application/json" id="report">${data}</script><script>${script}</script></body></html>`,
  )
  return pathToFileURL(path).href
}

const BUNDLES = new Map<string, Promise<string>>()

function bundled(entry: URL): Promise<string> {
  const path = fileURLToPath(entry)
  const known = BUNDLES.get(path)
  if (known !== undefined) return known
  const text = build({
    entryPoints: [path],
    bundle: true,
    write: false,
    outdir: 'out',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  BUNDLES.set(path, text)
  return text
}

/** What axe-core finds wrong, a line for each. */
export async function accessibilityOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    interface Violation {
      id: string
      nodes: { target: unknown[] }[]
    }
    const { violations } = await axe.run()
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  })
}
