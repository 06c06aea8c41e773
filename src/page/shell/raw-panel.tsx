import { useEffect, useRef, useState } from 'preact/hooks'
import { visible } from '../../report/index.js'
import type { Place, RawPart } from '../data.js'
import { markedPieces } from './marked.js'
import { WORDS } from './words.js'

/** So many lines before and behind the one that is asked for; as many more on request. */
const SHOWN = 150

interface Panel {
  readonly place: Place
  readonly part: RawPart
  close(): void
}

/** Lines of a log as they stand in it, beside the answer. */
export function RawPanel({ place, part, close }: Panel) {
  const dialog = useRef<HTMLDialogElement>(null)
  const cited = useRef<HTMLLIElement>(null)
  const box = useRef<HTMLOListElement>(null)
  const last = part.firstLine + part.lines.length - 1
  const [from, setFrom] = useState(Math.max(part.firstLine, place.line - SHOWN))
  const [to, setTo] = useState(Math.min(last, place.line + SHOWN))
  useEffect(() => {
    // It keeps the focus inside, closes at Escape, and gives the focus back.
    dialog.current?.showModal()
    box.current?.focus({ preventScroll: true })
    cited.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog
    <dialog
      ref={dialog}
      class="shell-raw"
      aria-labelledby="raw-title"
      onClose={close}
      onClick={({ target }) => {
        // What lies outside of the box is the dialog itself.
        if (target === dialog.current) dialog.current?.close()
      }}
    >
      <div class="shell-raw-box">
        <header>
          <h2 id="raw-title">{WORDS.rawTitle}</h2>
          <p>{WORDS.lines(part.input, part.firstLine, last)}</p>
          <button type="button" onClick={() => dialog.current?.close()}>
            {WORDS.close}
          </button>
        </header>
        {from > part.firstLine && (
          <button type="button" onClick={() => setFrom(Math.max(part.firstLine, from - SHOWN))}>
            {WORDS.earlier(from - part.firstLine)}
          </button>
        )}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
        <ol ref={box} tabIndex={0} aria-label={WORDS.rawTitle} start={from}>
          {part.lines.slice(from - part.firstLine, to - part.firstLine + 1).map((text, index) => (
            <Line
              key={from + index}
              number={from + index}
              text={text}
              place={place}
              cited={from + index === place.line ? cited : undefined}
            />
          ))}
        </ol>
        {to < last && (
          <button type="button" onClick={() => setTo(Math.min(last, to + SHOWN))}>
            {WORDS.later(last - to)}
          </button>
        )}
      </div>
    </dialog>
  )
}

interface Line {
  readonly number: number
  readonly text: string
  readonly place: Place
  readonly cited: { current: HTMLLIElement | null } | undefined
}

function Line({ number, text, place, cited }: Line) {
  const shown = visible(text)
  if (cited === undefined)
    return (
      <li>
        <span class="shell-number">{number}</span>
        <code>{shown}</code>
      </li>
    )
  return (
    <li ref={cited} class="shell-cited" aria-current="true">
      <span class="shell-number">{number}</span>
      <code>
        {markedPieces(shown, place.figures ?? []).map((piece, index) =>
          piece.isMarked ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
      </code>
    </li>
  )
}
