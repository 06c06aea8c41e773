import { type Fields, objectAt, textAt, textMapAt, textsAt } from './fields.js'
import { type Findings, type Lines, UNKNOWN } from './findings.js'
import { settingsOf } from './kubelet-settings.js'
import { Quoted } from './quoted.js'
import type { ValueLines } from './value-lines.js'

/** A KubeletConfiguration, as its file has it or as the running kubelet answers (configz). */
export function readKubeletConfiguration(
  config: Fields,
  form: 'yaml' | 'json' | 'configz',
  lines: Lines,
  found: Findings,
  places: ValueLines,
): void {
  const settings = settingsOf({
    cgroupDriver: textAt(config, 'cgroupDriver'),
    enforceNodeAllocatable: textsAt(config, 'enforceNodeAllocatable'),
    kubeReserved: textMapAt(config, 'kubeReserved'),
    systemReserved: textMapAt(config, 'systemReserved'),
    evictionHard: textMapAt(config, 'evictionHard'),
    kubeReservedCgroup: textAt(config, 'kubeReservedCgroup'),
    systemReservedCgroup: textAt(config, 'systemReservedCgroup'),
  })
  if (settings === undefined) return
  const printed = [
    ...spelled('kubeReserved', textMapAt(config, 'kubeReserved')),
    ...spelled('systemReserved', textMapAt(config, 'systemReserved')),
  ]
  const message = printed.length === 0 ? 'KubeletConfiguration' : printed.join('; ')
  const placeOf = (list: string) => places.of(objectAt(config, list), 'memory')
  const quoted = new Quoted()
    .add('kubeReservedMemoryBytes', settings.kubeReservedMemoryBytes, placeOf('kubeReserved'))
    .add('systemReservedMemoryBytes', settings.systemReservedMemoryBytes, placeOf('systemReserved'))
  found.event({ type: 'kubelet-config', form, ...settings, message, lines: quoted.lines }, UNKNOWN, lines)
}

/** The configuration inside an answer of `/configz`, whose only key it is. */
export function configzOf(value: Fields): Fields | undefined {
  return Object.hasOwn(value, 'kubeletconfig') ? objectAt(value, 'kubeletconfig') : undefined
}

/** The kind is left out in drop-ins and in what people paste; these fields are in no other object. */
export function looksLikeConfiguration(value: Fields): boolean {
  return ['kubeReserved', 'systemReserved', 'evictionHard'].some((key) => Object.hasOwn(value, key))
}

function spelled(name: string, map: ReadonlyMap<string, string> | undefined): string[] {
  return map === undefined ? [] : [`${name}: ${[...map].map(([key, value]) => `${key}=${value}`).join(',')}`]
}
