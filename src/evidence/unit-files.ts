import { slicePath, withoutCommand } from './cgroup-path.js'
import { type Findings, UNKNOWN } from './findings.js'
import { type Folded, foldedAt } from './folded.js'
import type { Form } from './form.js'
import { words } from './kubelet-arguments.js'
import { tellArguments, tellVariable } from './kubelet-flags.js'
import { LIMIT_PROPERTIES, tellLimits, type UnitProperty } from './unit-limit.js'

/** `systemctl cat` prints the path of each file before it. */
const PATH = /^# (\/\S{1,4096})$/
const SECTION = /^\[([A-Z][A-Za-z]{1,32})\]$/
const SETTING = /^([A-Z][A-Za-z]{1,63})=(.*)$/
/** The unit that a file belongs to: the file itself, or the folder of its drop-ins. */
const UNIT = /(?:^|[^\w:@.\\-])([\w:@\\][\w:@.\\-]{0,255}?\.(?:slice|service|scope))(?:\.d\b|$)/

/**
 * Unit files and drop-ins: the output of `systemctl cat`, or the file itself. Of a transient slice this is what systemd
 * was told last; the kubelet's own units hold flags.
 */
export const unitFiles: Form = {
  kind: 'unit-properties',
  opens({ filled }) {
    const first = filled.find((line) => !line.startsWith('#') || PATH.test(line)) ?? ''
    return (
      (PATH.test(first) && unitOfPath(first) !== undefined) ||
      /^\[(?:Unit|Service|Slice|Scope)\]$/.test(first)
    )
  },
  read({ lines, name, bare }, found) {
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    let unit = unitOfPath(`${folder}${withoutCommand(bare)}`)
    let section = ''
    let settings = 0
    const limits = new Map<string, Map<string, UnitProperty>>()
    const slices = new Map<string, string>()
    for (let at = 0; at < lines.length; at++) {
      const folded = foldedAt(lines, at)
      const line = folded.text
      at = folded.last
      const path = PATH.exec(line)?.[1]
      if (path !== undefined) unit = unitOfPath(path) ?? unit
      section = SECTION.exec(line)?.[1] ?? section
      const [, property = '', value = ''] = SETTING.exec(line) ?? []
      if (property === '' || section === '') continue
      settings++
      if (section === 'Service' && isKubelet(unit, line)) tellFlags(property, value, folded, found)
      if (unit !== undefined && property === 'Slice') slices.set(unit, value)
      if (unit === undefined || !LIMIT_PROPERTIES.includes(property)) continue
      const ofUnit = limits.get(unit) ?? new Map<string, UnitProperty>()
      limits.set(unit, ofUnit)
      // The files are read in this order, and the last setting counts; an empty one takes back those before it.
      if (value === '') ofUnit.delete(property)
      else ofUnit.set(property, { property, value, line: folded.first + 1 })
    }
    for (const [name, properties] of limits) {
      // A service that names no slice is in system.slice.
      const slice = slicePath(slices.get(name) ?? 'system.slice')
      const cgroup = name.endsWith('.slice') ? slicePath(name) : `${slice === '/' ? '' : slice}/${name}`
      tellLimits({ cgroup }, [...properties.values()], UNKNOWN, found, true)
    }
    return settings > 0
  },
}

/** k3s and its kin start a kubelet inside them. */
function isKubelet(unit: string | undefined, line: string): boolean {
  return /kubelet/.test(unit ?? line) || line.includes('--kubelet-arg')
}

function tellFlags(property: string, value: string, { first, last }: Folded, found: Findings): void {
  const lines = [first + 1, last + 1] as const
  if (property === 'ExecStart') tellArguments('flags', value, lines, found)
  if (property !== 'Environment') return
  for (const variable of words(value)) tellVariable(variable, lines, found)
}

function unitOfPath(path: string): string | undefined {
  return UNIT.exec(path)?.[1]
}
