import { expect, it } from 'vitest'
import { encode, LEFT_OUT } from '../../page/seven-bits.mjs'
import { decoded } from '../../src/page/unpacked.js'
import { describePage } from './open-page.js'

const PLACE = '<script type="application/json" id="report">'
const MARKUP =
  '<img src=x onerror="window.hit=1"><svg onload="window.hit=1"></svg><a href="javascript:hit=1">x</a>'

describePage('the policy of the page', (tester) => {
  it('blocks what a report that escapes nothing would run', async () => {
    const data = `{"document":"</script><script>window.hit=1</script><img src=x onerror=window.hit=1>`
    const page = await tester.open(tester.text.replace(PLACE, () => PLACE + data))
    await expect.poll(() => tester.trouble.violations.length).toBeGreaterThan(0)
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    expect(await page.getByRole('alert').textContent()).toContain('is damaged')
    expect(tester.trouble.violations.join('\n')).toContain('script-src-elem inline')
    expect(tester.trouble.violations.join('\n')).toContain('script-src-attr inline')
    forget()
  })

  it('lets no text become markup', async () => {
    const page = await tester.open()
    const thrown = await page.evaluate((markup) => {
      const sinks = {
        innerHTML: () => {
          document.body.innerHTML = markup
        },
        insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', markup),
        write: () => document.write(markup),
        DOMParser: () => new DOMParser().parseFromString(markup, 'text/html'),
        script: () => {
          document.body.append(Object.assign(document.createElement('script'), { text: 'window.hit = 1' }))
        },
        policy: () =>
          (
            window as unknown as { trustedTypes: { createPolicy(name: string): void } }
          ).trustedTypes.createPolicy('mine'),
      }
      return Object.entries(sinks).flatMap(([name, use]) => {
        try {
          use()
          return []
        } catch {
          return [name]
        }
      })
    }, MARKUP)
    expect(thrown.toSorted()).toEqual(
      ['DOMParser', 'innerHTML', 'insertAdjacentHTML', 'policy', 'script', 'write'].toSorted(),
    )
    expect(await page.evaluate(() => 'hit' in window)).toBe(false)
    forget()
  })

  it('lets nothing out', async () => {
    const page = await tester.open()
    const blocked = await page.evaluate(async () => {
      const tries = [
        () => fetch('https://example.com/'),
        async () => new WebSocket('wss://example.com/'),
        async () => new EventSource('https://example.com/'),
        () =>
          new Promise((resolve, reject) => {
            const image = Object.assign(new Image(), { onload: resolve, onerror: reject })
            image.src = 'https://example.com/x.png'
          }),
      ]
      const results = await Promise.allSettled(tries.map((attempt) => attempt()))
      return results.map(({ status }) => status)
    })
    // A WebSocket and an EventSource tell it later: that a request was made, the tester would see.
    expect([blocked[0], blocked[3]]).toEqual(['rejected', 'rejected'])
    await expect.poll(() => tester.trouble.violations.length).toBeGreaterThanOrEqual(4)
    expect(tester.trouble.violations.every((one) => /^violation (?:connect|img)-src/.test(one))).toBe(true)
    forget()
  })

  it('is in less than 400 kB', () => {
    expect(Buffer.byteLength(tester.text)).toBeLessThan(400_000)
  })

  it('names each script by its hash, and gives no script of another leave', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(tester.text) ?? []
    expect(policy.replace(/'sha256-[A-Za-z0-9+/]{43}='/g, 'HASH')).toBe(
      "default-src 'none'; script-src HASH HASH 'wasm-unsafe-eval'; style-src HASH; worker-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types oomparse-page oomparse-parser",
    )
  })

  it('packs bytes in characters that stay as they are', () => {
    for (const length of [0, 1, 6, 7, 8, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + (index >> 3)) & 0xff)
      const text = encode(bytes)
      expect([...decoded(text)]).toEqual([...bytes])
      for (const code of LEFT_OUT) expect(text).not.toContain(String.fromCharCode(code))
    }
  })

  function forget(): void {
    tester.trouble.violations.length = 0
    tester.trouble.requests.length = 0
    tester.trouble.errors.length = 0
  }
})
