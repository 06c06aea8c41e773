import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { sparseLog } from './logs/sparse.js'
import { median } from './statistics.js'

// `npm run bench -- --page`: how long the page takes to open and to answer, beside an empty page in turn with it.

const ROUNDS = 9
const PAGE = resolve('dist/oomparse.html')
const FOLDER = resolve('bench/.logs')
const CHROMIUM = process.env.OOMPARSE_CHROMIUM ?? '/usr/bin/chromium'

mkdirSync(FOLDER, { recursive: true })
const empty = join(FOLDER, 'empty.html')
writeFileSync(empty, '<!doctype html><title>empty</title><p class="shell-name">empty')
const log = join(FOLDER, 'page-10mb.log')
writeFileSync(log, [...sparseLog(10_000_000, 250_000).pieces].join(''))

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
const times = { empty: [] as number[], open: [] as number[], answer: [] as number[] }
for (let round = 0; round < ROUNDS; round++) {
  times.empty.push(await opened(empty))
  times.open.push(await opened(PAGE))
  times.answer.push(await answered())
}
await browser.close()
const [blank = 0, open = 0, answer = 0] = [times.empty, times.open, times.answer].map(median)
console.log(
  `Medians of ${ROUNDS} rounds, in milliseconds from the start of the navigation or from the choice of the file.`,
)
console.log(`empty page           ${blank.toFixed(0)}`)
console.log(
  `page, ready          ${open.toFixed(0)}  (bar 300; ${(open / blank).toFixed(1)} times the empty page)`,
)
console.log(
  `answer of 10 MB      ${answer.toFixed(0)}  (bar 1000; ${(answer / blank).toFixed(1)} times the empty page)`,
)

/** Until what is shown first is there, by the page's own clock. */
async function opened(path: string): Promise<number> {
  const page = await browser.newPage()
  await page.goto(pathToFileURL(path).href)
  const ms = await seen(page, '.shell-name')
  await page.close()
  return ms
}

async function answered(): Promise<number> {
  const page = await browser.newPage()
  await page.goto(pathToFileURL(PAGE).href)
  await page.waitForSelector('.shell-name')
  // A person has not chosen before the parser is ready.
  await page.waitForTimeout(500)
  await page.evaluate(() => {
    document
      .querySelector('input[type=file]')
      ?.addEventListener('change', () => Object.assign(window, { chosenAt: performance.now() }), {
        capture: true,
      })
  })
  await page.locator('input[type=file]').first().setInputFiles(log)
  const at = await seen(page, '#answer')
  const chosenAt = await page.evaluate(() => (window as unknown as { chosenAt: number }).chosenAt)
  await page.close()
  return at - chosenAt
}

/** Looks in each frame: a tester outside of the page would look later. */
function seen(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const mark = performance.getEntriesByType('paint').at(-1)?.startTime
        if (document.querySelector(wanted) !== null && mark !== undefined) return done(mark)
        const look = () => {
          if (document.querySelector(wanted) === null) requestAnimationFrame(look)
          else done(performance.now())
        }
        look()
      }),
    selector,
  )
}
