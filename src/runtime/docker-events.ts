import type { Stamped } from './fact.js'

const OOM = /^(\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d)) container oom ([0-9a-f]{12,64}) \(/

/** The output of `docker events`: `2026-11-23T19:16:20.123456789+01:00 container oom {id} (image=…, name=…)`. */
export function readDockerEvent(text: string): Stamped | undefined {
  if (!text.endsWith(')')) return undefined
  const [, time, containerId] = OOM.exec(text) ?? []
  if (time === undefined || containerId === undefined) return undefined
  return { time, fact: { type: 'runtime-oom', runtime: 'docker', containerId } }
}
