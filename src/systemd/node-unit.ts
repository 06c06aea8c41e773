import type { UnitText } from './unit-name.js'

const DAEMON =
  /kubelet|kubelite|k3s|rke2|k0s|microk8s|microshift|hyperkube|origin-node|openshift-node|containerd|docker|crio|cri-o|podman/
const SLICE = /kube|runtime/
const DESCRIPTION =
  /kubelet|kubernetes|microk8s|microshift|\bk3s\b|\brke2\b|\bk0s\b|openshift node|origin node|containerd|docker application container engine|container initiative daemon|cri-o\b|cri-docker|podman/i
/** Beside a kubelet: its test of systemd's D-Bus (runc's drivers), and the parts of a control plane. */
const OTHER_KUBERNETES = /^kubernetes (?:systemd probe|api|controller|scheduler|kube-?proxy|proxy)/i

/** What all names and descriptions of such units have some of, in upper or lower case. */
export const NODE_WORDS = [
  'kube',
  'k3s',
  'rke2',
  'k0s',
  'k8s',
  'microshift',
  'origin',
  'openshift',
  'container',
  'docker',
  'crio',
  'cri-',
  'podman',
  'runtime',
  'system.slice',
]

/**
 * Whether every change of a unit is worth a record: the kubelet and what contains one, the runtimes, and the slices
 * that node limits are written to. A journal has millions of lines about others.
 */
export function isNodeUnit({ unit, description }: UnitText): boolean {
  if (unit !== undefined) {
    if (unit.endsWith('.slice')) return unit === 'system.slice' || SLICE.test(unit)
    if (!unit.endsWith('.service')) return false
    if (DAEMON.test(unit)) return true
  }
  return description !== undefined && DESCRIPTION.test(description) && !OTHER_KUBERNETES.test(description)
}
