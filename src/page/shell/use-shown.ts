import { useCallback, useEffect, useState } from 'preact/hooks'
import type { OomEvent } from '../../record/index.js'

/** Which OOM is shown: the one that the address names, or the first. */
export function useShown(ooms: readonly OomEvent[]): {
  shown: string | undefined
  show: (id: string) => void
} {
  const [hash, setHash] = useState(location.hash.slice(1))
  useEffect(() => {
    const onChange = () => setHash(location.hash.slice(1))
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  const shown = ooms.some(({ id }) => id === hash) ? hash : ooms[0]?.id
  useEffect(() => {
    // The browser has looked for it before it was there.
    if (shown === hash && shown !== undefined) document.getElementById(shown)?.scrollIntoView()
  }, [shown, hash])
  const show = useCallback((id: string) => {
    location.hash = id
  }, [])
  return { shown, show }
}
