import type { Progress } from '../reader/messages.js'
import { WORDS } from './words.js'

/** How far the reading is, and how to end it. */
export function ProgressBar({ progress, cancel }: { progress: Progress; cancel: () => void }) {
  const { bytes, ofBytes, ooms } = progress
  const isRead = ofBytes > 0 && bytes >= ofBytes
  return (
    <section class="shell-progress" aria-label={WORDS.reading}>
      <progress max={Math.max(1, ofBytes)} value={bytes} aria-label={WORDS.reading} />
      <p role="status">{isRead ? WORDS.thinking(ooms) : WORDS.progress(bytes, ofBytes, ooms)}</p>
      <button type="button" onClick={cancel}>
        {WORDS.cancel}
      </button>
    </section>
  )
}
