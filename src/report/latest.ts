import type { Document, Event } from '../record/index.js'
import { isDump } from '../record/is-dump.js'
import { dumpBlock } from './dump-block.js'
import { painter } from './paint.js'
import { NARROWEST } from './sheet.js'
import type { TextOptions } from './text.js'
import { visibleDocument, visibleOf } from './visible.js'

/** The events before the last one are given again with each that comes: they are made visible once. */
const VISIBLE = new WeakMap<Event, Event>()

/**
 * The last event of the document in its ten lines, if it is a dump; nothing is said of the others. Where there are several
 * inputs, it is behind a line with the name of its own, as `tail` prints it.
 */
export function renderLatest(document: Document, options: TextOptions): string {
  const shown = { ...visibleDocument({ ...document, events: [] }), events: document.events.map(visibleEvent) }
  const event = shown.events.at(-1)
  if (event === undefined || !isDump(event)) return ''
  const sheet = { width: Math.max(options.width, NARROWEST), paint: painter(options.colour) }
  const block = dumpBlock(sheet, event, shown, { ...options, about: shown.findings })
  const input = document.inputs.length < 2 ? [] : [`==> ${event.source.input} <==`]
  return `${[...input, ...block].join('\n').replaceAll('\u00a0', ' ')}\n`
}

function visibleEvent(event: Event): Event {
  const shown = VISIBLE.get(event) ?? visibleOf(event)
  VISIBLE.set(event, shown)
  return shown
}
