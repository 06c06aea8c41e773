import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { pageText } from '../../page/build.mjs'
import type { Document } from '../../src/index.js'
import { loadHtml, type RawPart, visibleDocument } from '../../src/report/index.js'

const CHROMIUM = [
  process.env.OOMPARSE_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== '' && existsSync(path))

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What happened on a page that must not. */
interface Trouble {
  readonly requests: string[]
  readonly errors: string[]
  /** Violations of the policy. Those of a test that provokes them are its own matter. */
  readonly violations: string[]
}

/** The page in a browser: what is asked of a network, thrown or blocked fails the test in which it happens. */
export class PageTester {
  readonly directory = mkdtempSync(join(tmpdir(), 'oomparse-page-'))
  readonly trouble: Trouble = { requests: [], errors: [], violations: [] }
  #browser: Browser | undefined
  #text = ''

  async start(): Promise<void> {
    this.#text = await pageText()
    this.#browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ARGUMENTS })
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** The page as it is built, without data. */
  get text(): string {
    return this.#text
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.directory, name)
    writeFileSync(path, content)
    return path
  }

  /** Opens a page from its text, as a file: without a server, and without a network. */
  async open(text = this.#text, options: BrowserContextOptions & { hash?: string } = {}): Promise<Page> {
    const { hash = '', ...others } = options
    const context = await this.#browser?.newContext({ viewport: { width: 1440, height: 900 }, ...others })
    if (context === undefined) throw new Error('the browser does not run')
    const page = await context.newPage()
    page.on('request', (request) => {
      if (!/^(?:file|blob|data):/.test(request.url())) this.trouble.requests.push(request.url())
    })
    page.on('pageerror', (error) => this.trouble.errors.push(String(error)))
    page.on('console', (message) => {
      if (message.text().startsWith('violation ')) this.trouble.violations.push(message.text())
    })
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        console.log(`violation ${violatedDirective} ${blockedURI}`),
      )
    })
    await page.goto(pathToFileURL(this.file('page.html', text)).href + hash)
    await page.waitForSelector('.shell-name')
    return page
  }

  /** Opens the page with a document in it, as `--format html` writes it. */
  async openReport(
    document: Document,
    options: BrowserContextOptions = {},
    raw: readonly RawPart[] = [],
  ): Promise<Page> {
    const { htmlPieces } = await loadHtml()
    const pieces = htmlPieces(this.#text, { document: visibleDocument(document), raw })
    return await this.open([...pieces].join(''), options)
  }

  expectQuiet(): void {
    const { requests, errors, violations } = this.trouble
    const seen = { requests: [...requests], errors: [...errors], violations: [...violations] }
    for (const list of [requests, errors, violations]) list.length = 0
    expect(seen).toEqual({ requests: [], errors: [], violations: [] })
  }
}

/** Tests in a browser; skipped where there is none. */
export function describePage(name: string, tests: (tester: PageTester) => void): void {
  if (CHROMIUM === undefined) {
    describe.skip(`${name} (there is no chromium: apt-get install chromium, or OOMPARSE_CHROMIUM=path)`, () =>
      tests(new PageTester()))
    return
  }
  describe(name, () => {
    const tester = new PageTester()
    beforeAll(() => tester.start())
    afterEach(() => tester.expectQuiet())
    afterAll(() => tester.stop())
    tests(tester)
  })
}

/** Gives the page files, or one folder, as a person who chooses them. */
export async function choose(page: Page, paths: string | readonly string[]): Promise<void> {
  const isFolder = typeof paths === 'string'
  await page
    .locator('input[type=file]')
    .nth(isFolder ? 1 : 0)
    .setInputFiles(isFolder ? paths : [...paths])
}

/** Waits for the answer, and for the last of its parts. */
export async function answered(page: Page): Promise<void> {
  await page.waitForSelector('.shell-main[aria-busy=false] #answer')
  await page.waitForSelector('.shell-inputs')
}

/** The text of a part of the page; blanks at which no line breaks are blanks. */
export async function shown(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).innerText()).replaceAll('\u00a0', ' ')
}
