import { describe, expect, it } from 'vitest'
import { homeWords, ownerWords } from './owner-words.js'

describe('the owner of a limit in a title', () => {
  it.each([
    [undefined, 'A cgroup'],
    [{ kind: 'other' }, 'A cgroup'],
    [{ kind: 'other', containerId: 'ab' }, 'A container'],
    [{ kind: 'root' }, 'A cgroup'],
    [{ kind: 'kubernetes-pod' }, 'A pod as a whole'],
    [{ kind: 'kubernetes-container' }, 'A container'],
    [{ kind: 'docker' }, 'Docker as a whole'],
    [{ kind: 'docker', containerId: 'ab' }, 'A Docker container'],
    [{ kind: 'podman' }, 'A Podman pod'],
    [{ kind: 'podman', containerId: 'ab' }, 'A Podman container'],
    [{ kind: 'lxc', name: 'x' }, 'An LXC container'],
    [{ kind: 'systemd-service', unit: 'a.service' }, 'Service a.service'],
    [{ kind: 'systemd-service', unit: 'a.service', containerId: 'ab' }, 'A container'],
    [{ kind: 'systemd-slice', unit: 'a.slice', containerId: 'ab' }, 'Slice a.slice'],
    [{ kind: 'systemd-scope', unit: 'run-1.scope' }, 'Scope run-1.scope'],
    [{ kind: 'systemd-scope', unit: 'run-1.scope', containerId: 'ab' }, 'A container'],
    [{ kind: 'systemd-service' }, 'A systemd service'],
    [{ kind: 'systemd-slice' }, 'A systemd slice'],
    [{ kind: 'systemd-scope' }, 'A systemd scope'],
    [{ kind: 'user-session' }, 'A session'],
    [{ kind: 'user-session', uid: 0 }, 'A session or service of user 0'],
    [{ kind: 'user-session', uid: 1000 }, 'A session or service of user 1000'],
    [{ kind: 'slurm' }, 'Slurm'],
    [{ kind: 'slurm', jobId: '12' }, 'A Slurm job'],
    [{ kind: 'machine', name: 'x' }, 'A virtual machine or container'],
  ] as const)('%o is %s', (identity, subject) => {
    expect(ownerWords(identity, '/with blank')).toEqual({ subject, its: 'its own' })
  })

  it.each([
    [{ kind: 'kubernetes-node' }, 'All pods of the node together'],
    [{ kind: 'kubernetes-qos', qos: 'besteffort' }, 'All best-effort pods together'],
    [{ kind: 'kubernetes-qos', qos: 'burstable' }, 'All burstable pods together'],
    [{ kind: 'kubernetes-qos', qos: 'guaranteed' }, 'All guaranteed pods together'],
    [{ kind: 'kubernetes-qos' }, 'All such pods together'],
  ] as const)('%o are %s, and the limit is theirs', (identity, subject) => {
    expect(ownerWords(identity, '/kubepods')).toEqual({ subject, its: 'their' })
  })

  it.each([
    [`/${'x'.repeat(27)}`, `Cgroup /${'x'.repeat(27)}`],
    [`/${'x'.repeat(28)}`, 'A cgroup'],
    ['/', 'Cgroup /'],
    ['/a.b@c:d/e_f-0', 'Cgroup /a.b@c:d/e_f-0'],
    ['/a$b', 'A cgroup'],
    ['/a b', 'A cgroup'],
    ['a/b', 'A cgroup'],
  ])('the path %s is %s', (path, subject) => {
    expect(ownerWords(undefined, path).subject).toBe(subject)
  })

  it.each([
    ['x'.repeat(28), `Service ${'x'.repeat(28)}`],
    ['x'.repeat(29), 'A systemd service'],
    ['', 'A systemd service'],
    ['a@b:c-d_e.service', 'Service a@b:c-d_e.service'],
    ['a b.service', 'A systemd service'],
    ['a.service ', 'A systemd service'],
    ['$a.service', 'A systemd service'],
  ])('the unit %j is %s', (unit, subject) => {
    expect(ownerWords({ kind: 'systemd-service', unit }, '/').subject).toBe(subject)
  })
})

describe('the home of a process in a sentence', () => {
  it.each([
    [undefined, 'a cgroup'],
    [{ kind: 'other' }, 'a cgroup'],
    [{ kind: 'kubernetes-node' }, 'a cgroup'],
    [{ kind: 'kubernetes-container' }, 'a container'],
    [{ kind: 'kubernetes-container', podUid: 'u' }, 'a container of pod u'],
    [{ kind: 'kubernetes-pod' }, 'a pod'],
    [{ kind: 'kubernetes-pod', podUid: 'u' }, 'pod u'],
    [{ kind: 'docker' }, 'a container'],
    [{ kind: 'podman' }, 'a container'],
    [{ kind: 'lxc' }, 'a container'],
    [{ kind: 'systemd-service' }, 'a systemd unit'],
    [{ kind: 'systemd-service', containerId: 'ab' }, 'a container'],
    [{ kind: 'systemd-scope' }, 'a systemd unit'],
    [{ kind: 'systemd-scope', containerId: 'ab' }, 'a container'],
    [{ kind: 'systemd-slice' }, 'a cgroup'],
  ] as const)('%o is %s', (identity, words) => {
    expect(homeWords(identity)).toBe(words)
  })
})
