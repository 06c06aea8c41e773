import type { Event, EventType, Input } from '../record/index.js'
import { type Case, caseOf } from './case.js'
import { nodeNameOf } from './node-name.js'

/**
 * Takes a document apart by machine, so that no limit is compared with another node's figures. A document with one
 * host (or none) is one machine. With several, what names no host belongs to the host of its input, else to the only
 * host of its folder; what stays open is a case of its own.
 */
export function casesOf(
  events: readonly Event[],
  inputs: readonly Input[],
  notKept?: ReadonlySet<EventType>,
): Case[] {
  const hosts = new Set<string>()
  for (const event of events) {
    const host = ownHost(event)
    if (host !== undefined) hosts.add(host)
  }
  if (hosts.size <= 1) return [caseOf(onlyNode(events, hosts), inputs, notKept)]
  const places = hostsOfPlaces(events)
  const cases = new Map<string | undefined, { events: Event[]; inputs: Input[] }>()
  const caseFor = (host: string | undefined) => {
    const found = cases.get(host) ?? { events: [], inputs: [] }
    cases.set(host, found)
    return found
  }
  for (const event of events) caseFor(hostOf(event, hosts, places)).events.push(event)
  for (const input of inputs) caseFor(hostOfPlace(input.name, places)).inputs.push(input)
  return [...cases].map(([host, found]) =>
    caseOf(onlyNode(found.events, new Set(host === undefined ? [] : [host])), found.inputs, notKept),
  )
}

/** `node-3.example.org` and `node-3` are one machine; an address is not cut. */
function label(host: string): string {
  const name = host.toLowerCase()
  if (/^[0-9.]{1,64}$/.test(name)) return name
  const dot = name.indexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/** A machine that has not read its name yet logs as `localhost`. */
function ownHost({ host }: Event): string | undefined {
  return host === undefined || host === 'localhost' || host === '(none)' ? undefined : label(host)
}

/** The hosts that each input and each folder above it speaks of. */
function hostsOfPlaces(events: readonly Event[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>()
  for (const event of events) {
    const host = ownHost(event)
    if (host === undefined) continue
    for (const place of placesOf(event.source.input)) {
      const found = places.get(place)
      if (found === undefined) places.set(place, new Set([host]))
      else found.add(host)
    }
  }
  return places
}

function hostOf(event: Event, hosts: ReadonlySet<string>, places: ReadonlyMap<string, ReadonlySet<string>>) {
  const host = ownHost(event)
  if (host !== undefined) return host
  const node = nodeNameOf(event)
  if (node !== undefined && hosts.has(label(node))) return label(node)
  return hostOfPlace(event.source.input, places)
}

function hostOfPlace(input: string, places: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  for (const place of placesOf(input)) {
    const hosts = places.get(place)
    if (hosts === undefined) continue
    return hosts.size === 1 ? [...hosts][0] : undefined
  }
  return undefined
}

/** An input and the folders that it is in, the nearest first. Only so deep: names come from outside. */
function placesOf(input: string): string[] {
  const places = [input]
  for (let end = input.lastIndexOf('/'); end > 0 && places.length < 16; end = input.lastIndexOf('/', end - 1))
    places.push(input.slice(0, end + 1))
  return places
}

/** A list of all nodes of a cluster holds one that is meant: that of the host, or the one that the kubelet names. */
function onlyNode(events: readonly Event[], hosts: ReadonlySet<string>): readonly Event[] {
  const nodes = new Set<string>()
  for (const event of events) if (event.type === 'node-allocatable') nodes.add(event.node)
  if (nodes.size <= 1) return events
  const ours = new Set<string>()
  for (const event of events)
    if (event.type.startsWith('kubelet-')) {
      const name = nodeNameOf(event)
      if (name !== undefined) ours.add(name)
    }
  const meant = [...nodes].filter((node) => ours.has(node) || hosts.has(label(node)))
  return events.filter(
    (event) => event.type !== 'node-allocatable' || (meant.length === 1 && event.node === meant[0]),
  )
}
