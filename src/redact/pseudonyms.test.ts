import { expect, it } from 'vitest'
import { FakeFiles } from './files.js'
import { FakeHosts } from './hosts.js'
import { FakeIds } from './ids.js'
import { FakePrograms } from './programs.js'
import { FakeUsers } from './users.js'

it('spellings of one machine stay spellings of one machine', () => {
  const hosts = new FakeHosts()
  const names = ['node-3', 'node-3.acme.example', 'Node-3', '10.0.0.1', '10.0.0.2', 'node-3', 'localhost']
  expect(names.map((name) => hosts.of(name))).toEqual([
    'host-1',
    'host-1.name-1',
    'host-1.name-2',
    'host-2',
    'host-3',
    'host-1',
    'localhost',
  ])
})

it('a short id begins the long one, and ids stay as long as they were', () => {
  const ids = new FakeIds()
  const long = 'ff5673ce3fd50f2edb83b98d2532a29b60aebe387721467516b7f699dda0706f'
  const other = `${long.slice(0, -1)}0`
  expect(ids.of(long)).toBe(`000000000001${'0'.repeat(52)}`)
  expect(ids.of(long.slice(0, 12))).toBe('000000000001')
  expect(ids.of(other)).toBe(`000000000001${'0'.repeat(51)}1`)
  expect(ids.of(`containerd://${long}`)).toBe(`containerd://000000000001${'0'.repeat(52)}`)
  expect(ids.of('acme-web-1')).toBe('id-1')
})

it('a uid is the same with dashes and with underscores', () => {
  const ids = new FakeIds()
  expect(ids.of('6f9d9733-a44e-4b32-a9cf-61c183187cd0')).toBe('00000000-0000-4000-8000-000000000001')
  expect(ids.of('6f9d9733_a44e_4b32_a9cf_61c183187cd0')).toBe('00000000_0000_4000_8000_000000000001')
  expect(ids.of('6f9d9733-a44e-4b32-a9cf-61c183187cd1')).toBe('00000000-0000-4000-8000-000000000002')
})

it('programs of every node stay, and nothing that only looks like them', () => {
  const programs = new FakePrograms()
  const names = [
    'pause',
    'runc:[2:INIT]',
    'kworker/u8:3',
    'kworker/acme',
    'ranker_service',
    'java',
    'kworker/acme',
  ]
  expect(names.map((name) => programs.of(name))).toEqual([
    'pause',
    'runc:[2:INIT]',
    'kworker/u8:3',
    'cmd-1',
    'cmd-2',
    'cmd-3',
    'cmd-1',
  ])
})

it('user ids of the distribution stay, those of people do not', () => {
  const users = new FakeUsers()
  expect([0, 999, 1000, 65534, 4_711_000, 1000].map((uid) => users.of(uid))).toEqual([
    0, 999, 1001, 65534, 1002, 1001,
  ])
})

it.each([
  ['/var/lib/kubelet/config.yaml', '/var/lib/kubelet/config.yaml'],
  [
    '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
    '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
  ],
  ['/etc/kubernetes/acme/kubelet-prod.yaml', '/etc/kubernetes/dir-1/kubelet-file-1.yaml'],
  ['/home/joe/acme-kubeconfig', '/home/dir-1/kubeconfig-file-1'],
  ['node-3.example.org.log.1.gz', 'file-1.log.1.gz'],
  ['/tmp/dmesg.txt', '/tmp/dmesg.txt'],
  ['stdin', 'stdin'],
  ['(stated)', '(stated)'],
  [
    '/var/lib/kubelet/pods/6f9d9733-a44e-4b32-a9cf-61c183187cd0/x',
    '/var/lib/kubelet/pods/00000000-0000-4000-8000-000000000001/file-1',
  ],
])('the file %s becomes %s', (path, redacted) => {
  expect(new FakeFiles(new FakeIds()).of(path)).toBe(redacted)
})

it('a copy of a file ends in the path that it had', () => {
  const files = new FakeFiles(new FakeIds())
  const original = files.of('/etc/acme/kubelet-prod.conf')
  expect(files.of('incident-7/node-3/etc/acme/kubelet-prod.conf.txt').endsWith(`${original}.txt`)).toBe(true)
})
