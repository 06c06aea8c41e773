import type { ComponentChildren } from 'preact'
import { WORDS } from './words.js'

/** A table that scrolls in a box of its own where it is wider than the page, with the keys as well. */
export function Wide({
  label,
  short = false,
  children,
}: {
  label: string
  short?: boolean
  children: ComponentChildren
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by the keyboard
    <section class={short ? 'oom-wide oom-short' : 'oom-wide'} aria-label={WORDS.rowsOf(label)} tabIndex={0}>
      {children}
    </section>
  )
}
