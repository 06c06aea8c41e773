import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CgroupIdentity, cgroupIdentitySchema } from '../record/cgroup.js'
import { identifyCgroup } from './index.js'

const ID = 'ab'.repeat(32)
const ID2 = '0c'.repeat(32)
const UID = '0f6c1b2e-5d1a-4c3b-9e8f-7a6b5c4d3e2f'
const UID_ = UID.replaceAll('-', '_')
const HASH = '3f2a'.repeat(8)
const BURSTABLE = '/kubepods.slice/kubepods-burstable.slice'
const POD = `${BURSTABLE}/kubepods-burstable-pod${UID_}.slice`
const DOCKER: CgroupIdentity = { kind: 'docker', runtime: 'docker', driver: 'cgroupfs', containerId: ID }
const USER = '/user.slice/user-1000.slice/user@1000.service'
const other = { kind: 'other' } as const

type Row = [path: string, identity: CgroupIdentity]

const kubernetes: Row[] = [
  ['/kubepods.slice', { kind: 'kubernetes-node', driver: 'systemd', unit: 'kubepods.slice' }],
  ['/kubepods', { kind: 'kubernetes-node', driver: 'cgroupfs' }],
  [
    BURSTABLE,
    { kind: 'kubernetes-qos', qos: 'burstable', driver: 'systemd', unit: 'kubepods-burstable.slice' },
  ],
  [
    '/kubepods.slice/kubepods-besteffort.slice',
    { kind: 'kubernetes-qos', qos: 'besteffort', driver: 'systemd', unit: 'kubepods-besteffort.slice' },
  ],
  ['/kubepods/burstable', { kind: 'kubernetes-qos', qos: 'burstable', driver: 'cgroupfs' }],
  ['/kubepods/besteffort', { kind: 'kubernetes-qos', qos: 'besteffort', driver: 'cgroupfs' }],
  [
    `/kubepods.slice/kubepods-pod${UID_}.slice`,
    {
      kind: 'kubernetes-pod',
      qos: 'guaranteed',
      podUid: UID,
      driver: 'systemd',
      unit: `kubepods-pod${UID_}.slice`,
    },
  ],
  [
    POD,
    {
      kind: 'kubernetes-pod',
      qos: 'burstable',
      podUid: UID,
      driver: 'systemd',
      unit: `kubepods-burstable-pod${UID_}.slice`,
    },
  ],
  [`/kubepods/pod${UID}`, { kind: 'kubernetes-pod', qos: 'guaranteed', podUid: UID, driver: 'cgroupfs' }],
  [
    `/kubepods/besteffort/pod${UID}`,
    { kind: 'kubernetes-pod', qos: 'besteffort', podUid: UID, driver: 'cgroupfs' },
  ],
  [
    `/kubepods/burstable/pod${HASH}`,
    { kind: 'kubernetes-pod', qos: 'burstable', staticPodHash: HASH, driver: 'cgroupfs' },
  ],
  [
    `${BURSTABLE}/kubepods-burstable-pod${HASH}.slice`,
    {
      kind: 'kubernetes-pod',
      qos: 'burstable',
      staticPodHash: HASH,
      driver: 'systemd',
      unit: `kubepods-burstable-pod${HASH}.slice`,
    },
  ],
  [`${POD}/cri-containerd-${ID}.scope`, inPod('containerd', `cri-containerd-${ID}.scope`)],
  [`${POD}/crio-${ID}.scope`, inPod('cri-o', `crio-${ID}.scope`)],
  [`${POD}/crio-${ID}.scope/container`, inPod('cri-o', `crio-${ID}.scope`)],
  [`${POD}/crio-conmon-${ID}.scope`, { ...inPod('cri-o', `crio-conmon-${ID}.scope`), monitor: true }],
  [`${POD}/docker-${ID}.scope`, inPod('docker', `docker-${ID}.scope`)],
  [`${POD}/cri-containerd-${ID}.scope/init`, inPod('containerd', `cri-containerd-${ID}.scope`)],
  [
    `${POD}/cri-containerd-${ID}.scope/system.slice/foo.service`,
    { ...inPod('containerd', `cri-containerd-${ID}.scope`), innerUnit: 'foo.service' },
  ],
  [
    `/kubepods/pod${UID}/${ID}`,
    { kind: 'kubernetes-container', qos: 'guaranteed', podUid: UID, containerId: ID, driver: 'cgroupfs' },
  ],
  [
    `/kubepods/burstable/pod${UID}/crio-${ID}`,
    {
      kind: 'kubernetes-container',
      qos: 'burstable',
      podUid: UID,
      containerId: ID,
      runtime: 'cri-o',
      driver: 'cgroupfs',
    },
  ],
  [
    `/kubepods/burstable/pod${UID}/kata_overhead`,
    { kind: 'kubernetes-pod', qos: 'burstable', podUid: UID, driver: 'cgroupfs' },
  ],
  [
    `/system.slice/containerd.service/kubepods-burstable-pod${UID_}.slice:cri-containerd:${ID}`,
    { kind: 'kubernetes-container', qos: 'burstable', podUid: UID, containerId: ID, runtime: 'containerd' },
  ],
]

