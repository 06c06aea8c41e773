import { expect, it } from 'vitest'
import { identifyCgroup } from '../cgroup/index.js'
import type { CgroupIdentity } from '../record/index.js'
import { FakeCgroups } from './cgroups.js'
import { FakeIds } from './ids.js'
import { FakeUsers } from './users.js'

const UID = '6f9d9733-a44e-4b32-a9cf-61c183187cd0'
const SLICE_UID = UID.replaceAll('-', '_')
const ID = 'ff5673ce3fd50f2edb83b98d2532a29b60aebe387721467516b7f699dda0706f'
const HASH = '8b1f0e3c5d7a9b2c4e6f8a0b1c3d5e7f'
const FAKE_UID = '00000000-0000-4000-8000-000000000001'
const FAKE_SLICE_UID = FAKE_UID.replaceAll('-', '_')
const FAKE_ID = `000000000001${'0'.repeat(52)}`

function fresh(): FakeCgroups {
  return new FakeCgroups(new FakeIds(), new FakeUsers())
}

it.each([
  ['/', '/'],
  ['(null)', '(null)'],
  ['/kubepods.slice', '/kubepods.slice'],
  [
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${SLICE_UID}.slice/cri-containerd-${ID}.scope`,
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${FAKE_SLICE_UID}.slice/cri-containerd-${FAKE_ID}.scope`,
  ],
  [`/kubepods/besteffort/pod${UID}/${ID}`, `/kubepods/besteffort/pod${FAKE_UID}/${FAKE_ID}`],
  ['/system.slice/kubelet.service', '/system.slice/kubelet.service'],
  ['/system.slice/acme-billing.service', '/system.slice/g1-g2.service'],
  ['/acme.slice/acme-batch.slice/acme-batch-night.slice', '/g1.slice/g1-batch.slice/g1-batch-g2.slice'],
  ['/user.slice/user-1000.slice/session-3.scope', '/user.slice/user-1001.slice/session-3.scope'],
  [
    '/user.slice/user-1000.slice/user@1000.service/app.slice',
    '/user.slice/user-1001.slice/user@1001.service/app.slice',
  ],
  [`/docker/${ID}`, `/docker/${FAKE_ID}`],
  ['/system.slice/customer-4711.service', '/system.slice/g1-10.service'],
  ['/lxc.payload.build1', '/lxc.payload.g1'],
  ['/system.slice/postgresql@14-acme\\x2dmain.service', '/system.slice/g1@11-g2\\x2dg3.service'],
  // All of a name can be escaped.
  ['/system.slice/\\xc3\\xa4rger.service', '/system.slice/g1g2.service'],
])('%s becomes %s', (path, redacted) => {
  const cgroups = fresh()
  if (redacted.includes('@11')) cgroups.path('22')
  expect(cgroups.path(path)).toBe(redacted)
  expect(cgroups.path(path)).toBe(redacted)
})

/** Everything that an identity says but its names. */
function shape({ nestedIn, ...identity }: CgroupIdentity): unknown {
  const { podUid, staticPodHash, containerId, unit, innerUnit, name, jobId, stepId, uid, ...own } = identity
  const has = { podUid, staticPodHash, containerId, unit, innerUnit, name, jobId, stepId, uid }
  return {
    ...own,
    has: Object.entries(has).flatMap(([key, value]) => (value === undefined ? [] : [key])),
    ...(nestedIn === undefined ? {} : { nestedIn: shape(nestedIn) }),
  }
}

it.each([
  '/kubepods.slice',
  '/acme.slice/acme-kubepods.slice/acme-kubepods-besteffort.slice',
  `/kubepods.slice/kubepods-pod${SLICE_UID}.slice/crio-${ID}.scope`,
  `/kubepods.slice/kubepods-pod${SLICE_UID}.slice/crio-conmon-${ID}.scope`,
  `/kubepods/burstable/pod${HASH}/${ID}`,
  `/kubepods/burstable/pod${UID}-not`,
  `/system.slice/containerd.service/kubepods-burstable-pod${SLICE_UID}.slice:cri-containerd:${ID}`,
  `/system.slice/docker-${ID}.scope/kubelet/kubepods/besteffort/pod${UID}/${ID}`,
  `/system.slice/docker-${ID}.scope/init.scope/system.slice/acme.service`,
  `/machine.slice/libpod-${ID}.scope/container`,
  `/machine.slice/machine-libpod_pod_${ID}.slice`,
  '/machine.slice/machine-qemu\\x2d3\\x2dweb.scope',
  '/machine.slice/systemd-nspawn@acme.service/payload/system.slice/acme.service',
  '/machine/qemu-3-web.libvirt-qemu',
  '/lxc/build1/system.slice/acme.service',
  '/lxc.monitor.build1',
  '/slurm/uid_1000/job_7/step_0/task_1',
  '/system.slice/node7_slurmstepd.scope/job_471/step_batch/user/task_0',
  `/ecs/${HASH}/${ID}`,
  `/ecs/acme-cluster/${HASH}/${HASH}-1234567`,
  `/ecstasks.slice/ecstasks-${HASH}.slice/docker-${ID}.scope`,
  `/nomad.slice/share.slice/${UID}.web.scope`,
  `/k8s.io/${ID}`,
  `/acme/${ID}`,
  '/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-firefox-12345.scope',
  `/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope`,
  '/user.slice/user-1000.slice/user@1001.service/app.slice',
  `/user.slice/user-1000.slice/user@1000.service/app.slice/snap.acme.${UID}.scope`,
  '/system.slice/snap.microk8s.daemon-kubelite.service',
  '/kubepods.slice/a,task=evil,pid=1,uid=0',
  '/kubepods.slice/with space',
  '/system.slice/with space.service',
  '/system.slice/ärger.service',
  `/system.slice/${'a'.repeat(300)}.service`,
  `/system.slice/${'a/'.repeat(3000)}`,
  '//x',
  'acme.scope',
  `cri-containerd-${ID}.scope`,
  'user@1000.service',
  '/user.slice/kubepods.slice',
  '/a..b/../c',
])('%s stays what it is', (path) => {
  expect(shape(identifyCgroup(fresh().path(path)))).toEqual(shape(identifyCgroup(path)))
})

it('a group and its slice stay the same group', () => {
  const cgroups = fresh()
  expect([cgroups.path('/acme-x'), cgroups.path('acme-x.slice')]).toEqual(['/g1-g2', 'g1-g2.slice'])
})

it('different paths stay different, also where one looks like a pseudonym', () => {
  const cgroups = fresh()
  const paths = ['/acme', '/g1', '/g2', '/g1~', '/a b', '/g3~', '/11', '/10', '/1']
  expect(new Set(paths.map((path) => cgroups.path(path))).size).toBe(paths.length)
})
