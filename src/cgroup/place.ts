/** A cgroup path cut at its slashes. */
export interface Place {
  readonly parts: readonly string[]
  /** No leading slash: the cpuset line shows the last component only, so parents cannot be checked. */
  readonly relative: boolean
}

/** Where a parser of owners stands: `from` is the end of the last owner found, 0 at the root. */
export interface Stand {
  readonly place: Place
  readonly at: number
  readonly from: number
}

const PATH_MAX = 4096

/**
 * Cuts a path, or says that it cannot be one that the kernel printed: longer than PATH_MAX (there it prints
 * "(name too long)"), an empty component, or a dot component, which no cgroup can be called.
 */
export function placeOf(path: string): Place | undefined {
  if (path.length === 0 || path.length > PATH_MAX) return undefined
  const relative = !path.startsWith('/')
  const parts = (relative ? path : path.slice(1)).split('/')
  if (parts.length > 1 && parts.at(-1) === '') parts.pop()
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return undefined
  return { parts, relative }
}

/**
 * Can a program that makes its groups itself (a cgroupfs driver, LXC, Slurm) have put one here? At the root, inside
 * a container, in a directory or a delegated unit of its own; never right in a slice that systemd keeps for others,
 * and never in a login session.
 */
export function believableDirectory({ place, at, from }: Stand): boolean {
  if (at === from) return true
  const parent = place.parts[at - 1] ?? ''
  if (parent.startsWith('session-') && parent.endsWith('.scope')) return false
  return !isReservedSlice(parent)
}

/** Slices that belong to systemd itself. Nobody's cgroup root is there. */
export function isReservedSlice(name: string): boolean {
  if (!name.endsWith('.slice')) return false
  const first = name.slice(0, -'.slice'.length).split('-')[0]
  return first === 'user' || first === 'system' || first === 'machine'
}