const nested: Row[] = [
  [
    '/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice',
    { kind: 'kubernetes-qos', qos: 'burstable', driver: 'systemd', unit: 'kubelet-kubepods-burstable.slice' },
  ],
  [
    `/docker/${ID}/kubelet/kubepods/burstable/pod${UID}/${ID2}`,
    {
      kind: 'kubernetes-container',
      qos: 'burstable',
      podUid: UID,
      containerId: ID2,
      driver: 'cgroupfs',
      nestedIn: DOCKER,
    },
  ],
  [
    `/system.slice/docker-${ID}.scope/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod${UID_}.slice`,
    {
      kind: 'kubernetes-pod',
      qos: 'guaranteed',
      podUid: UID,
      driver: 'systemd',
      unit: `kubelet-kubepods-pod${UID_}.slice`,
      nestedIn: { ...DOCKER, driver: 'systemd', unit: `docker-${ID}.scope` },
    },
  ],
  [
    `/kubepods/pod${UID}/${ID}/kubepods/besteffort`,
    {
      kind: 'kubernetes-qos',
      qos: 'besteffort',
      driver: 'cgroupfs',
      nestedIn: {
        kind: 'kubernetes-container',
        qos: 'guaranteed',
        podUid: UID,
        containerId: ID,
        driver: 'cgroupfs',
      },
    },
  ],
  [
    '/lxc.payload.node-1/kubepods.slice',
    {
      kind: 'kubernetes-node',
      driver: 'systemd',
      unit: 'kubepods.slice',
      nestedIn: { kind: 'lxc', runtime: 'lxc', name: 'node-1' },
    },
  ],
  ['/my-root/kubepods/burstable', { kind: 'kubernetes-qos', qos: 'burstable', driver: 'cgroupfs' }],
  [
    `${USER}/app.slice/k3s-rootless.service/kubepods`,
    {
      kind: 'kubernetes-node',
      driver: 'cgroupfs',
      nestedIn: { kind: 'user-session', uid: 1000, unit: 'k3s-rootless.service' },
    },
  ],
  [
    `/kubepods/pod${UID}/${ID}/docker/${ID2}`,
    {
      ...DOCKER,
      containerId: ID2,
      nestedIn: {
        kind: 'kubernetes-container',
        qos: 'guaranteed',
        podUid: UID,
        containerId: ID,
        driver: 'cgroupfs',
      },
    },
  ],
]

