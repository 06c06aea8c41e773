import type { At } from '../record/at.js'
import type { Problem } from '../record/problem.js'
import { type CaptureLine, captureLine } from './capture-line.js'
import { type CgroupFile, unitOf } from './cgroup-path.js'
import { readLimit, tellValue } from './cgroup-value.js'
import { type Findings, UNKNOWN } from './findings.js'
import type { Form } from './form.js'
import { atOf } from './stamp.js'
import { LIMIT_PROPERTIES, tellLimits, type UnitProperty } from './unit-limit.js'

/** Where nothing names the cgroup, a limit that somebody wrote down with its time is most likely that of all pods. */
const POD_CGROUP = '/kubepods.slice'
const ASSUMED: Problem = {
  code: 'assumed-cgroup',
  message: 'neither the text nor its name says whose limit this is: taken for the cgroup of all pods',
}

/**
 * Limits with the time at which they were read: a date, then what was read, as often as it was done. The values stand
 * alone, behind a path, or below the command that printed them. A text with any other line is no such capture.
 *
 *     2026-11-23T19:28:27+01:00
 *     4020056064
 *     MemoryLimit=3390910464
 */
export const capture: Form = {
  kind: 'cgroup-limit',
  opens({ lines }) {
    const seen = lines.map(captureLine)
    if (seen.includes(undefined)) return false
    const dated = seen.some((line) => line?.is === 'stamp')
    const said = seen.some((line) => line?.is === 'property' || line?.is === 'value')
    return (dated && said) || seen.some(namesPlace)
  },
  read({ lines, bare }, found) {
    const reader = new CaptureReader(found, unitOf(bare))
    for (const [at, text] of lines.entries()) {
      const line = captureLine(text)
      if (line === undefined) return false
      reader.push(line, at + 1)
    }
    reader.end()
    return reader.values > 0
  },
}

function namesPlace(line: CaptureLine | undefined): boolean {
  return line?.is === 'place' || line?.is === 'command' || (line?.is === 'value' && line.of !== undefined)
}

class CaptureReader {
  /** Lines that hold a value, whether it became a record or not. */
  values = 0
  #found: Findings
  #at: At = UNKNOWN
  /** The file whose value comes next. */
  #file: CgroupFile | undefined
  /** The cgroup that all is about, unless a line says another. */
  #cgroup: string | undefined
  #properties: UnitProperty[] = []

  constructor(found: Findings, cgroup: string | undefined) {
    this.#found = found
    this.#cgroup = cgroup
  }

  push(line: CaptureLine, number: number): void {
    if (line.is !== 'property') this.#tellProperties()
    switch (line.is) {
      case 'stamp':
        this.#at = atOf(line.stamp, 'capture')
        this.#found.offset(line.stamp, number)
        break
      case 'command':
        this.#file = line.of
        if (line.unit !== undefined) this.#cgroup = unitOf(line.unit)
        break
      case 'place':
        this.#file = line.of
        break
      case 'property':
        this.values++
        if (!LIMIT_PROPERTIES.includes(line.property)) break
        this.#properties.push({ property: line.property, value: line.value, line: number })
        break
      case 'value':
        this.values++
        this.#tellValue(line.of ?? this.#file, line.value, number)
    }
  }

  end(): void {
    this.#tellProperties()
  }

  #tellProperties(): void {
    if (this.#properties.length === 0) return
    const cgroup = this.#cgroup ?? this.#file?.cgroup
    const problems = cgroup === undefined ? [ASSUMED] : []
    tellLimits(
      { cgroup: cgroup ?? POD_CGROUP },
      this.#properties,
      this.#at,
      this.#found,
      cgroup !== undefined,
      problems,
    )
    this.#properties = []
  }

  #tellValue(file: CgroupFile | undefined, value: string, line: number): void {
    if (file !== undefined) {
      const cgroup = file.cgroup ?? this.#cgroup
      tellValue(cgroup === undefined ? file : { ...file, cgroup }, value, this.#at, line, this.#found)
      return
    }
    const limitBytes = readLimit(value)
    if (limitBytes === undefined) {
      this.#found.problem('number-out-of-range', 'a limit that cannot be kept exactly', line)
      return
    }
    this.#found.event(
      {
        type: 'limit-observed',
        cgroup: this.#cgroup ?? POD_CGROUP,
        holder: 'cgroup',
        // Version 2 has the one and version 1 the other; a value that stands alone does not say.
        property: value === 'max' ? 'memory.max' : 'memory.max or memory.limit_in_bytes',
        limitBytes,
        message: value,
      },
      this.#at,
      line,
      this.#cgroup === undefined ? [ASSUMED] : [],
    )
  }
}
