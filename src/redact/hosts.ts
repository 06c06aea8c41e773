import { Numbered } from './numbered.js'

/** What a machine without a name calls itself. */
const NAMELESS: ReadonlySet<string> = new Set(['', 'localhost', 'localhost.localdomain', '(none)'])

/**
 * Machines as `host-1`. `node-3.example.org` and `node-3` are spellings of one machine and stay so: `host-1.name-1` and
 * `host-1`.
 */
export class FakeHosts {
  readonly #labels = new Numbered()
  readonly #spellings = new Numbered()

  of(host: string): string {
    if (NAMELESS.has(host)) return host
    const label = labelOf(host)
    const name = label === 'localhost' ? label : `host-${this.#labels.of(label)}`
    return host === label ? name : `${name}.name-${this.#spellings.of(host)}`
  }
}

/** The part of a name that tells machines apart, as the diagnosis takes it; an address is not cut. */
function labelOf(host: string): string {
  const name = host.toLowerCase()
  if (/^[0-9.]{1,64}$/.test(name)) return name
  const dot = name.indexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
