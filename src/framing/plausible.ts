/** 10000-01-01 in milliseconds: a calendar with years of four digits ends before it. */
const END_MS = 253_402_300_800_000

/**
 * A Unix time in milliseconds as a number field of a log gives it, where a calendar has it; otherwise nothing: such a field can hold any
 * number, and is damaged or made up.
 */
export function plausibleMs(ms: number): number | undefined {
  return ms >= 0 && ms < END_MS ? ms : undefined
}