const containers: Row[] = [
  [`/docker/${ID}`, DOCKER],
  ['/docker', { kind: 'docker', runtime: 'docker', driver: 'cgroupfs' }],
  [`/system.slice/docker-${ID}.scope`, { ...DOCKER, driver: 'systemd', unit: `docker-${ID}.scope` }],
  [
    `/system.slice/docker-${ID}.scope/init.scope`,
    { ...DOCKER, driver: 'systemd', unit: `docker-${ID}.scope`, innerUnit: 'init.scope' },
  ],
  [`/machine.slice/libpod-${ID}.scope`, podman(`libpod-${ID}.scope`)],
  [`/machine.slice/libpod-${ID}.scope/container`, podman(`libpod-${ID}.scope`)],
  [`/machine.slice/libpod-conmon-${ID}.scope`, { ...podman(`libpod-conmon-${ID}.scope`), monitor: true }],
  [`${USER}/user.slice/libpod-${ID}.scope/container`, { ...podman(`libpod-${ID}.scope`), uid: 1000 }],
  [
    `/system.slice/web.service/libpod-payload-${ID}`,
    { kind: 'podman', runtime: 'podman', containerId: ID, driver: 'cgroupfs', unit: 'web.service' },
  ],
  [`/libpod_parent/libpod-${ID}`, { kind: 'podman', runtime: 'podman', containerId: ID, driver: 'cgroupfs' }],
  [
    `/machine.slice/machine-libpod_pod_${ID}.slice`,
    { kind: 'podman', runtime: 'podman', driver: 'systemd', unit: `machine-libpod_pod_${ID}.slice` },
  ],
  [`/machine.slice/machine-libpod_pod_${ID}.slice/libpod-${ID2}.scope`, podman(`libpod-${ID2}.scope`, ID2)],
  [`/system.slice/nerdctl-${ID}.scope`, scope('nerdctl', `nerdctl-${ID}.scope`)],
  [`${USER}/user.slice/nerdctl-${ID}.scope`, { ...scope('nerdctl', `nerdctl-${ID}.scope`), uid: 1000 }],
  [`/default/${ID}`, { kind: 'other', containerId: ID, runtime: 'containerd', driver: 'cgroupfs' }],
  [`/my-parent/${ID}`, { kind: 'other', containerId: ID, driver: 'cgroupfs' }],
  [`/system.slice/crun-${ID}.scope`, scope('crun', `crun-${ID}.scope`)],
  [`/system.slice/runc-${ID}.scope`, scope('runc', `runc-${ID}.scope`)],
]

const schedulers: Row[] = [
  [`/ecs/${UID}/${ID}`, { kind: 'docker', runtime: 'ecs', driver: 'cgroupfs', jobId: UID, containerId: ID }],
  [
    `/ecs/blue/${HASH}/${ID}`,
    { kind: 'docker', runtime: 'ecs', driver: 'cgroupfs', jobId: HASH, containerId: ID },
  ],
  [
    `/ecs/${HASH}/${HASH}-1234567`,
    { kind: 'docker', runtime: 'ecs', driver: 'cgroupfs', jobId: HASH, containerId: `${HASH}-1234567` },
  ],
  [`/ecs/${HASH}`, { kind: 'other', runtime: 'ecs', driver: 'cgroupfs', jobId: HASH }],
  [
    `/ecstasks.slice/ecstasks-${HASH}.slice/docker-${ID}.scope`,
    {
      kind: 'docker',
      runtime: 'ecs',
      driver: 'systemd',
      jobId: HASH,
      containerId: ID,
      unit: `docker-${ID}.scope`,
    },
  ],
  [
    `/ecstasks.slice/ecstasks-${HASH}.slice`,
    { kind: 'systemd-slice', runtime: 'ecs', driver: 'systemd', jobId: HASH, unit: `ecstasks-${HASH}.slice` },
  ],
  [`/nomad.slice/share.slice/${UID}.web.scope`, { kind: 'other', runtime: 'nomad', jobId: UID, name: 'web' }],
  [
    `/nomad.slice/reserve.slice/${UID}.db-1.scope`,
    { kind: 'other', runtime: 'nomad', jobId: UID, name: 'db-1' },
  ],
  [
    '/system.slice/slurmstepd.scope/job_77/step_0/user/task_3',
    { kind: 'slurm', runtime: 'slurm', unit: 'slurmstepd.scope', jobId: '77', stepId: '0' },
  ],
  [
    '/system.slice/node7_slurmstepd.scope/job_77/step_batch',
    { kind: 'slurm', runtime: 'slurm', unit: 'node7_slurmstepd.scope', jobId: '77', stepId: 'batch' },
  ],
  ['/slurm/uid_1000/job_77/step_extern/task_0', slurm1('extern')],
  ['/slurm_node7/uid_1000/job_77', { kind: 'slurm', runtime: 'slurm', uid: 1000, jobId: '77' }],
  ['/slurm', { kind: 'slurm', runtime: 'slurm' }],
]

