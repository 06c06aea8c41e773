import type { Compression } from '../compression.js'

/** A file or stream that cannot be read, said in words for the person who named it. */
export class UnreadableInput extends Error {
  constructor(
    message: string,
    readonly compression?: Compression,
  ) {
    super(message)
  }
}
