import { moved, type View, WHOLE, zoomed } from './view.js'

const PART = 0.15
const CLOSER = 1.5

/** The view after a key; undefined for a key that says nothing here. */
export function keyed({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, view: View): View | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  switch (key) {
    case 'ArrowLeft':
      return moved(view, -PART)
    case 'ArrowRight':
      return moved(view, PART)
    case '+':
    case '=':
      return closer(view)
    case '-':
      return wider(view)
    case '0':
      return WHOLE
    default:
      return undefined
  }
}

export function closer(view: View): View {
  return zoomed(view, CLOSER, (view.begin + view.end) / 2)
}

export function wider(view: View): View {
  return zoomed(view, 1 / CLOSER, (view.begin + view.end) / 2)
}