const machines: Row[] = [
  ['/lxc.payload.web', { kind: 'lxc', runtime: 'lxc', name: 'web' }],
  [
    '/lxc.payload.web/system.slice/nginx.service',
    { kind: 'lxc', runtime: 'lxc', name: 'web', innerUnit: 'nginx.service' },
  ],
  ['/lxc.monitor.web', { kind: 'lxc', runtime: 'lxc', name: 'web', monitor: true }],
  ['/lxc.payload/web', { kind: 'lxc', runtime: 'lxc', name: 'web' }],
  ['/lxc/web', { kind: 'lxc', runtime: 'lxc', name: 'web' }],
  [
    '/machine.slice/machine-qemu\\x2d3\\x2dweb\\x2d01.scope/libvirt/emulator',
    { kind: 'machine', runtime: 'libvirt', name: 'web-01', unit: 'machine-qemu\\x2d3\\x2dweb\\x2d01.scope' },
  ],
  ['/qemu.slice/101.scope', { kind: 'machine', runtime: 'qemu', name: '101', unit: '101.scope' }],
  ['/machine/qemu-3-web.libvirt-qemu/emulator', { kind: 'machine', runtime: 'libvirt', name: 'web' }],
  ['/machine.slice/machine-box.scope', { kind: 'machine', name: 'box', unit: 'machine-box.scope' }],
  [
    '/machine.slice/systemd-nspawn@c\\x2d1.service/payload/system.slice/cron.service',
    {
      kind: 'machine',
      runtime: 'systemd-nspawn',
      name: 'c-1',
      unit: 'systemd-nspawn@c\\x2d1.service',
      innerUnit: 'cron.service',
    },
  ],
]

const systemd: Row[] = [
  ['/', { kind: 'root' }],
  ['/system.slice', { kind: 'systemd-slice', unit: 'system.slice' }],
  ['/system.slice/nginx.service', { kind: 'systemd-service', unit: 'nginx.service' }],
  ['/system.slice/nginx.service/worker', { kind: 'systemd-service', unit: 'nginx.service' }],
  [
    '/system.slice/system-postgresql.slice/postgresql@15-main.service',
    { kind: 'systemd-service', unit: 'postgresql@15-main.service' },
  ],
  ['/a.slice/a-b.slice', { kind: 'systemd-slice', unit: 'a-b.slice' }],
  ['/init.scope', { kind: 'systemd-scope', unit: 'init.scope' }],
  ['/system.slice/run-u7.scope', { kind: 'systemd-scope', unit: 'run-u7.scope' }],
  ['/system.slice/tmp.mount', { kind: 'other', unit: 'tmp.mount' }],
  ['/user.slice', { kind: 'systemd-slice', unit: 'user.slice' }],
  ['/user.slice/user-1000.slice', { kind: 'systemd-slice', unit: 'user-1000.slice', uid: 1000 }],
  [
    '/user.slice/user-1000.slice/session-3.scope',
    { kind: 'user-session', unit: 'session-3.scope', uid: 1000 },
  ],
  [USER, { kind: 'user-session', unit: 'user@1000.service', uid: 1000 }],
  [
    `${USER}/app.slice/app-gnome-firefox-4711.scope`,
    { kind: 'user-session', unit: 'app-gnome-firefox-4711.scope', uid: 1000 },
  ],
  [
    `${USER}/app.slice/snap.firefox.firefox.${UID}.scope`,
    { kind: 'user-session', unit: `snap.firefox.firefox.${UID}.scope`, uid: 1000, name: 'firefox.firefox' },
  ],
  [
    '/system.slice/snap.lxd.daemon.service',
    { kind: 'systemd-service', unit: 'snap.lxd.daemon.service', name: 'lxd.daemon' },
  ],
]

const relative: Row[] = [
  [
    `cri-containerd-${ID}.scope`,
    { ...scope('containerd', `cri-containerd-${ID}.scope`), kind: 'kubernetes-container' },
  ],
  [`docker-${ID}.scope`, { ...DOCKER, driver: 'systemd', unit: `docker-${ID}.scope` }],
  [ID, { kind: 'other', containerId: ID }],
  [`pod${UID}`, { kind: 'kubernetes-pod', podUid: UID, driver: 'cgroupfs' }],
  [
    `kubepods-burstable-pod${UID_}.slice`,
    {
      kind: 'kubernetes-pod',
      qos: 'burstable',
      podUid: UID,
      driver: 'systemd',
      unit: `kubepods-burstable-pod${UID_}.slice`,
    },
  ],
  ['nginx.service', { kind: 'systemd-service', unit: 'nginx.service' }],
  ['session-3.scope', { kind: 'user-session', unit: 'session-3.scope' }],
  ['user@1000.service', { kind: 'user-session', unit: 'user@1000.service', uid: 1000 }],
  ['lxc.payload.web', { kind: 'lxc', runtime: 'lxc', name: 'web' }],
]

