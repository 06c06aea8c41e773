import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly unknown[] }[]
}

/** What axe-core finds wrong with a part of the page, a line for each. */
export async function accessibilityOf(page: Page, part: string): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as {
      axe: { run(part: string): Promise<{ violations: readonly Violation[] }> }
    }
    const { violations } = await axe.run(selector)
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }, part)
}
