import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Explanation } from '../../explain/index.js'
import { besideOf } from './beside.js'
import { usePage } from './page-context.js'

/** The pointer has so long to get from the word to its meaning. */
const LEAVE_MS = 150

/**
 * A word with its meaning on hover, focus and touch: `<Term word="failcnt">failcnt</Term>`. It is a button, and so cannot
 * stand in another one, in a link or in an SVG.
 */
export function Term({ word, children }: { word: string; children?: ComponentChildren }) {
  const { explain } = usePage()
  const [meaning, setMeaning] = useState<Explanation>()
  const [isAsked, setAsked] = useState(false)
  const leaving = useRef(0)
  const id = useId()
  const open = () => {
    clearTimeout(leaving.current)
    setAsked(true)
    if (meaning === undefined) void explain(word).then(setMeaning)
  }
  const leave = () => {
    leaving.current = window.setTimeout(() => setAsked(false), LEAVE_MS)
  }
  useEffect(() => () => clearTimeout(leaving.current), [])
  const isShown = isAsked && meaning !== undefined
  return (
    <span onPointerEnter={open} onPointerLeave={leave}>
      <button
        type="button"
        class="term"
        {...(isShown ? { 'aria-describedby': id } : {})}
        onClick={open}
        onFocus={open}
        onBlur={leave}
      >
        {children ?? word}
      </button>
      {isShown && <Tip id={id} meaning={meaning} close={() => setAsked(false)} />}
    </span>
  )
}

function Tip({ id, meaning, close }: { id: string; meaning: Explanation; close: () => void }) {
  const tip = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const element = tip.current
    const word = element?.previousElementSibling
    if (element === null || word == null) return
    // In the top layer: no box with a scrollbar cuts it off.
    element.showPopover()
    const { left, top } = besideOf(word.getBoundingClientRect(), element.getBoundingClientRect())
    element.style.left = `${left}px`
    element.style.top = `${top}px`
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // A dialog that it stands in stays open.
      event.preventDefault()
      event.stopPropagation()
      close()
    }
    const onScroll = () => close()
    addEventListener('keydown', onKey, true)
    addEventListener('scroll', onScroll, { capture: true, passive: true })
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('scroll', onScroll, true)
    }
  }, [close])
  return (
    <span ref={tip} id={id} class="term-tip" role="tooltip" popover="manual">
      <b>{meaning.term}</b> {meaning.means}
      {meaning.where !== undefined && <small>{meaning.where}</small>}
    </span>
  )
}