describe.each([
  ['Kubernetes', kubernetes],
  ['kubelets inside something', nested],
  ['containers', containers],
  ['schedulers', schedulers],
  ['machines', machines],
  ['systemd', systemd],
  ['names without their path', relative],
])('%s', (_, rows) => {
  test.each(rows)('%s', (path, identity) => {
    expect(identifyCgroup(path)).toEqual(identity)
    expect(cgroupIdentitySchema.parse(identifyCgroup(path))).toEqual(identity)
  })
})

/** What looks like the left side, and what it is. */
const refusals: Row[] = [
  ['/system.slice/kubepods-evil.service', { kind: 'systemd-service', unit: 'kubepods-evil.service' }],
  ['/user.slice/kubepods.slice', other],
  ['/user.slice/kubepods', other],
  [
    '/user.slice/user-1000.slice/user@1000.service/kubepods.slice',
    { kind: 'user-session', unit: 'kubepods.slice', uid: 1000 },
  ],
  ['/user.slice/user-kubepods.slice', { kind: 'systemd-slice', unit: 'user-kubepods.slice' }],
  ['/kubepods-evil.slice', other],
  ['/notkubepods.slice', { kind: 'systemd-slice', unit: 'notkubepods.slice' }],
  ['/notkubepods', other],
  ['/kubepods.slice,task=sh', other],
  ['/kubepods.slice ', other],
  ['/kubepods.slice\n', other],
  ['/../kubepods', other],
  ['//kubepods', other],
  ['/kubepods-burstable.slice', other],
  [`/kubepods-burstable.slice/kubepods-burstable-pod${UID_}.slice`, other],
  ['/kubepods/evil', { ...other, nestedIn: { kind: 'kubernetes-node', driver: 'cgroupfs' } }],
  [
    `/kubepods/burstable/pod${UID_}`,
    { ...other, nestedIn: { kind: 'kubernetes-qos', qos: 'burstable', driver: 'cgroupfs' } },
  ],
  [
    `/kubepods/pod${UID.toUpperCase()}`,
    { ...other, nestedIn: { kind: 'kubernetes-node', driver: 'cgroupfs' } },
  ],
  [
    `/kubepods.slice/kubepods-besteffort-pod${UID_}.slice`,
    { ...other, nestedIn: { kind: 'kubernetes-node', driver: 'systemd', unit: 'kubepods.slice' } },
  ],
  [
    '/kubepods.slice/sshd.service',
    {
      kind: 'systemd-service',
      unit: 'sshd.service',
      nestedIn: { kind: 'kubernetes-node', driver: 'systemd', unit: 'kubepods.slice' },
    },
  ],
  [
    '/user.slice/user-1000.slice/session-3.scope/kubepods',
    { kind: 'user-session', unit: 'session-3.scope', uid: 1000 },
  ],
  ['/user.slice/user-1000.slice/user@1001.service', { kind: 'systemd-service', unit: 'user@1001.service' }],
  ['/system.slice/session-3.scope', { kind: 'systemd-scope', unit: 'session-3.scope' }],
  [
    `/system.slice/docker-${ID.slice(1)}.scope`,
    { kind: 'systemd-scope', unit: `docker-${ID.slice(1)}.scope` },
  ],
  [`/system.slice/docker/${ID}`, other],
  ['/system.slice/lxc.payload.web', other],
  [
    '/system.slice/machine-qemu\\x2d3\\x2dweb.scope',
    { kind: 'systemd-scope', unit: 'machine-qemu\\x2d3\\x2dweb.scope' },
  ],
  ['/slurmish/job_1', other],
  ['/a-b.slice', other],
  ['/a.slice/evil', other],
  ['(name too long)', other],
  ['<name too long>', other],
  ['(error)', other],
  ['', other],
  [`/${'a'.repeat(4095)}`, other],
  [`${'/kubepods'.repeat(1000)}`, other],
  ['/контейнер/🚢', other],
  ['/app,task=a) b,pid=7', other],
]

