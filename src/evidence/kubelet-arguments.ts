import { type Settings, settingsOf } from './kubelet-settings.js'

/**
 * The settings that a kubelet's arguments make. Names may have `_` for `-`; a map that is given twice is merged, key by
 * key, and the last value of a key counts (MapStringString of k8s.io/component-base); a list grows.
 *
 *     settingsOfArguments(words('--kube-reserved=memory=700Mi --kube-reserved=memory=100Mi'))   // 100Mi
 */
export function settingsOfArguments(args: readonly string[]): Settings | undefined {
  const kubeReserved = new Map<string, string>()
  const systemReserved = new Map<string, string>()
  const evictionHard = new Map<string, string>()
  const lists: string[] = []
  const texts = new Map<string, string>()
  for (const [name, value] of flags(args)) {
    switch (name) {
      case 'kube-reserved':
        addPairs(kubeReserved, value, '=')
        break
      case 'system-reserved':
        addPairs(systemReserved, value, '=')
        break
      case 'eviction-hard':
        addPairs(evictionHard, value, '<')
        break
      case 'enforce-node-allocatable':
        lists.push(...value.split(',').filter((target) => target !== '' && target !== 'none'))
        texts.set(name, value)
        break
      default:
        texts.set(name, value)
    }
  }
  return settingsOf({
    cgroupDriver: texts.get('cgroup-driver'),
    enforceNodeAllocatable: texts.has('enforce-node-allocatable') ? lists : undefined,
    kubeReserved: kubeReserved.size > 0 ? kubeReserved : undefined,
    systemReserved: systemReserved.size > 0 ? systemReserved : undefined,
    kubeReservedCgroup: texts.get('kube-reserved-cgroup'),
    systemReservedCgroup: texts.get('system-reserved-cgroup'),
    evictionHard: evictionHard.size > 0 ? evictionHard : undefined,
  })
}

/**
 * Cuts a command line at blanks and NUL bytes. Quotes hold a word together and are taken off.
 *
 *     words('KUBELET_ARGS="--a=1 --b=2" --c')   // ['KUBELET_ARGS=--a=1 --b=2', '--c']
 */
export function words(text: string): string[] {
  const found: string[] = []
  let word = ''
  let open = ''
  let begun = false
  for (const char of text) {
    if (open !== '') {
      if (char === open) open = ''
      else word += char
    } else if (char === '"' || char === "'") {
      open = char
      begun = true
    } else if (char === ' ' || char === '\t' || char === '\0' || char === '\n' || char === '\r') {
      if (begun) found.push(word)
      word = ''
      begun = false
    } else {
      word += char
      begun = true
    }
  }
  if (begun) found.push(word)
  return found
}

/** `--name=value` and `--name value`; k3s and RKE2 hand them on as `--kubelet-arg=name=value`. */
function* flags(args: readonly string[]): Generator<[name: string, value: string]> {
  for (const [at, arg] of args.entries()) {
    if (!arg.startsWith('--')) continue
    const flag = arg.startsWith('--kubelet-arg=') ? arg.slice('--kubelet-arg='.length) : arg.slice(2)
    const equals = flag.indexOf('=')
    const name = (equals < 0 ? flag : flag.slice(0, equals)).replaceAll('_', '-')
    const next = args[at + 1]
    if (equals >= 0) yield [name, flag.slice(equals + 1)]
    else if (next !== undefined && !next.startsWith('-')) yield [name, next]
  }
}

function addPairs(into: Map<string, string>, value: string, sign: string): void {
  for (const pair of value.split(',')) {
    const at = pair.indexOf(sign)
    if (at > 0) into.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
  }
}
