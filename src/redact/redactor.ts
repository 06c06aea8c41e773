import { identifyCgroup } from '../cgroup/index.js'
import type { Event, FoundEvent, Input, Problem } from '../record/index.js'
import { FakeCgroups } from './cgroups.js'
import { FakeFiles } from './files.js'
import { FakeHosts } from './hosts.js'
import { FakeIds } from './ids.js'
import { MAPS, type Treatment, treatmentOf } from './keys.js'
import { Numbered } from './numbered.js'
import { FakePrograms } from './programs.js'
import { FakeUsers } from './users.js'
import {
  amounts,
  figureName,
  kernelText,
  message,
  numbers,
  panicText,
  REDACTED,
  resource,
  slabName,
  stamp,
  symbol,
  version,
  word,
} from './values.js'

type Fields = Readonly<Record<string, unknown>>

/** Where a value stands: the type of its record, the key above, and the record itself. */
interface Place {
  readonly type: string
  readonly parent: string
  readonly fields: Fields
}

/** Namespaces that every cluster has. */
const NAMESPACES: ReadonlySet<string> = new Set([
  '',
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
])

/** What units of kubelets and runtimes call themselves; rules and the report know them by it. */
const DESCRIPTIONS = [
  [/\bkubelet\b/i, 'kubelet'],
  [/^lightweight kubernetes$/i, 'Lightweight Kubernetes'],
  [/^rancher kubernetes engine/i, 'Rancher Kubernetes Engine'],
  [/^k0s\b/i, 'k0s'],
  [/^microshift$/i, 'MicroShift'],
  [/^containerd\b/i, 'containerd'],
] as const

/** Flags of the kubelet by what their values are; those of the others are only kept where they are numbers and the like. */
const FLAG_VALUES: ReadonlyMap<string, Treatment> = new Map<string, Treatment>([
  ...(
    [
      'kube-reserved',
      'system-reserved',
      'eviction-hard',
      'eviction-soft',
      'eviction-minimum-reclaim',
    ] as const
  ).map((name) => [name, 'amounts'] as const),
  ['enforce-node-allocatable', 'amounts'],
  ...(
    [
      'cgroup-root',
      'kube-reserved-cgroup',
      'system-reserved-cgroup',
      'runtime-cgroups',
      'kubelet-cgroups',
    ] as const
  ).map((name) => [name, 'cgroup'] as const),
  ['hostname-override', 'host'],
])

/**
 * Takes out of records who and where it was. The same original has the same pseudonym in all records that one redactor
 * sees, numbered in the order in which they come; what shows no name by its key and its form is left out.
 *
 * Numbers stay, except the user ids of people. Pids, times, amounts and lines are what the records are read for.
 */
export class Redactor {
  readonly #ids = new FakeIds()
  readonly #users = new FakeUsers()
  readonly #cgroups = new FakeCgroups(this.#ids, this.#users)
  readonly #files = new FakeFiles(this.#ids)
  readonly #hosts = new FakeHosts()
  readonly #programs = new FakePrograms()
  readonly #pods = new Numbered()
  readonly #namespaces = new Numbered()
  readonly #containers = new Numbered()
  readonly #services = new Numbered()
  readonly #objects = new Numbered()

  event<One extends Event | FoundEvent>(event: One): One {
    return this.#record(event, event.type)
  }

  input(input: Input): Input {
    return this.#record(input, 'inputs')
  }

  problem(problem: Problem): Problem {
    return this.#record(problem, 'problems')
  }

