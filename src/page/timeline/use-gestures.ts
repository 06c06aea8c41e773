import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { moved, type View, zoomed } from './view.js'

/** A press that moves less is a click. */
const CLICK_PX = 4
/** So much of a wheel's way doubles the zoom. */
const WHEEL_PX = 300
const LINE_PX = 16

/** The view before a gesture and where its fingers were. */
interface Gesture {
  readonly view: View
  readonly fingers: ReadonlyMap<number, number>
}

interface Plot {
  readonly left: number
  readonly width: number
}

/**
 * Drag, pinch and wheel on an element move and zoom the view. The wheel scrolls the page as everywhere, unless the chart
 * was clicked or Ctrl is held (which is also what a pinch on a touchpad sends).
 */
export function useGestures(
  element: RefObject<SVGSVGElement | null>,
  { left, width }: Plot,
  view: View,
  setView: (view: View) => void,
): void {
  const now = useRef({ view, left, width, setView })
  now.current = { view, left, width, setView }
  useEffect(() => {
    const { current: svg } = element
    if (svg === null) return
    const fingers = new Map<number, number>()
    let gesture: Gesture | undefined
    let isMoved = false
    const xOf = (event: MouseEvent) => event.clientX - svg.getBoundingClientRect().left - now.current.left
    const begin = () => {
      gesture = { view: now.current.view, fingers: new Map(fingers) }
    }
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return
      fingers.set(event.pointerId, xOf(event))
      isMoved = isMoved && fingers.size > 1
      begin()
    }
    const move = (event: PointerEvent) => {
      if (gesture === undefined || !fingers.has(event.pointerId)) return
      fingers.set(event.pointerId, xOf(event))
      const start = gesture.fingers.get(event.pointerId) ?? 0
      if (!isMoved && Math.abs(xOf(event) - start) < CLICK_PX) return
      if (!isMoved) svg.setPointerCapture(event.pointerId)
      isMoved = true
      now.current.setView(dragged(gesture, fingers, now.current.width))
    }
    const up = (event: PointerEvent) => {
      fingers.delete(event.pointerId)
      if (fingers.size === 0) gesture = undefined
      else begin()
    }
    // The click that ends a drag chooses nothing.
    const click = (event: MouseEvent) => {
      if (isMoved) event.stopPropagation()
      isMoved = false
    }
    const wheel = (event: WheelEvent) => {
      const isOurs = event.ctrlKey || event.metaKey || svg.parentElement?.contains(document.activeElement)
      if (!isOurs) return
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
      const { view: from, width: size } = now.current
      now.current.setView(
        Math.abs(event.deltaX) > Math.abs(event.deltaY)
          ? moved(from, (event.deltaX * unit) / size)
          : zoomed(from, 2 ** ((-event.deltaY * unit) / WHEEL_PX), shareAt(from, xOf(event), size)),
      )
    }
    svg.addEventListener('pointerdown', down)
    svg.addEventListener('pointermove', move)
    svg.addEventListener('pointerup', up)
    svg.addEventListener('pointercancel', up)
    svg.addEventListener('click', click, { capture: true })
    svg.addEventListener('wheel', wheel, { passive: false })
    return () => {
      svg.removeEventListener('pointerdown', down)
      svg.removeEventListener('pointermove', move)
      svg.removeEventListener('pointerup', up)
      svg.removeEventListener('pointercancel', up)
      svg.removeEventListener('click', click, { capture: true })
      svg.removeEventListener('wheel', wheel)
    }
  }, [element])
}

function shareAt({ begin, end }: View, x: number, width: number): number {
  return begin + (x / width) * (end - begin)
}

/** One finger drags; two hold the places that they were put on. */
function dragged({ view, fingers }: Gesture, to: ReadonlyMap<number, number>, width: number): View {
  const [first, second] = [...to].map(([id, x]) => ({ from: fingers.get(id) ?? x, to: x }))
  if (first === undefined) return view
  if (second === undefined) return moved(view, (first.from - first.to) / width)
  const factor = Math.max(Math.abs(second.to - first.to), 1) / Math.max(Math.abs(second.from - first.from), 1)
  const closer = zoomed(view, factor, shareAt(view, (first.from + second.from) / 2, width))
  return moved(closer, (first.from + second.from - first.to - second.to) / 2 / width)
}
