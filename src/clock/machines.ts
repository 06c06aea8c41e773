import type { Reading } from '../record/reading.js'
import type { Fingerprint } from './moments.js'

/** Which machine a time belongs to, by input and by the host that its line names. */
export type MachineOf = (input: number, host?: string) => string

/**
 * Machines are told by their host names. Lines without one (dmesg, files of evidence) are of the machine that the rest
 * of their input names; an input that names none is of the only machine there is, of the one that has the same events, or
 * of the one that the files around it name. Otherwise it is a machine of its own: nothing that others say is applied to it.
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
  const files = readings.map((reading) => nameFileOf(reading))
  const logs = new Set(ofInput.flatMap((hosts) => [...hosts]))
  // What a file calls its machine is believed where no log says otherwise: it may be the name of a container.
  const all = logs.size > 0 ? logs : new Set(files.map((name) => name && canonical(name)).filter(isKnown))
  const adopted = all.size > 1 ? adoptions(readings, ofInput, fingerprint) : new Map<number, string>()
  if (all.size > 1) {
    const named = readings.map((_, input) => {
      const file = canonical(files[input] ?? '')
      const one = adopted.get(input) ?? (file !== undefined && all.has(file) ? file : undefined)
      return one === undefined ? [...(ofInput[input] ?? [])] : [one]
    })
    for (const [input, machine] of neighbours(readings, named)) adopted.set(input, machine)
  }
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
  for (const { host, kind } of facts)
    if (host !== undefined && kind !== 'machine') hosts.add(host.toLowerCase())
  return [...hosts]
}

function nameFileOf({ facts }: Reading): string | undefined {
  return facts.find(({ kind }) => kind === 'machine')?.host
}

/** Inputs without a machine that lie in a folder of one: the nearest folder in which anything has a name decides. */
function neighbours(
  readings: readonly Reading[],
  named: readonly (readonly string[])[],
): Map<number, string> {
  const inFolder = new Map<string, Set<string>>()
  for (const [input, machines] of named.entries())
    for (const folder of foldersOf(readings[input]?.input.name ?? '')) {
      const known = inFolder.get(folder) ?? new Set()
      inFolder.set(folder, known)
      for (const machine of machines) known.add(machine)
    }
  const found = new Map<number, string>()
  for (const [input, machines] of named.entries()) {
    const own = machines.length > 0 ? machines : nearest(readings[input]?.input.name ?? '', inFolder)
    const [only] = own
    if (only !== undefined && own.length === 1) found.set(input, only)
  }
  return found
}

function nearest(name: string, inFolder: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  for (const folder of foldersOf(name)) {
    const machines = inFolder.get(folder)
    if (machines !== undefined && machines.size > 0) return [...machines]
  }
  return []
}

/** `a/b/c.log` is in `a/b/` and in `a/`. */
function foldersOf(name: string): string[] {
  const folders: string[] = []
  for (let at = name.lastIndexOf('/'); at >= 0; at = at > 0 ? name.lastIndexOf('/', at - 1) : -1)
    folders.push(name.slice(0, at + 1))
  return folders
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
