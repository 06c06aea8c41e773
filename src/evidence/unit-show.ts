import { slicePath, unitOf } from './cgroup-path.js'
import { readLimit } from './cgroup-value.js'
import { type Findings, UNKNOWN } from './findings.js'
import type { Form } from './form.js'
import type { SmallFile } from './small-file.js'
import { LIMIT_PROPERTIES, tellLimits } from './unit-limit.js'

const PROPERTY = /^([A-Z][A-Za-z0-9]{1,63})=(.*)$/
/** Properties that only units have: os-release and flag files are `KEY=value` too. */
const OF_UNITS =
  /^(?:Id|Slice|ControlGroup|FragmentPath|LoadState|ActiveState|ActiveEnterTimestamp|ExecMainStartTimestamp|NeedDaemonReload|MemoryAccounting|MemoryCurrent|MemoryLimit|MemoryMax|MemoryHigh|EffectiveMemoryMax)=/

interface Value {
  readonly value: string
  readonly line: number
}
type Unit = Map<string, Value>

/**
 * `systemctl show`: properties of one unit, or of several with an empty line between them. It tells what systemd
 * believes, which is not always what the cgroup has: that is the whole point of kubernetes issue 88197.
 */
export const unitShow: Form = {
  kind: 'unit-properties',
  opens: ({ filled, lines }) => PROPERTY.test(filled[0] ?? '') && lines.some((line) => OF_UNITS.test(line)),
  read(file, found) {
    let unit: Unit = new Map()
    for (const [at, line] of file.lines.entries()) {
      if (line.trim() === '') {
        tell(unit, file, found)
        unit = new Map()
        continue
      }
      const [, key, value = ''] = PROPERTY.exec(line) ?? []
      // A value can have several lines (ExecStart of a script); what is no property goes with the one before.
      if (key !== undefined) unit.set(key, { value, line: at + 1 })
    }
    tell(unit, file, found)
    return true
  },
}

function tell(unit: Unit, { bare }: SmallFile, found: Findings): void {
  const limits = LIMIT_PROPERTIES.flatMap((property) => {
    const read = unit.get(property)
    return read === undefined ? [] : [{ property, ...read }]
  })
  if (limits.length === 0 && !unit.has('MemoryCurrent')) return
  const cgroup = cgroupOf(unit) ?? unitOf(bare)
  if (cgroup === undefined) {
    found.problem('unknown-cgroup', 'nothing says whose properties these are', limits[0]?.line)
    return
  }
  const activeSince = unit.get('ActiveEnterTimestamp')?.value ?? ''
  const state = unit.get('ActiveState')?.value ?? 'active'
  // A bundle has the properties of hundreds of units: "no limit" is news only for a slice, and only while it lives.
  const tellUnlimited = cgroup.endsWith('.slice') && state === 'active'
  tellLimits(
    { cgroup, ...(activeSince === '' ? {} : { activeSince }) },
    limits,
    UNKNOWN,
    found,
    tellUnlimited,
  )
  if (cgroup.endsWith('.slice')) tellUsage(cgroup, unit, found)
}

function tellUsage(cgroup: string, unit: Unit, found: Findings): void {
  const usage = unit.get('MemoryCurrent')
  const usageBytes = usage === undefined ? undefined : readLimit(usage.value)
  const peak = unit.get('MemoryPeak')
  const peakBytes = peak === undefined ? undefined : readLimit(peak.value)
  if (usage === undefined || typeof usageBytes !== 'number') return
  found.event(
    {
      type: 'cgroup-usage',
      cgroup,
      usageBytes,
      message: `MemoryCurrent=${usage.value}`,
      ...(typeof peakBytes === 'number' ? { peakBytes } : {}),
    },
    UNKNOWN,
    peak === undefined ? usage.line : [Math.min(usage.line, peak.line), Math.max(usage.line, peak.line)],
  )
}

function cgroupOf(unit: Unit): string | undefined {
  const group = unit.get('ControlGroup')?.value ?? ''
  if (group.startsWith('/')) return group
  const id = unit.get('Id')?.value ?? ''
  if (id.endsWith('.slice')) return slicePath(id)
  if (id === '') return undefined
  const slice = unit.get('Slice')?.value ?? ''
  return slice.endsWith('.slice') && slice !== '-.slice' ? `${slicePath(slice)}/${id}` : `/${id}`
}
