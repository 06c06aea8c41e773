import type { EventOf } from '../record/index.js'
import { bytesOf, isCountedInBytes } from './amounts.js'

type ContainerUsage = NonNullable<EventOf<'pod-evicted'>['containers']>[number]

/** What the message of an eviction says. Without `containers` none was above its request. */
export interface EvictionMessage {
  readonly resource: string
  readonly thresholdBytes?: number
  readonly availableBytes?: number
  readonly containers?: ContainerUsage[]
  /** The threshold and what was available as the message spells them. */
  readonly printed?: Record<string, string>
}

const MAX_CONTAINERS = 256
const AMOUNT = String.raw`\d{1,20}(?:\.\d{1,20})?[A-Za-z]{0,2}\d{0,3}`
const STARVED = /^The node was low on resource: ([A-Za-z-]{1,64})\.(?: |$)/
/** From 1.26 on. */
const THRESHOLD = new RegExp(`Threshold quantity: (${AMOUNT}), available: (${AMOUNT})\\.(?: |$)`, 'y')
/** 1.12 to 1.25, from 1.26 on. */
const CONTAINER = new RegExp(
  `Container ([a-z0-9][a-z0-9.-]{0,252}) was using (${AMOUNT}), (?:which exceeds its request of|request is) (${AMOUNT})(?:, has larger consumption of [A-Za-z-]{1,64})?\\.(?: |$)`,
  'y',
)
/** From 1.34 on, before the containers. */
const POD = new RegExp(
  `Pod [a-z0-9][a-z0-9.-]{0,252} was using ${AMOUNT}, request is ${AMOUNT}(?:, has larger consumption of [A-Za-z-]{1,64})?\\.(?: |$)`,
  'y',
)

/**
 * Reads the message of an evicted pod (`status.message`, the Event `Evicted`) of any version; `undefined` for what is no
 * eviction by the pressure of a resource (admission, limits of local storage). Amounts are there where the resource is
 * counted in bytes.
 *
 * ```ts
 * readEvictionMessage('The node was low on resource: memory. Threshold quantity: 300Mi, available: 254488Ki. ' +
 *   'Container join was using 2314928Ki, request is 128Mi, has larger consumption of memory. ')
 * // { resource: 'memory', thresholdBytes: 314572800, availableBytes: 260595712,
 * //   containers: [{ name: 'join', usageBytes: 2370486272, requestBytes: 134217728 }],
 * //   printed: { thresholdBytes: '300Mi', availableBytes: '254488Ki' } }
 * ```
 */
export function readEvictionMessage(text: string): EvictionMessage | undefined {
  const head = STARVED.exec(text)
  const [whole = '', resource] = head ?? []
  if (resource === undefined) return undefined
  const bytes = (amount: string | undefined) => (isCountedInBytes(resource) ? bytesOf(amount) : undefined)
  let at = whole.length
  const [sentence = '', threshold, available] = matchAt(THRESHOLD, text, at) ?? []
  at += sentence.length
  at += matchAt(POD, text, at)?.[0].length ?? 0
  const containers: ContainerUsage[] = []
  while (containers.length < MAX_CONTAINERS) {
    const groups = matchAt(CONTAINER, text, at)
    if (groups === null) break
    const [consumed = '', name = '', usage, request] = groups
    containers.push(usageOf(name, bytes(usage), bytes(request)))
    at += consumed.length
  }
  const [thresholdBytes, availableBytes] = [bytes(threshold), bytes(available)]
  return {
    resource,
    ...(thresholdBytes === undefined ? {} : { thresholdBytes }),
    ...(availableBytes === undefined ? {} : { availableBytes }),
    ...(containers.length === 0 ? {} : { containers }),
    ...(threshold === undefined || available === undefined || thresholdBytes === undefined
      ? {}
      : { printed: { thresholdBytes: threshold, availableBytes: available } }),
  }
}

function usageOf(
  name: string,
  usageBytes: number | undefined,
  requestBytes: number | undefined,
): ContainerUsage {
  return {
    name,
    ...(usageBytes === undefined ? {} : { usageBytes }),
    ...(requestBytes === undefined ? {} : { requestBytes }),
  }
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at
  return sticky.exec(text)
}
