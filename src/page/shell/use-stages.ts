import { useEffect, useState } from 'preact/hooks'

/**
 * Counts up to a number, a step in a frame: parts of the page that are drawn one after the other do not hold it up.
 *
 * @param of what is drawn; of another it begins anew
 */
export function useStages(of: unknown, last: number): number {
  const [stage, setStage] = useState({ of, at: 0 })
  const at = stage.of === of ? stage.at : 0
  useEffect(() => {
    if (at === last) return
    const timer = setTimeout(() => setStage({ of, at: at + 1 }))
    return () => clearTimeout(timer)
  }, [of, at, last])
  return at
}
