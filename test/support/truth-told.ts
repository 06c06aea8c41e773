import type { Finding } from '../../src/index.js'
import type { OomEvent } from '../../src/record/index.js'
import type { MachineTruth } from './machine-truth.js'

/** What of a confirmed finding the truth contradicts; nothing where it is true. */
export type Check = (finding: Finding, dumps: readonly OomEvent[], truth: MachineTruth) => string[]

/** The words of those that do not hold. */
export function wrong(claims: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(claims).flatMap(([words, holds]) => (holds ? [] : [words]))
}

/** A number of the finding; NaN, which no comparison holds for, where it is missing. */
export function figure({ figures }: Finding, name: string): number {
  const value = figures?.[name]
  return typeof value === 'number' ? value : Number.NaN
}

/** Counters of the kernel lag behind by batches per CPU, and what a program touches last is not yet in its own count. */
export const LAG = 1024 * 1024
