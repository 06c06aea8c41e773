/** Kept by the kubelet or by others while it runs: their times say nothing about its configuration. */
const NOT_CONFIGURATION = /\/(?:pki|manifests|pods|plugins|plugins_registry|device-plugins|checkpoints|log)\//
const CREDENTIALS = /\/(?:admin|super-admin|controller-manager|scheduler|bootstrap-kubelet)\.conf$/
const CONFIGURATION = /\.(?:conf|ya?ml|json|env|service|cfg|args|toml)$/
const FOLDERS = /\/etc\/kubernetes\/|\/var\/lib\/kubelet\//
const DEFAULTS = /\/etc\/(?:default|sysconfig)\/[^/]*kubelet[^/]*$/

/** True for the files that a kubelet reads its flags and its configuration from when it starts. */
export function isKubeletConfiguration(path: string): boolean {
  if (path.length > 4096 || NOT_CONFIGURATION.test(path) || CREDENTIALS.test(path)) return false
  if (DEFAULTS.test(path)) return true
  return CONFIGURATION.test(path) && (path.includes('kubelet') || FOLDERS.test(path))
}
