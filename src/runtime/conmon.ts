import type { ContainerFact } from './fact.js'

const OOM = /^conmon ([0-9a-f]{1,64}) <ninfo>: OOM (?:event )?received *$/

/** conmon at level info. It prints the first 20 digits of the container's id. */
export function readConmon(text: string): ContainerFact | undefined {
  const containerId = OOM.exec(text)?.[1]
  return containerId === undefined ? undefined : { type: 'runtime-oom', runtime: 'cri-o', containerId }
}
