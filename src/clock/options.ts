/** What the caller knows of the clocks. */
export interface ClockOptions {
  /** Zone of stamps that have none: an IANA name or an offset, as `isTimezone` has it. */
  readonly timezone?: string
  /** Year of an input's first stamp, where stamps have none. */
  readonly year?: number
  /** When the machine booted, Unix time in milliseconds: for lines with seconds since boot that nothing else dates. */
  readonly bootTimeMs?: number
}
