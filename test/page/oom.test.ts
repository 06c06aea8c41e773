import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { denseLog } from '../../bench/logs/dense.js'
import { parse, parseAll } from '../../src/index.js'
import type { Document, OomEvent } from '../../src/record/index.js'
import { renderText, size } from '../../src/report/index.js'
import { CORPUS } from '../support/corpus.js'
import { accessibilityOf } from './accessibility.js'
import { describePage, type PageTester } from './open-page.js'

function read(path: string): Document {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.includes('.')) return parse(readFileSync(join(CORPUS, path)), { name })
  const folder = join(CORPUS, path)
  return parseAll(readdirSync(folder).map((name) => ({ name, log: readFileSync(join(folder, name)) })))
}

/** The expected record of the first OOM of a case. */
function expected(path: string): OomEvent {
  const golden = JSON.parse(readFileSync(join(CORPUS, path, '..', 'expected.json'), 'utf8'))
  return golden.events[0] as OomEvent
}

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** The rows of the head of the text report by their labels, on paper that is wide enough for all. */
function headOf(document: Document): Record<string, string> {
  const rows: Record<string, string> = {}
  for (const line of renderText(document, { colour: false, width: 2000 }).split('\n')) {
    const [, label, text] =
      /^ {2}(limit|filled by|biggest|victim|asked|before|doubt) +(\S.*)$/.exec(line) ?? []
    // The bar is drawn on the page, and the shades of its legend are the colours of the table.
    if (label !== undefined && text !== undefined) rows[label] ??= plain(text.replaceAll(/[█▓▒░·]+ */g, ''))
  }
  return rows
}

const CASES = [
  'incidents/article',
  '6.1/g-vmalloc/dmesg.txt',
  '6.12/v2-kubepods-limit/dmesg.txt',
  'constructed/el6-2.6.32-global/log.txt',
  'constructed/3.10-el7-memsw-limit/log.txt',
  'constructed/4.19-panic-deadlocked/log.txt',
  '6.1/g-slab/dmesg.txt',
  'constructed/3.10-el7-hugepages/log.txt',
]

const DARK_AND_NARROW = { colorScheme: 'dark', viewport: { width: 390, height: 844 } } as const

/** On a slow machine that has other things to do; else it is a fifth. */
const WAITING_MS = 1500

/** How long it takes until the page shows what was done. */
async function timed(page: Page, act: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await act()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  return performance.now() - start
}

async function opened(tester: PageTester, ...report: Parameters<PageTester['openReport']>): Promise<Page> {
  const page = await tester.openReport(...report)
  await page.waitForSelector('.oom')
  return page
}

