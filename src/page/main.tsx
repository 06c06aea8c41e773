import { render } from 'preact'
import type { PageData } from './data.js'
import { App } from './shell/app.js'

/** The style sheet, packed with the scripts: `page/build.mjs`. */
declare const STYLE: string

/** Shows the page. */
export function showPage(): void {
  const style = document.createElement('style')
  style.textContent = STYLE
  document.head.append(style)
  const root = document.getElementById('app')
  if (root !== null) render(<App {...embedded()} />, root)
}

/** What `oomparse --format html` has put into the page. */
function embedded(): { initial: PageData | undefined; isDamaged: boolean } {
  const text = document.getElementById('report')?.textContent ?? ''
  if (text === '') return { initial: undefined, isDamaged: false }
  try {
    return { initial: JSON.parse(text) as PageData, isDamaged: false }
  } catch {
    // Cut off on its way, or written by another program.
    return { initial: undefined, isDamaged: true }
  }
}
