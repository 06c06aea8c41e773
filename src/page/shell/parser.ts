import type { Explanation } from '../../explain/index.js'
import type { Event } from '../../record/index.js'
import type { PageData } from '../data.js'
import type {
  Ask,
  ExportFormat,
  InputFile,
  Progress,
  Told,
  TypedFacts,
  TypedOptions,
} from '../reader/messages.js'
import { trustedTypes } from '../trusted.js'

/** Who wants to know how a reading goes. */
export interface Listener {
  progress(progress: Progress): void
  /** The answer; its raw lines come later, if at all. */
  read(data: PageData, folder: string): void
  raw(raw: PageData['raw']): void
  refused(field: keyof TypedFacts): void
  failed(message: string): void
}

type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never

/** The parser in a thread of its own, started when it is needed. */
export class Parser {
  #worker: Promise<Worker> | undefined
  readonly #hearing = new Map<number, (told: Told) => void>()
  readonly #meanings = new Map<string, Promise<Explanation | undefined>>()
  #ids = 0

  /** Ahead of time: unpacking takes a moment. */
  start(): Promise<Worker> {
    this.#worker ??= this.#started()
    return this.#worker
  }

  /** @returns how it is cancelled: nothing is heard of it from then on */
  read(files: readonly InputFile[], options: TypedOptions, listener: Listener): () => void {
    const events: Event[] = []
    const id = this.#ask({ ask: 'read', files, options }, (told) => {
      if (told.told === 'progress') listener.progress(told.progress)
      else if (told.told === 'events') for (const event of told.events) events.push(event)
      else if (told.told === 'document')
        listener.read({ document: { ...told.rest, events }, raw: [] }, told.folder)
      else if (told.told === 'raw') listener.raw(told.raw)
      else if (told.told === 'refused') listener.refused(told.field)
      else if (told.told === 'failed') listener.failed(told.message)
    })
    return () => {
      this.#hearing.delete(id)
      void this.#worker?.then((worker) => worker.postMessage({ id, ask: 'cancel' } satisfies Ask))
    }
  }

  readonly explain = (word: string): Promise<Explanation | undefined> => {
    const known = this.#meanings.get(word)
    if (known !== undefined) return known
    const meaning = new Promise<Explanation | undefined>((resolve) => {
      this.#ask({ ask: 'explain', word }, (told) =>
        resolve(told.told === 'explained' ? told.meaning : undefined),
      )
    })
    this.#meanings.set(word, meaning)
    return meaning
  }

  /** @param data what the parser has not read itself */
  exported(format: ExportFormat, data: PageData | undefined): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.#ask({ ask: 'export', format, data }, (told) => {
        if (told.told === 'exported') resolve(told.blob)
        else if (told.told === 'failed') reject(new Error(told.message))
      })
    })
  }

  #ask(ask: WithoutId<Ask>, hear: (told: Told) => void): number {
    const id = ++this.#ids
    this.#hearing.set(id, hear)
    this.start().then(
      (worker) => worker.postMessage({ ...ask, id } satisfies Ask),
      (error: unknown) => hear({ id, told: 'failed', message: String(error) }),
    )
    return id
  }

  async #started(): Promise<Worker> {
    // The page's own script: in a worker it is the parser.
    const text = document.getElementById('program')?.textContent ?? ''
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
    const policy = trustedTypes?.createPolicy('oomparse-parser', { createScriptURL: (same) => same })
    const worker = new Worker(policy?.createScriptURL(url) ?? url)
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => this.#hearing.get(data.id)?.(data))
    worker.addEventListener('error', ({ message }) => this.#died(message))
    return worker
  }

  /** Out of memory, or a bug: who waits is told, and the next question starts another. */
  #died(message: string): void {
    void this.#worker?.then((worker) => worker.terminate())
    this.#worker = undefined
    for (const [id, hear] of this.#hearing) hear({ id, told: 'failed', message })
    this.#hearing.clear()
  }
}
