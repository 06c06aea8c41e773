/**
 * What systemd holds for kubepods.slice, by the kubelet's version (systemd driver): the capacity (before the fix of
 * pull request 88251), the first value of the boot (before runc rc95, pull request 102147), or the last one.
 */
export type StoredValue = 'capacity' | 'first' | 'last'

/** `v1.20.2+vendor` and the like; undefined where it is no version of Kubernetes 1. */
export function storedValueOf(version: string): StoredValue | undefined {
  const found = /^v?1\.([0-9]{1,3})\.([0-9]{1,4})(?![0-9])/.exec(version)
  if (found === null) return undefined
  const minor = Number(found[1])
  const patch = Number(found[2])
  if (minor > 21 || (minor === 21 && patch >= 2)) return 'last'
  if (minor > 17 || (minor === 17 && patch >= 12) || (minor === 16 && patch >= 15)) return 'first'
  return 'capacity'
}
