import { describe, expect, test } from 'vitest'
import { readEvidence } from './index.js'
import { settingsOfArguments, words } from './kubelet-arguments.js'

const events = (text: string, name = 'x') => readEvidence({ name, text })?.events

describe('arguments', () => {
  test('the last value of a key counts, and other keys stay', () => {
    const line =
      '--kube-reserved=cpu=100m,memory=700Mi --kube_reserved memory=100Mi --cgroup-driver=cgroupfs --cgroup-driver systemd'
    expect(settingsOfArguments(words(line))).toEqual({
      cgroupDriver: 'systemd',
      kubeReserved: { cpu: { text: '100m' }, memory: { text: '100Mi', bytes: 104857600 } },
      kubeReservedMemoryBytes: 104857600,
    })
  })

  test('all of them', () => {
    const line =
      '--system-reserved=memory=1Gi --eviction-hard=memory.available<100Mi,nodefs.available<10%,nodefs.inodesFree<5000 --enforce-node-allocatable=pods --enforce-node-allocatable=system-reserved --kube-reserved-cgroup=/kube --system-reserved-cgroup=/system.slice'
    expect(settingsOfArguments(words(line))).toEqual({
      systemReserved: { memory: { text: '1Gi', bytes: 1073741824 } },
      systemReservedMemoryBytes: 1073741824,
      evictionHard: [
        { signal: 'memory.available', bytes: 104857600 },
        { signal: 'nodefs.available', fraction: 0.1 },
        { signal: 'nodefs.inodesFree', quantity: '5000' },
      ],
      enforceNodeAllocatable: ['pods', 'system-reserved'],
      kubeReservedCgroup: '/kube',
      systemReservedCgroup: '/system.slice',
    })
  })

  test('none of them, broken amounts, hostile keys', () => {
    expect(settingsOfArguments(['--v=4', '--kube-reserved'])).toBeUndefined()
    expect(settingsOfArguments(['--enforce-node-allocatable=none'])).toEqual({ enforceNodeAllocatable: [] })
    const settings = settingsOfArguments(['--kube-reserved=memory=1GB,__proto__=1,constructor=2'])
    expect(settings?.kubeReservedMemoryBytes).toBeUndefined()
    expect(Object.keys(settings?.kubeReserved ?? {})).toEqual(['memory', '__proto__', 'constructor'])
    expect(settingsOfArguments(['--kube-reserved=memory=-1Gi'])).toEqual({
      kubeReserved: { memory: { text: '-1Gi' } },
    })
    expect(settingsOfArguments(['--kubelet-arg=kube-reserved=memory=1Ki'])?.kubeReservedMemoryBytes).toBe(
      1024,
    )
  })

  test('words', () => {
    expect(words(`a "b c"d 'e"f' ''\0g\n"open h`)).toEqual(['a', 'b cd', 'e"f', '', 'g', 'open h'])
  })
})

