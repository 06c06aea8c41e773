/** What the name of a container's own group says. */
export interface ContainerName {
  readonly containerId: string
  readonly runtime?: string
  readonly monitor?: true
}

const NAME = /^(?:([a-z-]{1,32})-)?([0-9a-f]{64})(?:\.scope)?$/

/** Prefix of the scope → runtime. `crio-conmon` and `libpod-conmon` hold the monitor, not the container. */
const RUNTIMES: ReadonlyMap<string, string> = new Map([
  ['cri-containerd', 'containerd'],
  ['crio', 'cri-o'],
  ['crio-conmon', 'cri-o'],
  ['docker', 'docker'],
  ['libpod', 'podman'],
  ['libpod-conmon', 'podman'],
  ['libpod-payload', 'podman'],
  ['nerdctl', 'nerdctl'],
  ['crun', 'crun'],
  ['runc', 'runc'],
])

/** Reads `cri-containerd-{64 hex}.scope` and its kin, and the plain 64 hex digits of cgroupfs. */
export function containerName(name: string): ContainerName | undefined {
  const found = NAME.exec(name)
  const containerId = found?.[2]
  if (!found || containerId === undefined) return undefined
  const prefix = found[1]
  if (prefix === undefined) return name.endsWith('.scope') ? undefined : { containerId }
  const runtime = RUNTIMES.get(prefix)
  if (runtime === undefined) return undefined
  return { containerId, runtime, ...(prefix.endsWith('conmon') ? { monitor: true } : {}) }
}
