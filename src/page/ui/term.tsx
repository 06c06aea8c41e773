import type { ComponentChildren } from 'preact'

/** A word with its meaning on hover and focus: `<Term word="failcnt">failcnt</Term>`. */
export function Term({ word, children }: { word: string; children?: ComponentChildren }) {
  return (
    <dfn class="term" data-word={word}>
      {children ?? word}
    </dfn>
  )
}
