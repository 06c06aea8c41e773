import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { parseAll } from '../../src/index.js'
import { RawLines } from '../../src/raw-lines.js'
import { loadHtml, type PageData } from '../../src/report/index.js'
import { memcgLog } from '../../src/report/sample-logs.js'
import { accessibilityOf } from './accessibility.js'
import { answered, describePage, shown } from './open-page.js'

const HOSTILE = [
  '<img src=x onerror=hit()>',
  '</script><script>hit()',
  '<!--<script>',
  '__proto__',
  'javascript:hit',
  '\u202egnp.exe',
  '{{7*7}}',
  '&lt;b&gt;',
]

describePage('a report', (tester) => {
  it('shows names as text, whatever they are', async () => {
    const logs = HOSTILE.map((comm, index) => ({
      name: `${comm}.log`,
      log: memcgLog(comm.slice(0, 15), 1000 + index * 1000),
    }))
    const page = await tester.open(await report(tester.text, logs))
    await answered(page)
    await page.locator('.shell-inputs').waitFor()
    expect(await shown(page, '#answer')).toBe(`${HOSTILE.length} OOMs`)
    const text = await shown(page, 'main')
    for (const { name } of logs) expect(text).toContain(name.replaceAll('\u202e', '\\u202e'))
    expect(text).not.toContain('\u202e')
    expect(await page.locator('main img, main script, main b:has-text("&lt;")').count()).toBe(0)
    expect(await page.evaluate(() => 'hit' in window || 'polluted' in {})).toBe(false)
    for (let number = 1; number <= HOSTILE.length; number++) {
      await page.evaluate((id) => {
        location.hash = id
      }, `oom-${number}`)
      await page.locator(`#oom-${number}`).waitFor()
    }
  })

  it('opens the lines that a finding cites, by keyboard, and gives the focus back', async () => {
    const page = await incident(tester.text, tester.open.bind(tester))
    const place = page.locator('.oom-evidence button.lines', { hasText: /^messages:23$/ }).first()
    await place.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Lines of the log' })
    await dialog.waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    const cited = dialog.locator('[aria-current=true]')
    const line = readFileSync('corpus/incidents/article/messages', 'utf8').split('\n')[22]
    expect(await cited.locator('code').textContent()).toBe(line)
    expect(await cited.locator('mark').allInnerTexts()).toContain('27968328')
    expect(await cited.locator('.shell-number').textContent()).toBe('23')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await place.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  it('explains words on hover, on focus and on touch, until Escape', async () => {
    const page = await incident(tester.text, tester.open.bind(tester))
    const term = page.locator('.oom-facts button.term', { hasText: 'failcnt' }).first()
    const tip = page.getByRole('tooltip')
    await term.hover()
    await tip.waitFor()
    expect(await tip.textContent()).toMatch(/^failcnt .{20,}/s)
    expect(await term.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'))
    await page.keyboard.press('Escape')
    await tip.waitFor({ state: 'detached' })
    await term.focus()
    await tip.waitFor()
    await term.evaluate((one) => (one as HTMLElement).blur())
    await tip.waitFor({ state: 'detached' })
    await term.click()
    await tip.waitFor()
  })

  it('steps through its OOMs, with the address', async () => {
    const logs = ['one', 'two', 'three'].map((comm, index) => ({
      name: `${comm}.log`,
      log: memcgLog(comm, 1000 + index * 1000),
    }))
    const page = await tester.open(await report(tester.text, logs), { hash: '#oom-2' })
    await page.locator('#oom-2').waitFor()
    expect(await shown(page, '.shell-steps')).toContain('OOM 2 of 3')
    await page.getByRole('button', { name: 'Next' }).click()
    await page.locator('#oom-3').waitFor()
    expect(page.url()).toMatch(/#oom-3$/)
    expect(await page.locator('#oom-2').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
    await page.goBack()
    await page.locator('#oom-2').waitFor()
  })

  it.each([
    ['JSON: the whole record', 'oomparse.json', /^\{\n {2}"schema": "oomparse\/1"/],
    ['CSV: a row for each task', 'oomparse-tasks.csv', /ranker_service/],
    ['CSV: a row for each OOM', 'oomparse-ooms.csv', /ranker_service/],
    ['Markdown', 'oomparse.md', /<summary>Raw lines 1 to 47/],
  ] as const)('is saved as %s', async (name, file, content) => {
    const page = await incident(tester.text, tester.open.bind(tester))
    await page.getByText('Save', { exact: true }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name }).click()
    const download = await saving
    expect(download.suggestedFilename()).toBe(file)
    expect(readFileSync(await download.path(), 'utf8')).toMatch(content)
  })

  it.each(['light', 'dark'] as const)('has nothing against it from axe (%s)', async (colorScheme) => {
    const empty = await tester.open(undefined, { colorScheme })
    expect(await accessibilityOf(empty, 'html')).toEqual([])
    const page = await incident(tester.text, (text) => tester.open(text, { colorScheme }))
    await page.locator('.shell-inputs').waitFor()
    expect(await accessibilityOf(page, 'html')).toEqual([])
    await page.locator('button.lines').first().click()
    await page.getByRole('dialog').waitFor()
    expect(await accessibilityOf(page, 'html')).toEqual([])
  })

  it('fits a narrow screen', async () => {
    const page = await incident(tester.text, (text) =>
      tester.open(text, { viewport: { width: 390, height: 800 } }),
    )
    await page.locator('.shell-inputs').waitFor()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(390)
  })
})

async function incident(page: string, open: (text: string) => Promise<Page>): Promise<Page> {
  const names = ['kubelet.txt', 'messages', 'node.json', 'stat.txt', 'systemd.txt', 'timedatectl.txt']
  const logs = names.map((name) => ({
    name,
    log: readFileSync(resolve('corpus/incidents/article', name), 'utf8'),
  }))
  const opened = await open(await report(page, logs))
  await answered(opened)
  return opened
}

/** What the command line writes. */
async function report(page: string, logs: readonly { name: string; log: string }[]): Promise<string> {
  const { citedParts, htmlPieces } = await loadHtml()
  const document = parseAll(logs)
  const raw: PageData['raw'] = logs.flatMap(({ name, log }) => {
    const lines = new RawLines(citedParts(document).filter(({ input }) => input === name))
    lines.write(log)
    lines.end()
    return lines.runs().map((run) => ({ input: name, ...run }))
  })
  return [...htmlPieces(page, { document, raw })].join('')
}