describe('files of flags', () => {
  test('a variable with flags', () => {
    const text = '# comment\nKUBELET_CUSTOMIZED_ARGS="--kube-reserved=cpu=100m,memory=100Mi"\n'
    expect(readEvidence({ name: 'kubelet.conf', text })).toEqual({
      kinds: ['kubelet-config'],
      events: [
        {
          type: 'kubelet-config',
          form: 'environment',
          kubeReserved: { cpu: { text: '100m' }, memory: { text: '100Mi', bytes: 104857600 } },
          kubeReservedMemoryBytes: 104857600,
          message: 'KUBELET_CUSTOMIZED_ARGS="--kube-reserved=cpu=100m,memory=100Mi"',
          at: { basis: 'none' },
          source: { input: 'kubelet.conf', firstLine: 2, lastLine: 2 },
          problems: [],
        },
      ],
      facts: [],
      problems: [],
    })
  })

  test('folded lines, no quotes, no settings', () => {
    const folded = 'KUBELET_ARGS="--v=2 \\\n  --kube-reserved=memory=1Gi"\n'
    expect(events(folded)).toMatchObject([
      { kubeReservedMemoryBytes: 1073741824, source: { firstLine: 1, lastLine: 2 } },
    ])
    expect(events('KUBELET_EXTRA_ARGS=--node-ip=10.0.2.15 --system-reserved=memory=1Gi\n')).toMatchObject([
      { systemReservedMemoryBytes: 1073741824 },
    ])
    expect(readEvidence({ name: 'x', text: 'KUBELET_EXTRA_ARGS=--node-ip=10.0.2.15\n' })).toMatchObject({
      kinds: ['kubelet-config'],
      events: [],
    })
  })

  test.each([
    '/usr/bin/kubelet --v=2 --kube-reserved=memory=1Gi \n',
    '/usr/bin/kubelet\0--v=2\0--kube-reserved=memory=1Gi\0',
    'hyperkube kubelet --kube-reserved memory=1Gi',
    '--v=2\n--kube-reserved=memory=1Gi\n',
  ])('a command line: %j', (text) => {
    expect(events(text)).toMatchObject([{ form: 'flags', kubeReservedMemoryBytes: 1073741824 }])
  })

  test('a folded command of a unit, with a comment in it, and one of k3s', () => {
    const text = `[Service]
Environment=A=b \\
# --kube-reserved=memory=9Gi
  "KUBELET_ARGS=--system-reserved=memory=2Gi"
ExecStart=/usr/bin/kubelet --config /etc/kubelet.json \\
; --kube-reserved=memory=9Gi
    --kube-reserved=memory=1Gi \\
    $KUBELET_ARGS
`
    expect(readEvidence({ name: 'kubelet.service', text })?.events).toMatchObject([
      { form: 'environment', systemReservedMemoryBytes: 2147483648, source: { firstLine: 2, lastLine: 4 } },
      { form: 'flags', kubeReservedMemoryBytes: 1073741824, source: { firstLine: 5, lastLine: 8 } },
    ])
    const k3s =
      "[Service]\nExecStart=/usr/local/bin/k3s \\\n    agent \\\n\t'--kubelet-arg=kube-reserved=memory=1Gi' \\\n\n"
    expect(events(k3s, 'k3s.service')).toMatchObject([
      { form: 'flags', kubeReservedMemoryBytes: 1073741824, source: { firstLine: 2, lastLine: 5 } },
    ])
  })

  test("the kubelet's unit and its drop-ins", () => {
    const text = `# /etc/systemd/system/kubelet.service
[Service]
ExecStart=/usr/bin/kubelet --kube-reserved=memory=1Gi $KUBELET_ARGS

# /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
[Service]
Environment="KUBELET_CGROUP_ARGS=--cgroup-driver=systemd --v=2" "X=--system-reserved=memory=2Gi"
`
    expect(readEvidence({ name: 'x', text })).toMatchObject({
      kinds: ['unit-properties', 'kubelet-config'],
      events: [
        { form: 'flags', kubeReservedMemoryBytes: 1073741824, source: { firstLine: 3 } },
        { form: 'environment', cgroupDriver: 'systemd', source: { firstLine: 7 } },
        { form: 'environment', systemReservedMemoryBytes: 2147483648, source: { firstLine: 7 } },
      ],
    })
    expect(
      events('[Service]\nExecStart=/usr/bin/docker --cgroup-driver=systemd\n', 'docker.service'),
    ).toEqual([])
  })
})

describe('KubeletConfiguration', () => {
  const YAML = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: systemd
enforceNodeAllocatable:
- pods
kubeReserved:
  cpu: 100m
  memory: 734003200
evictionHard:
  memory.available: 7.5%
  imagefs.available: 1Gi
`
  const SETTINGS = {
    type: 'kubelet-config',
    cgroupDriver: 'systemd',
    enforceNodeAllocatable: ['pods'],
    kubeReserved: { cpu: { text: '100m' }, memory: { text: '734003200', bytes: 734003200 } },
    kubeReservedMemoryBytes: 734003200,
    evictionHard: [
      { signal: 'memory.available', fraction: 0.075 },
      { signal: 'imagefs.available', quantity: '1Gi' },
    ],
  }

  test('YAML', () => {
    expect(readEvidence({ name: 'config.yaml', text: YAML })).toMatchObject({
      kinds: ['kubelet-config'],
      events: [{ ...SETTINGS, form: 'yaml', source: { firstLine: 1, lastLine: 11 } }],
    })
    const bare = YAML.split('\n').slice(2).join('\n')
    expect(events(bare)).toMatchObject([{ ...SETTINGS, form: 'yaml' }])
  })

  test('JSON and configz', () => {
    const object = {
      cgroupDriver: 'systemd',
      enforceNodeAllocatable: ['pods'],
      kubeReserved: { cpu: '100m', memory: '734003200' },
      evictionHard: { 'memory.available': '7.5%', 'imagefs.available': '1Gi' },
    }
    const whole = { kind: 'KubeletConfiguration', apiVersion: 'kubelet.config.k8s.io/v1beta1', ...object }
    expect(events(JSON.stringify(whole))).toMatchObject([{ ...SETTINGS, form: 'json' }])
    expect(events(JSON.stringify(object, null, 2))).toMatchObject([{ ...SETTINGS, form: 'json' }])
    expect(events(JSON.stringify({ kubeletconfig: object }))).toMatchObject([
      { ...SETTINGS, form: 'configz' },
    ])
  })

  test('without any of the settings there is no event, and broken YAML is a problem', () => {
    const empty = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nfailSwapOn: false\n'
    expect(readEvidence({ name: 'x', text: empty })).toMatchObject({ kinds: ['kubelet-config'], events: [] })
    expect(readEvidence({ name: 'x', text: `${YAML}  bad: [\n` })).toMatchObject({
      events: [],
      problems: [{ code: 'yaml-damaged', line: 1 }],
    })
  })
})
