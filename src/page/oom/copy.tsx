import { useEffect, useRef, useState } from 'preact/hooks'
import { WORDS } from './words.js'

const SAID_MS = 1500

/** A command that is copied by a click. */
export function Command({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false)
  const code = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      // Browsers that give a page from a file no clipboard: what is selected can be copied by hand.
      if (code.current !== null) getSelection()?.selectAllChildren(code.current)
    }
  }
  return (
    <li class="oom-command">
      <code ref={code}>{text}</code>
      <button type="button" aria-label={WORDS.copyOf(text)} onClick={() => void copy()}>
        {isCopied ? WORDS.copied : WORDS.copy}
      </button>
    </li>
  )
}
