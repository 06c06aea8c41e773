import type { ConfigFileModified } from '../record/index.js'
import type { Case } from './case.js'

/** Kept by the kubelet or by others while it runs: their times say nothing about its configuration. */
const NOT_CONFIGURATION =
  /\/(?:pki|manifests|pods|plugins|plugins_registry|device-plugins|checkpoints|log|cni|addons|static-pod-resources)\//
/**
 * How to reach the API and the registry. kubeadm's kubelet.conf is of them and is written when the first start is over;
 * OpenShift has its configuration under that name.
 */
const CREDENTIALS =
  /\/(?:admin|super-admin|controller-manager|scheduler|bootstrap-kubelet)\.conf$|kubeconfig|\/k3s\/k3s\.yaml$|^\/etc\/kubernetes\/kubelet\.conf$|^\/var\/lib\/kubelet\/config\.json$/
const CONFIGURATION = /\.(?:conf|ya?ml|json|env|service|cfg|args|toml)$/
const FOLDERS =
  /\/etc\/kubernetes\/|\/var\/lib\/kubelet\/|\/etc\/rancher\/(?:k3s|rke2)\/|\/etc\/(?:k0s|microshift)\/|\/etc\/origin\/node\/|\/etc\/systemd\/system\/(?:k3s|k3s-agent|rke2-server|rke2-agent)\.service/
/** Files with flags and no ending: of packages, and of microk8s. */
const FLAGS_OF_PACKAGES = /\/etc\/(?:default|sysconfig)\/$/
const FLAGS_OF_MICROK8S = /\/microk8s\/[^/]{1,64}\/args\/$/

/** Parts of a path that are looked at: names come from outside. */
const DEEPEST = 32

/** True for the files that a kubelet reads its flags and its configuration from when it starts. */
export function isKubeletConfiguration(path: string): boolean {
  if (path.length > 4096 || NOT_CONFIGURATION.test(path) || CREDENTIALS.test(path)) return false
  if (holdsFlags(path)) return true
  return CONFIGURATION.test(path) && (path.includes('kubelet') || FOLDERS.test(path))
}

function holdsFlags(path: string): boolean {
  const behindSlash = path.lastIndexOf('/') + 1
  const folder = path.slice(0, behindSlash)
  const name = path.slice(behindSlash)
  return (
    (name.includes('kubelet') && FLAGS_OF_PACKAGES.test(folder)) ||
    (name === 'kubelet' && FLAGS_OF_MICROK8S.test(folder))
  )
}

/** When the kubelet's files changed: those that are usual, and those that its flags or a copy of it show to be its own. */
export function configurationChanges(one: Case): readonly ConfigFileModified[] {
  const shown = new Set<string>()
  for (const { name, value } of one.of('kubelet-flag')) if (name === 'config') shown.add(value)
  for (const { source } of one.of('kubelet-config'))
    for (const end of endsOf(source.input.replace(/\.(?:gz|txt)$/, ''))) shown.add(end)
  return one.of('config-file-modified').filter(({ path }) => shown.has(path) || isKubeletConfiguration(path))
}

/** `/etc/a.conf` and `/a.conf` of `sos/etc/a.conf`: where the file was before it was copied. */
function endsOf(input: string): string[] {
  const ends: string[] = []
  for (
    let at = input.lastIndexOf('/');
    at >= 0 && ends.length < DEEPEST;
    at = input.lastIndexOf('/', at - 1)
  ) {
    ends.push(input.slice(at))
    if (at === 0) break
  }
  return ends
}