describePage('an OOM on the page', (tester) => {
  it.each(CASES)(
    'says of %s what the head of the text report says, and anybody can read it',
    async (path) => {
      const document = read(path)
      const page = await opened(tester, document)
      const rows = await page.$$eval('.oom-fact', (facts) =>
        facts.map((fact) => [fact.querySelector('dt')?.textContent, fact.querySelector('dd')?.textContent]),
      )
      const told = Object.fromEntries(rows.map(([label, text]) => [label, plain(text ?? '')]))
      expect(told).toEqual(headOf(document))
      expect(await accessibilityOf(page, '.oom')).toEqual([])
      await page.close()
      const small = await opened(tester, document, DARK_AND_NARROW)
      await small.$$eval('details', (all) => {
        for (const one of all) one.open = true
      })
      expect(await accessibilityOf(small, '.oom')).toEqual([])
      expect(await small.evaluate(() => globalThis.document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        390,
      )
      await small.close()
    },
  )

  it('has the figures of the expected record of a cgroup', async () => {
    const path = '6.12/v2-kubepods-limit/dmesg.txt'
    const { cgroup, tasks = [], victims } = expected(path)
    const page = await opened(tester, read(path))
    const headline = plain((await page.textContent('.oom h2')) ?? '')
    expect(headline).toBe(`oom-1 killed ${victims[0]?.comm} (pid ${victims[0]?.pid})`)
    const counters = plain((await page.textContent('.oom-counters')) ?? '')
    const limit = cgroup?.memory?.limitBytes as number
    expect(counters).toContain(`${limit / 1024} kB`)
    expect(counters).toContain(String(cgroup?.memory?.failcnt))
    const rows = await page.$$eval('.oom-tasks tbody tr', (all) =>
      all.map((row) => [...row.querySelectorAll('td')].slice(0, 4).map((cell) => cell.textContent ?? '')),
    )
    const inOrder = tasks.toSorted((a, b) => (b.rssPages ?? 0) - (a.rssPages ?? 0))
    expect(rows.map(([, pid, rss, pages]) => [pid, rss, pages])).toEqual(
      inOrder.map(({ pid, rssBytes = 0, rssPages }) => [String(pid), size(rssBytes), String(rssPages)]),
    )
    expect(rows.find(([, pid]) => pid === String(victims[0]?.pid))?.[0]).toContain('✖ victim')
    await page.close()
  })

  it('has the figures of the expected record of a machine, and opens the lines that it read them from', async () => {
    const path = '6.1/g-vmalloc/dmesg.txt'
    const { memInfo } = expected(path)
    const lines = readFileSync(join(CORPUS, path), 'utf8').split('\n')
    const page = await opened(tester, read(path), {}, [{ input: 'dmesg.txt', firstLine: 1, lines }])
    const zones = await page.$$eval('.oom-zones tbody tr', (all) => all.map((row) => row.textContent ?? ''))
    expect(zones).toHaveLength(memInfo?.zones?.length ?? 0)
    for (const [index, { bytes }] of (memInfo?.zones ?? []).entries())
      for (const key of ['free', 'min', 'low', 'high', 'managed'])
        expect(zones[index]).toContain(size(bytes[key] ?? Number.NaN))
    const chunks = await page.$$eval('.oom-chunks tbody tr', (all) =>
      all.map((row) =>
        [...row.querySelectorAll('td')].map((cell) => Number.parseInt(cell.textContent ?? '', 10)),
      ),
    )
    for (const [index, { chunks: printed }] of (memInfo?.buddy ?? []).entries())
      expect(chunks[index]?.slice(0, printed.length)).toEqual(printed.map(({ count }) => count))
    await page.click('.oom-composition .lines')
    expect(await page.textContent('.shell-raw [aria-current]')).toContain(
      `active_anon:${memInfo?.pages?.activeAnon} `,
    )
    expect(await page.textContent('.shell-raw mark')).toBe(String(memInfo?.pages?.activeAnon))
    await page.keyboard.press('Escape')
    await page.hover('.oom-facts .term')
    await page.waitForSelector('[role="tooltip"]')
    await page.close()
  })

  it('shows nothing of what a log does not have', async () => {
    const page = await opened(
      tester,
      parse(
        '[  100.000001] Out of memory: Killed process 4711 (mongod) total-vm:9200000kB, anon-rss:7800000kB, file-rss:0kB, shmem-rss:0kB, UID:998 pgtables:16000kB oom_score_adj:0\n',
      ),
    )
    for (const part of ['composition', 'zones', 'chunks', 'tasks', 'cgroups'])
      expect(await page.$(`.oom-${part}`)).toBeNull()
    expect(await page.textContent('.oom-facts')).toContain('mongod')
    await page.close()
  })

  it('puts names of a log into the page as text', async () => {
    const hostile = structuredClone(read('6.12/v2-kubepods-limit/dmesg.txt'))
    for (const event of hostile.events)
      if (event.type === 'oom')
        for (const task of event.tasks ?? []) task.comm = '<img src=x onerror=alert(1)>\u202e'
    const page = await opened(tester, hostile)
    expect(await page.$('.oom img')).toBeNull()
    expect(await page.textContent('.oom-tasks tbody')).toContain('"<img src=x onerror=alert(1)>\\u202e"')
    await page.close()
  })

  it('sorts, filters, groups and scrolls 50,000 tasks without waiting', async () => {
    const document = parse([...denseLog(1, 50_000).pieces].join(''), { name: 'dense.txt' })
    const page = await opened(tester, document)
    const table = page.locator('.oom-tasks table')
    expect(await table.getAttribute('aria-rowcount')).toBe('50001')
    expect(await page.locator('.oom-tasks tbody tr').count()).toBeLessThan(100)
    const took = [
      await timed(page, () => page.click('.oom-tasks [aria-label="sort by pid"]')),
      await timed(page, () => page.fill('.oom-tasks input[type=search]', 'java')),
    ]
    const javas = document.events.flatMap((event) =>
      event.type === 'oom' ? (event.tasks ?? []).filter(({ comm }) => comm === 'java') : [],
    )
    expect(await table.getAttribute('aria-rowcount')).toBe(String(javas.length + 1))
    took.push(await timed(page, () => page.fill('.oom-tasks input[type=search]', '')))
    took.push(await timed(page, () => page.check('.oom-tasks input[type=checkbox]')))
    expect(Number(await table.getAttribute('aria-rowcount'))).toBe(10)
    took.push(await timed(page, () => page.click('.oom-tasks .oom-fold >> nth=0')))
    took.push(await timed(page, () => page.uncheck('.oom-tasks input[type=checkbox]')))
    await page.focus('.oom-tasks .oom-box')
    took.push(await timed(page, () => page.keyboard.press('End')))
    await page.waitForSelector('.oom-tasks tr[aria-rowindex="50001"]')
    expect(Math.max(...took)).toBeLessThan(WAITING_MS)
    await page.close()
  })

  it('lists many OOMs, a row each, to choose one with the mouse or the keys', async () => {
    const document = parse([...denseLog(500, 3).pieces].join(''), { name: 'dense.txt' })
    const page = await opened(tester, document)
    const table = page.locator('.oom-list table')
    expect(await table.getAttribute('aria-rowcount')).toBe('501')
    expect(await page.locator('.oom-list tbody tr').count()).toBeLessThan(100)
    expect(plain((await page.textContent('.oom-list tbody tr')) ?? '')).toContain('1 of 500')
    await page.click('.oom-list .oom-choice >> nth=2')
    await page.waitForSelector('#oom-3')
    expect(await page.getAttribute('.oom', 'id')).toBe('oom-3')
    await page.focus('.oom-list .oom-choice')
    await page.keyboard.press('End')
    await page.waitForFunction(() => globalThis.document.activeElement?.closest('[data-row="499"]') !== null)
    await page.keyboard.press('Enter')
    await page.waitForSelector('#oom-500')
    expect(await page.getAttribute('.oom', 'id')).toBe('oom-500')
    await page.fill('.oom-list input', 'no such name')
    expect(await table.getAttribute('aria-rowcount')).toBe('1')
    await page.fill('.oom-list input', 'oom-77')
    expect(await table.getAttribute('aria-rowcount')).toBe('2')
    expect(await accessibilityOf(page, '.oom-list')).toEqual([])
    await page.close()
  })

  it('lists 10,000 OOMs without waiting', async () => {
    const [first] = read('6.12/v2-kubepods-limit/dmesg.txt').events
    if (first?.type !== 'oom') throw new Error('no OOM')
    const { tasks: _, memInfo: __, callTrace: ___, ...short } = first
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      ...short,
      id: `oom-${index + 1}`,
      victims: short.victims.map((victim) => ({ ...victim, comm: `worker-${index % 40}`, pid: 100 + index })),
    }))
    const page = await opened(tester, { ...read('6.12/v2-kubepods-limit/dmesg.txt'), events, findings: [] })
    const table = page.locator('.oom-list table')
    expect(await table.getAttribute('aria-rowcount')).toBe('10001')
    const took = [
      await timed(page, () => page.click('.oom-list [aria-label="sort by victim"]')),
      await timed(page, () => page.fill('.oom-list input', 'worker-7 ')),
    ]
    expect(await table.getAttribute('aria-rowcount')).toBe('251')
    expect(plain((await page.textContent('.oom-list tbody')) ?? '')).toContain('1 of 250')
    expect(Math.max(...took)).toBeLessThan(WAITING_MS)
    await page.close()
  })
})
