import type { Source } from './source.js'

/**
 * What an input says about clocks. Readers collect these; the clock room turns stamps into instants with them.
 * `host` where the input tells it.
 */
export type ClockFact = { readonly source: Source; readonly host?: string } & (
  | {
      /** A file that says nothing but its machine's name. */
      readonly kind: 'machine'
      readonly host: string
    }
  | {
      /** btime of /proc/stat, `uptime -s`. */
      readonly kind: 'boot-time'
      readonly epochMs: number
      readonly uncertaintyMs: number
    }
  | {
      /** `uptime -s`, whose time is local. */
      readonly kind: 'local-boot-time'
      readonly printed: string
    }
  | {
      /** A line with a wall clock and the kernel's clock. `epochMs` where the wall clock has year and zone. */
      readonly kind: 'both-clocks'
      readonly printed: string
      readonly epochMs?: number
      readonly monotonicSec: number
      /** How exact the stamp is: 1000 for whole seconds. */
      readonly resolutionMs: number
    }
  | {
      /** The zone that the machine's local times are in: `Europe/Berlin`, `+01:00`. */
      readonly kind: 'zone'
      readonly zone: string
    }
  | {
      /** A stamp with year and zone: local time was so many minutes ahead of UTC then. */
      readonly kind: 'offset'
      readonly epochMs: number
      readonly offsetMinutes: number
    }
  | {
      /** A klog line inside a wrapper with year and zone: what klog's own clock means. */
      readonly kind: 'wrapped-klog'
      readonly epochMs: number
      /** klog's stamp: `1123 19:24:43.624423`. */
      readonly stamp: string
      readonly sender?: string
      readonly pid?: number
    }
  | {
      /** A stamp with a year and no zone: preamble of a klog file, `-- Journal begins at …`. */
      readonly kind: 'year'
      readonly printed: string
    }
  | {
      /** `date` beside other command output: when the commands of this folder were run. */
      readonly kind: 'captured'
      readonly epochMs: number
      readonly uncertaintyMs: number
    }
  | {
      /** When the input's file was last written, where the caller knows it: the last line is not younger. */
      readonly kind: 'file-written'
      readonly epochMs: number
    }
)
