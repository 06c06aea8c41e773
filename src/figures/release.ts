/**
 * Is the kernel older than `major.minor`? undefined where its release was not read. Only for what the shape of a dump leaves
 * open: vendors port changes back.
 */
export function isOlderThan(release: string | undefined, major: number, minor: number): boolean | undefined {
  const found = /^([0-9]{1,3})\.([0-9]{1,4})(?![0-9])/.exec(release ?? '')
  if (found === null) return undefined
  const [theirMajor, theirMinor] = [Number(found[1]), Number(found[2])]
  return theirMajor < major || (theirMajor === major && theirMinor < minor)
}
