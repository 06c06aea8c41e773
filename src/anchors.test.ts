import { describe, expect, it } from 'vitest'
import { ANCHORS } from './anchors.js'
import { Scanner } from './filter/index.js'
import { CONSTRUCTS } from './kernel/constructs/index.js'
import { NOTICES } from './kernel/notices.js'
import { isNodeUnit, NODE_WORDS } from './systemd/node-unit.js'

const scanner = Scanner.create(ANCHORS.map(({ places }) => ({ bytes: places })))

/** Whether the filter would read this line. */
function isRead(line: string): boolean {
  if (scanner === undefined) throw new Error('no WebAssembly here')
  const bytes = new TextEncoder().encode(`${line}\n`)
  scanner.memory.set(bytes)
  const count = scanner.scan(0, bytes.length)
  for (let hit = 0; hit < count; hit++) {
    const { confirm, behind } = ANCHORS[scanner.hitPattern[hit] ?? 0] ?? {}
    const at = scanner.hitAt[hit] ?? 0
    if (behind?.(scanner.memory, at, bytes.length) === false) continue
    if (confirm?.(scanner.memory, at, 0, bytes.length - 1) ?? true) return true
  }
  return false
}

const BEGINS = CONSTRUCTS.filter(({ begins }) => begins === true)

describe.each(BEGINS.map((form) => [form.name, form.samples] as const))('%s', (_name, samples) => {
  it.each(samples.flatMap((sample) => sample.split('\n').slice(0, 1)))('is read: %s', (line) => {
    expect(isRead(`Nov 23 19:16:20 node-03 kernel: [ 7013.123456] ${line}`)).toBe(true)
    expect(isRead(JSON.stringify({ MESSAGE: line }))).toBe(true)
    expect(isRead(line)).toBe(true)
  })
})

it.each(NOTICES.filter(({ anchors }) => anchors?.length !== 0).flatMap(({ samples }) => samples))(
  'the notice is read: %s',
  (line) => expect(isRead(line)).toBe(true),
)

it.each([
  'systemd[1]: Reloading.',
  'systemd[1]: Started kubelet.service - kubelet: The Kubernetes Node Agent.',
  'systemd[1]: Starting containerd container runtime...',
  'systemd[1]: Created slice Slice /kubepods/burstable.',
  'systemd[1]: docker.service: Deactivated successfully.',
  'systemd[1]: foo.service: Main process exited, code=killed, status=9/KILL',
  'systemd[1]: Unit foo.service entered failed state.',
  'I1123 19:24:43.624423     424 x.go:1] "Evicting pod" pod="a/b"',
  'I1123 19:24:43.624423     424 x.go:1] Evicting pod a/b',
  '{"log":"I1123 19:24:43.624423 424 x.go:1] \\"Evicting pod\\" pod=\\"a/b\\"\\n","stream":"stderr"}',
  '{"ts":1795457166823.5,"caller":"x/x.go:1","msg":"Evicting pod","v":0}',
  '{"MESSAGE":"{\\"ts\\":1795457166823.5,\\"msg\\":\\"SyncLoop (PLEG): event for pod\\",\\"v\\":2}"}',
  JSON.stringify({ log: 'I1123 19:24:43.624423 424 x.go:1] SyncLoop (ADD, "file"): "etcd"' }),
  'time="2026-11-23T18:45:38.6Z" level=info msg="TaskOOM event container_id:\\"44d3\\""',
  'earlyoom[77]: mem avail: 100 of 200 MiB (50.00%)',
  '{"MESSAGE":[74,117,110,107]}',
])('is read: %s', (line) => expect(isRead(line)).toBe(true))

it.each([
  'systemd[1]: Started Session 77 of user deploy.',
  'systemd[1]: session-77.scope: Deactivated successfully.',
  'I1123 19:24:43.624423     424 x.go:1] "Volume mounted" pod="a/b"',
  '{"ts":1795457166823.5,"caller":"x/x.go:1","msg":"Volume mounted","v":0}',
  'kernel: [70130.123456] [UFW BLOCK] IN=eth0 OUT=',
  'postgres[77]: [4-1] LOG:  checkpoint complete',
  'audit: pid=1234 uid=0 auid=4294967295',
])('is not read: %s', (line) => expect(isRead(line)).toBe(false))

it.each([
  { unit: 'kubelet.service' },
  { unit: 'snap.microk8s.daemon-kubelite.service' },
  { unit: 'system.slice' },
  { unit: 'runtime-x.slice' },
  { unit: 'kubepods-burstable.slice' },
  { unit: 'crio.service' },
  { unit: 'origin-node.service' },
  { description: 'Container Runtime Interface for OCI (CRI-O)' },
  { description: 'Open Container Initiative Daemon' },
  { description: 'OpenShift Node' },
  { description: 'Lightweight Kubernetes' },
  { description: 'Podman API Service' },
])('a unit of a node has one of its words: $unit $description', (unit) => {
  expect(isNodeUnit(unit)).toBe(true)
  const text = `${unit.unit ?? ''} ${unit.description ?? ''}`.toLowerCase()
  expect(NODE_WORDS.some((word) => text.includes(word))).toBe(true)
})