  #record<One extends object>(record: One, type: string): One {
    return this.#fields(record as Fields, { type, parent: type }) as One
  }

  #fields(fields: Fields, { type, parent }: Pick<Place, 'type' | 'parent'>): Fields {
    const place = { type, parent, fields }
    return Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) => {
        const made = this.#value(key, value, place)
        return made === undefined ? [] : [[key, made]]
      }),
    )
  }

  #value(key: string, value: unknown, place: Place): unknown {
    if (typeof value === 'string')
      return this.#string(value, treatmentOf(place.type, place.parent, key), place)
    if (typeof value === 'number') return key === 'uid' ? this.#users.of(value) : value
    if (Array.isArray(value)) return value.map((one) => this.#value(key, one, place))
    if (typeof value !== 'object' || value === null) return value
    const treatment = treatmentOf(place.type, place.parent, key)
    if (treatment === 'drop') return undefined
    if (treatment === 'identity') return this.#identity(key, place.fields)
    const names = MAPS.get(key)
    if (names !== undefined) return this.#map(key, value as Fields, names, place)
    return this.#fields(value as Fields, { type: place.type, parent: key })
  }

  /** The names in it are of the log as well; those that could be anything are all called the same. */
  #map(key: string, map: Fields, names: 'figures' | 'resources', { type }: Place): Fields {
    const nameOf = names === 'figures' ? figureName : resource
    return Object.fromEntries(
      Object.entries(map).map(([name, value]) => [nameOf(name), this.#inMap(key, value, type)]),
    )
  }

  #inMap(key: string, value: unknown, type: string): unknown {
    if (typeof value === 'string') return word(value)
    return typeof value === 'object' && value !== null
      ? this.#fields(value as Fields, { type, parent: key })
      : value
  }

  #identity(key: string, { limitOwner, victimHome }: Fields): unknown {
    const path = key === 'limitOwnerIdentity' ? limitOwner : victimHome
    return typeof path === 'string' ? identifyCgroup(this.#cgroups.path(path)) : undefined
  }

  #string(text: string, treatment: Treatment | undefined, { fields }: Place): string | undefined {
    switch (treatment) {
      case 'own':
        return text
      case 'drop':
      case 'identity':
        return undefined
      case 'message':
        return message(text, (input) => this.#files.of(input))
      case 'word':
        return word(text)
      case 'amounts':
        return amounts(text)
      case 'stamp':
        return stamp(text)
      case 'numbers':
        return numbers(text)
      case 'kernel':
        return kernelText(text)
      case 'panic':
        return panicText(text)
      case 'symbol':
        return symbol(text)
      case 'slab':
        return slabName(text)
      case 'version':
        return version(text)
      case 'comm':
        return this.#programs.of(text)
      case 'host':
        return this.#hosts.of(text)
      case 'cgroup':
        return this.#cgroups.path(text)
      case 'unit':
        return this.#cgroups.name(text)
      case 'description':
        return this.#description(text)
      case 'pod':
        return numbered('pod', this.#pods, text)
      case 'namespace':
        return NAMESPACES.has(text) ? text : numbered('namespace', this.#namespaces, text)
      case 'container':
        return numbered('container', this.#containers, text)
      case 'object':
        return this.#object(text, fields.kind)
      case 'id':
        return this.#ids.of(text)
      case 'file':
        return this.#files.of(text)
      case 'flag':
        return /^[a-z0-9-]{1,80}$/.test(text) ? text : REDACTED
      case 'flag-value':
        return this.#flagValue(text, fields)
      default:
        return text === '' ? text : REDACTED
    }
  }

  #description(text: string): string {
    const [, group] = /^libcontainer container (.+)$/s.exec(text) ?? []
    if (group !== undefined) return `libcontainer container ${this.#cgroups.name(group)}`
    const known = DESCRIPTIONS.find(([form]) => form.test(text))
    return known?.[1] ?? numbered('service', this.#services, text)
  }

  #object(text: string, kind: unknown): string {
    if (kind === 'Node') return this.#hosts.of(text)
    return kind === 'Pod' ? numbered('pod', this.#pods, text) : numbered('object', this.#objects, text)
  }

  #flagValue(text: string, fields: Fields): string | undefined {
    const treatment = FLAG_VALUES.get(String(fields.name))
    if (treatment !== undefined) return this.#string(text, treatment, { type: '', parent: '', fields })
    return text.startsWith('/') ? this.#files.of(text) : word(text)
  }
}

function numbered(what: string, numbers: Numbered, name: string): string {
  return name === '' ? name : `${what}-${numbers.of(name)}`
}
