import type { Readable } from 'node:stream'
import { Bell } from './bell.js'
import { type Growth, refusePacked } from './growth.js'
import { reasonOf } from './reasons.js'
import { UnreadableInput } from './unreadable-input.js'

/** Shorter times are told together. */
const TOLD_MS = 50

/**
 * A stream to its end, with the times when nothing comes.
 *
 * @throws UnreadableInput for a compressed one, or one that breaks
 */
export async function* followStream(stream: Readable, signal: AbortSignal): AsyncGenerator<Growth> {
  const bell = new Bell(signal)
  const chunks: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]()
  let isStart = true
  let waitedMs = 0
  try {
    for (;;) {
      let step: IteratorResult<Uint8Array> | undefined
      let failure: unknown
      chunks
        .next()
        .then(
          (next) => {
            step = next
          },
          (error: unknown) => {
            failure = new UnreadableInput(reasonOf(error))
          },
        )
        .finally(() => bell.ring())
      while (step === undefined) {
        waitedMs += await bell.wait()
        if (failure !== undefined) throw failure
        if (waitedMs >= TOLD_MS) {
          yield { kind: 'waited', ms: waitedMs }
          waitedMs = 0
        }
        if (step === undefined && signal.aborted) return
      }
      if (step.done === true) return
      if (isStart) refusePacked(step.value)
      isStart = false
      yield { kind: 'bytes', bytes: step.value }
    }
  } finally {
    bell.close()
    stream.destroy()
  }
}
