import type { Reading } from '../record/reading.js'
import type { Fingerprint } from './moments.js'

/** Which machine a time belongs to, by input and by the host that its line names. */
export type MachineOf = (input: number, host?: string) => string

/**
 * Machines are told by their host names. Lines without one (dmesg, files of evidence) are of the machine that the rest
 * of their input names; an input that names none is of the only machine there is, or of the one that has the same
 * events. Otherwise it is a machine of its own: nothing that others say is applied to it.
 */
export function machinesOf(readings: readonly Reading[], fingerprint: Fingerprint): MachineOf {
  const named = new Set<string>()
  for (const host of readings.flatMap(hostsOf)) named.add(host)
  const canonical = (host: string): string | undefined => {
    const name = host.toLowerCase()
    // What the kernel is called until its name is set.
    if (name === 'localhost' && named.size > 1) return undefined
    const short = name.split('.', 1)[0] ?? name
    return named.has(short) ? short : name
  }
  const ofInput = readings.map((reading) => new Set(hostsOf(reading).map(canonical).filter(isKnown)))
  const all = new Set(ofInput.flatMap((hosts) => [...hosts]))
  const adopted = all.size > 1 ? adoptions(readings, ofInput, fingerprint) : new Map<number, string>()
  return (input, host) => {
    const own = host === undefined ? undefined : canonical(host)
    if (own !== undefined) return own
    const hosts = ofInput[input] ?? new Set<string>()
    const only = hosts.size === 1 ? hosts : hosts.size === 0 && all.size === 1 ? all : undefined
    // A blank is in no host name.
    return [...(only ?? [])][0] ?? adopted.get(input) ?? (all.size === 0 ? ' ' : `input ${input}`)
  }
}

function hostsOf({ events, facts }: Reading): string[] {
  const hosts = new Set<string>()
  for (const { host } of events) if (host !== undefined) hosts.add(host.toLowerCase())
  for (const { host } of facts) if (host !== undefined) hosts.add(host.toLowerCase())
  return [...hosts]
}

function isKnown(name: string | undefined): name is string {
  return name !== undefined
}

/** Inputs without host name, and the machine that has most of their events. */
function adoptions(
  readings: readonly Reading[],
  ofInput: readonly ReadonlySet<string>[],
  fingerprint: Fingerprint,
): Map<number, string> {
  const machineOf = new Map<string, string | undefined>()
  readings.forEach(({ events }, input) => {
    const hosts = [...(ofInput[input] ?? [])]
    if (hosts.length !== 1) return
    for (const event of events) {
      const key = telling(event, fingerprint)
      if (key === undefined) continue
      const other = machineOf.get(key)
      // What two machines have tells nothing.
      if (other === undefined && machineOf.has(key)) continue
      machineOf.set(key, other === undefined || other === hosts[0] ? hosts[0] : undefined)
    }
  })
  const adopted = new Map<number, string>()
  readings.forEach(({ events }, input) => {
    if (ofInput[input]?.size !== 0) return
    const votes = new Map<string, number>()
    for (const event of events) {
      const machine = machineOf.get(telling(event, fingerprint) ?? '')
      if (machine !== undefined) votes.set(machine, (votes.get(machine) ?? 0) + 1)
    }
    const [first, second] = [...votes].sort(([, one], [, other]) => other - one)
    if (first !== undefined && first[1] > (second?.[1] ?? 0)) adopted.set(input, first[0])
  })
  return adopted
}

/** A boot is the same on all machines of a fleet, and so are reloads and starts: only OOMs have a face. */
function telling(event: Reading['events'][number], fingerprint: Fingerprint): string | undefined {
  return event.type === 'oom' || event.type === 'page-allocation-failure' ? fingerprint(event) : undefined
}
