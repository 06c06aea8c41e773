import { explain } from '../explain/index.js'
import type { Event } from '../record/index.js'
import type { PageData } from './data.js'
import { exported } from './reader/exported.js'
import type { Ask, Told } from './reader/messages.js'
import { readInputs } from './reader/read-inputs.js'
import { readRaw } from './reader/read-raw.js'
import { understood } from './reader/typed.js'
import { shownDocument, shownRaw } from './shown.js'

/** What the page must not do itself: reading a log takes longer than a frame. */
const cancelled = new Set<number>()
/** What was read last, as it is: the page has it with every text made visible. */
let read: { id: number; data: PageData } | undefined

/** Answers what the page asks. */
export function serve(): void {
  addEventListener('message', ({ data: ask }: MessageEvent<Ask>) => {
    answer(ask).catch((error: unknown) => {
      tell({ id: ask.id, told: 'failed', message: error instanceof Error ? error.message : String(error) })
    })
  })
}

async function answer(ask: Ask): Promise<void> {
  const { id } = ask
  switch (ask.ask) {
    case 'read':
      return await readAll(ask)
    case 'cancel':
      cancelled.add(id)
      return
    case 'explain':
      return tell({ id, told: 'explained', meaning: explain(ask.word) })
    case 'export': {
      const data = ask.data ?? read?.data
      if (data === undefined) throw new Error('nothing was read')
      return tell({ id, told: 'exported', blob: await exported(data, ask.format) })
    }
  }
}

async function readAll({ id, files, options }: Extract<Ask, { ask: 'read' }>): Promise<void> {
  const asked = understood(options)
  if ('wrong' in asked) return tell({ id, told: 'refused', field: asked.wrong })
  const isCancelled = () => cancelled.has(id)
  const document = await readInputs(files, asked.options, {
    tell: (progress) => tell({ id, told: 'progress', progress }),
    isCancelled,
  })
  if (document === undefined || isCancelled()) return
  read = { id, data: { document, raw: [] } }
  const { document: shown, folder } = shownDocument(document)
  const { events, ...rest } = shown
  for (const some of batches(events)) tell({ id, told: 'events', events: some })
  tell({ id, told: 'document', rest, folder })
  // The lines themselves have every name in them.
  if (options.redact) return
  const raw = await readRaw(document, files, isCancelled)
  if (isCancelled()) return
  if (read.id === id) read = { id, data: { document, raw } }
  tell({ id, told: 'raw', raw: shownRaw(raw, folder) })
}

/** A message with more rows of tasks than this takes the page more than some frames. */
const ROWS_AT_ONCE = 4000
/** An event without a task table is about so many rows. */
const ROWS_OF_EVENT = 40

function* batches(events: readonly Event[]): Generator<Event[]> {
  let batch: Event[] = []
  let rows = 0
  for (const event of events) {
    batch.push(event)
    rows += ROWS_OF_EVENT + (event.type === 'oom' ? (event.tasks?.length ?? 0) : 0)
    if (rows < ROWS_AT_ONCE) continue
    yield batch
    batch = []
    rows = 0
  }
  yield batch
}

function tell(told: Told): void {
  postMessage(told)
}
