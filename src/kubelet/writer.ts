import type { KlogEntry } from '../klog/index.js'
import { containerOfLog } from '../record/container-log.js'

/** Other programs of Kubernetes print some of the same lines: their version, their flags, their events. */
const OTHER_PROGRAM =
  /(?:^|[^a-z])(?:kube-[a-z-]{1,64}|cloud-controller-manager|etcd|openshift-apiserver|csi-[a-z-]{1,64}|node-driver-registrar)/
/** What holds a kubelet, under the names that systemd, syslog and collectors know it by. */
const KUBELET =
  /kubelet|kubelite|kubenswrapper|localkube|hyperkube|^k3s|^rke2|^k0s|microshift|^(?:atomic-)?(?:openshift|origin)(?:-node)?$/i
/** A unit that begins with a shell, or runs the kubelet in a container, has the name of that. */
const LAUNCHER = /^(?:(?:ba|da)?sh|env|docker|podman|rkt|nerdctl)$/
const MOST_HOSTS = 256

/**
 * Whether the kubelet wrote an entry. Anybody can print lines of its form, so what stands around them decides:
 *
 * - the wrapper's sender, and MicroShift's component, where there is one;
 * - else the input's name, where it is that of a container's log file or of another program's;
 * - the pid, which the wrapper and klog's header both have: where they agreed once on a host, a line in which they do
 *   not, or that lacks the wrapper's, comes from somebody else (`logger -t kubelet`).
 *
 * A log without any of these is believed: nothing contradicts it.
 */
export class Writers {
  readonly #nameIsOthers: boolean
  /** Hosts and senders whose lines have the same pid twice. */
  readonly #agreed = new Set<string>()

  constructor(input: string) {
    this.#nameIsOthers = isOthersLog(input)
  }

  isKubelet(entry: KlogEntry): boolean {
    const { component, sender } = entry
    if (component !== undefined) return component === 'kubelet'
    if (sender === undefined) return !this.#nameIsOthers
    if (LAUNCHER.test(sender)) return true
    return isKubeletName(sender) && this.#agrees(entry, sender)
  }

  #agrees({ format, host = '', pid, source }: KlogEntry, sender: string): boolean {
    // The JSON format has no pid of its own.
    if (format === 'json') return true
    const key = `${host} ${sender}`
    const isSame = source.pid === pid
    if (isSame && this.#agreed.size < MOST_HOSTS) this.#agreed.add(key)
    return isSame || !this.#agreed.has(key)
  }
}

/** Whether a sender of that name holds a kubelet. */
export function isKubeletName(sender: string): boolean {
  return KUBELET.test(sender) && !OTHER_PROGRAM.test(sender)
}

function isOthersLog(input: string): boolean {
  const container = containerOfLog(input)
  if (container !== undefined) return !KUBELET.test(container)
  const file = input.slice(input.lastIndexOf('/') + 1)
  return OTHER_PROGRAM.test(file) && !KUBELET.test(file)
}
