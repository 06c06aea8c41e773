import type { Shape } from './kinds.js'

/** Drawn around 0,0, some 12 pixels wide. */
const PATHS: Readonly<Record<Shape, string>> = {
  kill: 'M-6.5 -6.5H6.5V6.5H-6.5ZM-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5',
  failure: 'M0 -6.5L6.5 5.5H-6.5ZM0 -2.5V1.5M0 3V3.8',
  boot: 'M-2.8 -4.4A5.2 5.2 0 1 0 2.8 -4.4M0 -6.5V-0.5',
  start: 'M-4 -5.5L6 0L-4 5.5Z',
  stop: 'M-4.5 -4.5H4.5V4.5H-4.5Z',
  computed: 'M0 -6.5L6.5 0L0 6.5L-6.5 0Z',
  enforced: 'M0 -6.5L6.5 0L0 6.5L-6.5 0Z',
  reload: 'M4.6 -2.6A5.2 5.2 0 1 0 5.2 0.6M5.6 -6.2V-2.2H1.6',
  file: 'M-4.5 -6.5H1.5L4.5 -3.5V6.5H-4.5ZM1.5 -6.5V-3.5H4.5',
  change: 'M-5.5 3L0 -4.5L5.5 3',
  eviction: 'M-3 -6H3L6 0L3 6H-3L-6 0Z',
  reading: 'M-6 0H6M0 -4V4',
  object: 'M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z',
  note: 'M-2.8 0A2.8 2.8 0 1 0 2.8 0A2.8 2.8 0 1 0 -2.8 0Z',
  run: 'M-6 0H-5.5M-0.3 0H0.3M5.5 0H6',
}

/** The mark of a kind of event. */
export function ShapeOf({ shape }: { shape: Shape }) {
  return <path class={`timeline-shape timeline-shape-${shape}`} d={PATHS[shape]} />
}
