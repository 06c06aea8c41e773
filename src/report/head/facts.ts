import type { Document, Finding, OomEvent } from '../../record/index.js'
import { before } from './before.js'
import { biggest } from './biggest.js'
import { doubt } from './doubt.js'
import type { Said } from './fit.js'
import { limit } from './limit.js'
import { asked, victim } from './people.js'

/** A row of the head: what it tells, in parts of which each can have a shorter form. */
export interface Fact {
  readonly label: string
  readonly parts: readonly Said[]
}

/** What the head tells of an OOM in words, the limit first; `room` is what a list may take, in columns. */
export function factsOf(
  event: OomEvent,
  document: Document,
  about: readonly Finding[],
  room: number,
): Fact[] {
  return [
    { label: 'limit', parts: limit(event, about) },
    { label: 'biggest', parts: [biggest(event, about, room)] },
    { label: 'victim', parts: victim(event) },
    { label: 'asked', parts: asked(event) },
    { label: 'before', parts: before(event, document) },
    { label: 'doubt', parts: doubt(event) },
  ]
}
