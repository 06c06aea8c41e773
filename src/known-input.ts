import type { Input, Problem } from './record/index.js'

/** What the caller knows of an input beside its text: it was compressed, or damaged. */
export interface KnownOfInput {
  readonly compression?: string
  readonly problems?: readonly Problem[]
}

/** The record of an input with what its caller knows in it. */
export function withKnown(read: Input, { compression, problems = [] }: KnownOfInput): Input {
  return {
    ...read,
    ...(compression === undefined ? {} : { compression }),
    problems: [...read.problems, ...problems],
  }
}
