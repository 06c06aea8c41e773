/** What systemd accepts as the name of a unit: no blanks, no brackets, a known type at the end. */
const UNIT =
  /^[A-Za-z0-9:_.\\@-]{1,255}\.(?:service|slice|scope|socket|mount|automount|swap|device|target|timer|path)$/

export function isUnitName(text: string): boolean {
  return text.length <= 270 && UNIT.test(text)
}

export interface UnitText {
  readonly unit?: string | undefined
  readonly description?: string | undefined
}

const LIBCONTAINER = 'libcontainer container '

/**
 * What systemd prints for a unit, by its StatusUnitFormat: the description, `id - description`, or the id.
 *
 *     readUnitText('kubelet.service - kubelet: The Kubernetes Node Agent')   // { unit: 'kubelet.service', description: … }
 */
export function readUnitText(text: string): UnitText {
  if (isUnitName(text)) return { unit: text }
  const dash = text.indexOf(' - ')
  if (dash > 0 && isUnitName(text.slice(0, dash))) {
    return { unit: text.slice(0, dash), description: text.slice(dash + 3) }
  }
  // runc describes a slice by its own name (StartTransientUnit); a scope by the id of the container.
  const name = text.startsWith(LIBCONTAINER) ? text.slice(LIBCONTAINER.length) : ''
  if (name.endsWith('.slice') && isUnitName(name)) return { unit: name, description: text }
  return { description: text }
}
