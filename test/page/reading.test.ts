import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { sparseLog } from '../../bench/logs/sparse.js'
import { parseAll } from '../../src/index.js'
import { memcgLog } from '../../src/report/sample-logs.js'
import { answered, choose, describePage, shown } from './open-page.js'

const INCIDENT = 'corpus/incidents/article'
const FILES = ['kubelet.txt', 'messages', 'node.json', 'stat.txt', 'systemd.txt', 'timedatectl.txt']
/** A frame that is late by more is felt; on a busy machine all takes longer, and a tenth of the whole is held against it. */
const LONGEST_TASK_MS = 200

describePage('the page reads', (tester) => {
  it('a folder as the command line does: the founding incident', async () => {
    const page = await tester.open()
    await choose(page, resolve(INCIDENT))
    await answered(page)
    const logs = FILES.map((name) => ({ name, log: readFileSync(join(INCIDENT, name)) }))
    const { findings } = parseAll(logs)
    const told = findings.filter(({ verdict }) => verdict !== 'cannot-tell')
    expect(told.map(({ rule }) => rule)).toContain('stale-node-limit')
    const text = await shown(page, 'main')
    for (const { title } of told) expect(text).toContain(title)
    expect(await page.locator('.oom-finding').count()).toBe(told.length)
    await page.locator('.oom-finding:not([open])').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    const opened = await shown(page, 'main')
    for (const { summary, evidence } of told) {
      expect(opened).toContain(summary)
      for (const { says } of evidence) expect(opened).toContain(says)
    }
    expect(await page.locator('.shell-inputs tbody tr').count()).toBe(FILES.length)
    expect(await shown(page, '.shell-summary')).toContain('in article/')
  })

  it('dropped files and folders, and more files for an answer', async () => {
    const page = await tester.open()
    await drop(page, [resolve(INCIDENT, 'messages')])
    await answered(page)
    expect(await page.locator('.shell-inputs tbody tr').allInnerTexts()).toHaveLength(1)
    await drop(page, [resolve(INCIDENT)])
    await page.waitForFunction(
      (count) => document.querySelectorAll('.shell-inputs tbody tr').length === count,
      7,
    )
    expect(await shown(page, '#answer')).toBe('1 OOM')
    expect(await shown(page, 'main')).toContain('The limit that was hit is older')
  })

  it('pasted text, anywhere and in the text area', async () => {
    const page = await tester.open()
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, memcgLog('web'))
    await answered(page)
    expect(await shown(page, '.oom-head')).toContain('web (pid')
    await page.getByText('Add logs').click()
    await page.getByRole('button', { name: 'Paste text…' }).click()
    await page.getByLabel('Text of a log').fill(memcgLog('second').replaceAll('100.', '900.'))
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.waitForFunction(() => document.querySelectorAll('.shell-inputs tbody tr').length === 2)
    expect(await shown(page, '.shell-inputs')).toContain('pasted (2)')
  })

  it('gzip, and says of other forms that they are not read here', async () => {
    const page = await tester.open()
    await choose(page, [
      tester.file('kern.log.gz', gzipSync(memcgLog('packed'))),
      tester.file('old.log.xz', Uint8Array.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0, 0])),
    ])
    await answered(page)
    expect(await shown(page, '.oom-head')).toContain('packed (pid')
    expect(await shown(page, '.shell-inputs')).toContain('unpacked from gzip')
    expect(await shown(page, '.shell-problems')).toContain(
      'old.log.xz: is compressed with xz, which is not read in the browser: unpack it first (xz -dk FILE) [unreadable-input]',
    )
  })

  it('with what a person says of the logs, and again with pseudonyms', async () => {
    const page = await tester.open()
    await choose(page, [resolve('corpus/6.12/v2-kubepods-limit/dmesg.txt')])
    await answered(page)
    await page.locator('button.lines').first().waitFor()
    await page.getByText('What the logs do not say').click()
    await page.getByLabel('When the machine booted').fill('yesterday')
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.getByText('This is no time').waitFor()
    await page.getByLabel('When the machine booted').fill('2025-07-14T12:00:00Z')
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.getByText('2025-07-14T12:01:01').first().waitFor()
    expect(await shown(page, 'main')).toContain('ranker_service')
    await page.getByLabel('Pseudonyms for').check()
    await page.waitForFunction(() => !document.body.innerText.includes('ranker_service'))
    await page.getByText('cmd-1').first().waitFor()
    expect(await page.locator('button.lines').count()).toBe(0)
  })

  it('100 MB without holding up the page, and stops when asked', { timeout: 180_000 }, async () => {
    const path = join(tester.directory, 'large.log')
    writeFileSync(path, [...sparseLog(100_000_000, 500_000).pieces].join(''))
    const page = await tester.open()
    await page.evaluate(() => {
      const tasks: number[] = []
      Object.assign(window, { tasks })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration)
      }).observe({ type: 'longtask' })
    })
    await choose(page, [path])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Drop a log here').waitFor()
    const begin = Date.now()
    await choose(page, [path])
    const status = page.getByRole('status')
    await expect
      .poll(() => status.textContent(), { timeout: 20_000 })
      .toMatch(/^\d.* of 9\d\.\d\sMiB, \d+\sOOMs found so far$/)
    await answered(page)
    const taken = Date.now() - begin
    await page.locator('.shell-inputs').waitFor()
    expect(await shown(page, '#answer')).toMatch(/^2\d\d\sOOMs$/)
    const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks)
    expect(Math.max(0, ...tasks)).toBeLessThan(Math.max(LONGEST_TASK_MS, taken / 10))
  })
})

/** As from a file manager. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
}
