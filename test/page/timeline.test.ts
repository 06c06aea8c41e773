import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Document, type Event, parse, parseAll } from '../../src/index.js'
import { incident } from '../support/incidents.js'
import { accessibilityOf } from './accessibility.js'
import { describePage } from './open-page.js'

const STEPS = [
  'kubelet-node-config-1',
  'config-file-modified-1',
  'kubelet-node-config-2',
  'kubelet-allocatable-enforced-1',
  'systemd-reload-1',
  'oom-1',
  'node-allocatable-1',
]

describePage('the timeline', (tester) => {
  /** The whole page with a document in it, at its timeline. */
  const timelineOf = async (document: Document, width = 1440) => {
    const page = await tester.openReport(document, { viewport: { width, height: 900 } })
    await page.waitForSelector('.timeline')
    return page
  }
  /** Where marks are, in pixels of the axis, by the id of the event. */
  const marks = (page: Page) =>
    page.$$eval('[data-mark]', (all) =>
      Object.fromEntries(
        all.map((one) => [one.getAttribute('data-mark'), Number(one.getAttribute('data-x'))]),
      ),
    )
  const readout = (page: Page) => page.textContent('.timeline-readout')

  test('the founding incident: lanes, steps in order, the limit, and what each mark says', async () => {
    const document = parseAll(incident('article'))
    const page = await timelineOf(document)
    expect(
      await page.$$eval('[data-lane]', (all) => all.map((one) => one.getAttribute('data-lane'))),
    ).toEqual(['files', 'kubelet', 'systemd', 'cluster', 'kernel'])
    const at = await marks(page)
    const xs = STEPS.map((id) => at[id] ?? Number.NaN)
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
    // Steps within a second are told apart although two hours follow.
    for (const [index, x] of xs.slice(1).entries()) expect(x - (xs[index] ?? 0)).toBeGreaterThan(13)
    expect(await page.$$eval('.timeline-cut text', (all) => all.map((one) => one.textContent))).toEqual([
      '50 s',
      '27 min',
      '2 h 4 min',
      '22 min',
    ])
    expect(await page.textContent('.timeline-shortfall text')).toBe('3.15\u00a0GiB below Allocatable')
    expect(await page.textContent('.timeline-hit')).toBe('26.67\u00a0GiB\u00a0(27968328\u00a0kB)')
    expect(
      await page.$$eval('.timeline-badge text', (all) => all.map((one) => one.textContent).sort()),
    ).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    await page.click('[data-mark="systemd-reload-1"]')
    expect(await page.textContent('.timeline-details')).toContain('systemd.txt:6')
    expect(await page.textContent('.timeline-details')).toContain('Reloading.')
    await page.click('[data-mark="oom-1"]')
    await page.click('.timeline-details a')
    expect(new URL(page.url()).hash).toBe('#oom-1')
    expect(await accessibilityOf(page, '.timeline')).toEqual([])
    await page.close()
  })

  test('to scale, distances on the axis are those of time', async () => {
    const document = parseAll(incident('article'))
    const page = await timelineOf(document)
    await page.getByLabel('shorten quiet times').uncheck()
    const at = await marks(page)
    const instantOf = (id: string) =>
      document.events.find((event) => event.id === id)?.at.epochMs ?? Number.NaN
    const [reload, oom, node] = ['systemd-reload-1', 'oom-1', 'node-allocatable-1'].map((id) => ({
      x: at[id] ?? Number.NaN,
      ms: instantOf(id),
    }))
    const perMs = ((oom?.x ?? 0) - (reload?.x ?? 0)) / ((oom?.ms ?? 0) - (reload?.ms ?? 0))
    expect((node?.x ?? 0) - (oom?.x ?? 0)).toBeCloseTo(((node?.ms ?? 0) - (oom?.ms ?? 0)) * perMs, 0)
    await page.close()
  })

  test('keys zoom, move and go from event to event; the wheel waits for a click', async () => {
    const page = await timelineOf(parseAll(incident('article')))
    const whole = await readout(page)
    const chart = page.locator('.timeline-chart')
    await chart.scrollIntoViewIfNeeded()
    const box = await chart.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 500, (box?.y ?? 0) + 100)
    await page.mouse.wheel(0, -1)
    expect(await readout(page)).toBe(whole)
    await chart.focus()
    await page.keyboard.press('+')
    const closer = await readout(page)
    expect(closer).not.toBe(whole)
    await page.keyboard.press('ArrowRight')
    expect(await readout(page)).not.toBe(closer)
    await page.keyboard.press('ArrowLeft')
    expect(await readout(page)).toBe(closer)
    await page.keyboard.press('0')
    expect(await readout(page)).toBe(whole)
    await page.mouse.wheel(0, -300)
    expect(await readout(page)).not.toBe(whole)
    await page.keyboard.press('0')
    await page.focus('[data-mark="systemd-reload-1"]')
    expect(await page.textContent('.timeline-tip')).toContain('systemd daemon-reload')
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-mark') === 'oom-1')
    await page.keyboard.press('Enter')
    expect(await page.textContent('.timeline-details')).toContain('oom-1 killed')
    await page.close()
  })

  test('the table has the rows of the text report', async () => {
    const page = await timelineOf(parseAll(incident('article')), 390)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.getByText('Table', { exact: true }).click()
    const rows = await page.$$eval('.timeline-table [data-event]', (all) =>
      all.map((one) => [...one.querySelectorAll('td')].slice(0, 2).map((cell) => cell.textContent)),
    )
    expect(rows).toHaveLength(14)
    expect(rows[0]).toEqual(['09:34:25?', 'unit'])
    expect(rows.at(-2)).toEqual(['12:07:11', 'OOM'])
    expect(await accessibilityOf(page, '.timeline')).toEqual([])
    await page.close()
  })

  test('a plain dmesg has seconds after boot, several machines have lanes of their own', async () => {
    const dmesg = incident('kubelet-1.20-cgroup-v1').find(({ name }) => name === 'kernel/dmesg.txt.gz')
    expect(dmesg).toBeDefined()
    const bootPage = await timelineOf(parse(dmesg?.log ?? ''))
    expect(await readout(bootPage)).toContain('seconds after boot')
    await bootPage.close()
    const page = await timelineOf(parseAll(incident('openshift-must-gather')))
    const heads = await page.$$('.timeline-head')
    expect(heads).toHaveLength(3)
    const before = (await page.$$('[data-lane]')).length
    await heads[0]?.click()
    expect((await page.$$('[data-lane]')).length).toBeLessThan(before)
    expect(await page.textContent('.timeline-undated')).toContain('Not dated')
    await page.close()
  })

  test('ten thousand events are as many marks as have room, and a zoom is quick', async () => {
    const known = parseAll(incident('article'))
    const reload = known.events.find(({ type }) => type === 'systemd-reload')
    const many = Array.from({ length: 10_000 }, (_, index): Event => {
      const epochMs = (reload?.at.epochMs ?? 0) + index * 3000
      return { ...(reload as Event), id: `systemd-reload-${index + 2}`, at: { basis: 'journal', epochMs } }
    })
    const page = await timelineOf({ ...known, events: [...known.events, ...many] })
    expect((await page.$$('[data-mark]')).length).toBeLessThan(150)
    await page.locator('.timeline-chart').focus()
    const ms = await page.evaluate(async () => {
      const chart = document.querySelector('.timeline-chart')
      const begin = performance.now()
      for (let turn = 0; turn < 10; turn++) {
        chart?.dispatchEvent(
          new KeyboardEvent('keydown', { key: turn % 2 === 0 ? '+' : 'ArrowRight', bubbles: true }),
        )
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      }
      return (performance.now() - begin) / 10
    })
    expect(ms).toBeLessThan(200)
    await page.close()
  })
})
