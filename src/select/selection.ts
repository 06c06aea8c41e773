import type { EventType } from '../record/index.js'

/** An end of a span of time: an instant, or so long before the last event of the document. */
export type TimeBound = { readonly epochMs: number } | { readonly beforeLastMs: number }

/** Which events are asked for; what is missing leaves nothing out. */
export interface Selection extends OomSelection {
  readonly since?: TimeBound | undefined
  readonly until?: TimeBound | undefined
  readonly types?: readonly EventType[] | undefined
  readonly hosts?: readonly string[] | undefined
}

/** Which OOMs are asked for: other events have no victim, and are not left out by these. */
export interface OomSelection {
  /** A part of a victim's name in any case; all digits is a pid, or the whole name. */
  readonly victim?: string | undefined
  /** A part of a cgroup path: of the owner of the limit, or of the victim. */
  readonly cgroup?: string | undefined
  /** A part of a pod's uid, or of its name where a log or an object tells it. */
  readonly pod?: string | undefined
  /** So many of those that match, the last ones. */
  readonly last?: number | undefined
  /** So many of those that match, whose victims held most. */
  readonly worst?: number | undefined
}

/** Whether one event does not say by itself if it is asked for: times are resolved and pods named by others. */
export function needsAll({ since, until, hosts, pod, last, worst }: Selection): boolean {
  return [since, until, hosts, pod, last, worst].some((asked) => asked !== undefined)
}

export function isOfOoms({ victim, cgroup, pod, last, worst }: OomSelection): boolean {
  return [victim, cgroup, pod, last, worst].some((asked) => asked !== undefined)
}
