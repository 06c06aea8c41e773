import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A button that opens a box below it; a click elsewhere, Escape or a choice closes it. */
export function Menu({ label, children }: { label: string; children: ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = () => {
      if (details.current !== null) details.current.open = false
    }
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && details.current?.contains(target) !== true) close()
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || details.current?.open !== true) return
      close()
      details.current.querySelector('summary')?.focus()
    }
    addEventListener('pointerdown', onPointer)
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('pointerdown', onPointer)
      removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <details ref={details} class="shell-menu">
      <summary>{label}</summary>
      <div class="shell-box">{children}</div>
    </details>
  )
}