describe('is not taken for what it is not', () => {
  test.each(refusals)('%j', (path, identity) => {
    expect(identifyCgroup(path)).toEqual(identity)
  })
})

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const uuid = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((words) => words.join('-'))
const qos = fc.constantFrom('guaranteed', 'burstable', 'besteffort')
const runtimes = fc.constantFrom(['cri-containerd', 'containerd'], ['crio', 'cri-o'], ['docker', 'docker'])
const outside = fc.constantFrom(
  '',
  `/docker/${ID}`,
  `/system.slice/docker-${ID}.scope`,
  '/lxc.payload.n',
  `${USER}/k.service`,
)
const kubeletRoot = fc.constantFrom('', 'kubelet', 'a-b')
const inside = fc.constantFrom('', '/init', '/container', '/system.slice/foo.service')

describe('for any path', () => {
  test('it never throws', () => {
    const word = fc.constantFrom(
      'kubepods',
      '.slice',
      '-',
      '/',
      'pod',
      UID,
      ID,
      'docker',
      'user@1.service',
      '\\x2d',
      '..',
    )
    const soup = fc.array(fc.oneof(word, fc.string()), { maxLength: 40 }).map((words) => words.join(''))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), soup), (path) => {
        expect(cgroupIdentitySchema.safeParse(identifyCgroup(path)).success).toBe(true)
      }),
    )
  })

  test('a pod of the systemd driver is read back', () => {
    fc.assert(
      fc.property(outside, kubeletRoot, qos, uuid, runtimes, hex(64), inside, (...pod) => {
        const [outer, root, level, podUid, [prefix, runtime], containerId, inner] = pod
        const words = [...root.split('-'), 'kubepods'].filter((word) => word !== '')
        if (level !== 'guaranteed') words.push(level)
        words.push(`pod${podUid.replaceAll('-', '_')}`)
        const slices = words.map((_, at) => `/${words.slice(0, at + 1).join('-')}.slice`).join('')
        const found = identifyCgroup(`${outer}${slices}/${prefix}-${containerId}.scope${inner}`)
        expect(found).toMatchObject({
          kind: 'kubernetes-container',
          qos: level,
          podUid,
          containerId,
          runtime,
        })
        expect(found.nestedIn !== undefined).toBe(outer !== '')
      }),
    )
  })

  test('a pod of the cgroupfs driver is read back', () => {
    fc.assert(
      fc.property(
        outside,
        kubeletRoot,
        qos,
        uuid,
        hex(64),
        inside,
        (outer, root, level, podUid, id, inner) => {
          const above = `${outer}${root && `/${root}`}/kubepods${level === 'guaranteed' ? '' : `/${level}`}`
          const found = identifyCgroup(`${above}/pod${podUid}/${id}${inner}`)
          expect(found).toMatchObject({ kind: 'kubernetes-container', qos: level, podUid, containerId: id })
          expect(found.nestedIn !== undefined).toBe(outer !== '')
        },
      ),
    )
  })

  test('the longest hostile names take no time', () => {
    const began = performance.now()
    for (const word of [
      'kubepods',
      'kubepods-',
      '/kubepods',
      '/docker',
      'a-',
      '/a.slice',
      'machine-\\x2d',
      '/lxc/x',
    ]) {
      identifyCgroup(`/${word.repeat(4095 / word.length)}`)
    }
    expect(performance.now() - began).toBeLessThan(500)
  })
})

function inPod(runtime: string, unit: string): CgroupIdentity {
  return {
    kind: 'kubernetes-container',
    qos: 'burstable',
    podUid: UID,
    containerId: ID,
    runtime,
    driver: 'systemd',
    unit,
  }
}

function podman(unit: string, containerId = ID): CgroupIdentity {
  return { kind: 'podman', runtime: 'podman', containerId, driver: 'systemd', unit }
}

function scope(runtime: string, unit: string): CgroupIdentity {
  return { kind: 'systemd-scope', runtime, containerId: ID, driver: 'systemd', unit }
}

function slurm1(stepId: string): CgroupIdentity {
  return { kind: 'slurm', runtime: 'slurm', uid: 1000, jobId: '77', stepId }
}
