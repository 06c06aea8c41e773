/** Versions as one number, to be compared: 2.6.32 is 2006032, 4.4 is 4004000. */
export function version(dotted: string): number {
  const [major = 0, minor = 0, patch = 0] = dotted.split('.').map(Number)
  return major * 1_000_000 + minor * 1000 + patch
}

/**
 * The version in a release, `3.10.0-1062.el7.x86_64`: two numbers from 3.0 on, where the third is a stable update, three
 * before. Undefined for what is no release.
 */
export function versionOf(release: string): number | undefined {
  const found = /^(\d{1,2})\.(\d{1,3})(?:\.(\d{1,3}))?(?!\d)/.exec(release)
  if (found === null) return undefined
  const [, major = '', minor = '', patch = '0'] = found
  return version(major === '2' ? `2.${minor}.${patch}` : `${major}.${minor}`)
}

/** Red Hat's kernels carry flags of later ones under the number of an old one. */
export function isRedHat(release: string): boolean {
  return /\.el[67](?![0-9])/.test(release)
}
