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
  if (root !== null) render(<App initial={embedded()} />, root)
}

/** What `oomparse --format html` has put into the page. */
function embedded(): PageData | undefined {
  const text = document.getElementById('report')?.textContent ?? ''
  return text === '' ? undefined : (JSON.parse(text) as PageData)
}
