import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { pageText } from '../../page/build.mjs'
import type { Document } from '../../src/index.js'
import { loadHtml, visibleDocument } from '../../src/report/index.js'

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

let built: Promise<string> | undefined

/** The whole page with a document in it, at its timeline. */
export async function timelineOf(browser: Browser, document: Document, width = 1440): Promise<Page> {
  built ??= pageText()
  const text = built
  const { htmlPieces } = await loadHtml()
  const path = join(mkdtempSync(join(tmpdir(), 'oomparse-')), 'page.html')
  writeFileSync(path, [...htmlPieces(await text, { document: visibleDocument(document), raw: [] })].join(''))
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  await page.goto(pathToFileURL(path).href)
  await page.waitForSelector('.timeline')
  return page
}

/** What axe finds wrong with the timeline: `color-contrast (2)`. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(part: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run('.timeline')
    return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 160)}`)
  })
}
