import { expect, it } from 'vitest'
import { verdictOf } from '../../../../test/support/shortage.js'
import { identifyCgroup } from '../../../cgroup/index.js'
import { CONTAINER, memcgDump } from './memcg-dump.fixture.js'
import { containerWords, isInContainer } from './runtime-processes.js'

const ID = '18940fcbe8e4d471c12e624b0cad0484c77686eea6f3e32a50d56c240551a44c'
const UID = '5bc9a4b7-a6ec-4734-996e-ab3b278312c9'
const HASH = '0123456789abcdef0123456789abcdef'

it.each([
  [`/kubepods/burstable/pod${UID}/${ID}`, `container 18940fcbe8e4 of pod ${UID}`],
  [`/kubepods/burstable/pod${HASH}/${ID}`, `container 18940fcbe8e4 of pod ${HASH}`],
  [`/docker/${ID}`, 'container 18940fcbe8e4'],
  ['/system.slice/nginx.service', '/system.slice/nginx.service'],
])('containerWords(%s)', (path, words) => {
  expect(containerWords(identifyCgroup(path), path)).toBe(words)
})

it('containerWords has nothing but the path of a cgroup that was not identified', () => {
  expect(containerWords(undefined, '/a')).toBe('/a')
})

it.each([
  [`/kubepods/burstable/pod${UID}/${ID}`, true],
  [`/docker/${ID}`, true],
  [`/machine.slice/libpod-${ID}.scope`, true],
  [`/kubepods/burstable/pod${UID}`, false],
  ['/lxc/web', false],
  ['/system.slice/nginx.service', false],
])('isInContainer(%s): %s', (path, expected) => {
  expect(isInContainer(identifyCgroup(path))).toBe(expected)
})

it('isInContainer is false where there is no cgroup', () => {
  expect(isInContainer(undefined)).toBe(false)
})

/** What is said of a container whose first process goes on without the one that was killed. */
function partial(first: string, victim = 'app'): string {
  const log = memcgDump({
    owner: CONTAINER,
    tasks: [
      [9, 100, 0, first],
      [10, 5000, 0, victim],
    ],
    victim: { pid: 10, comm: victim, adj: 0 },
  })
  return verdictOf('partial-container-kill', log)
}

it.each(['tini', 'docker-init', 'dumb-init', 'catatonit', 'conmon', 'bash', 'dash', 'ash', 'sh'])(
  '%s may end with the child that it waits for',
  (comm) => {
    expect(partial(comm)).toBe('possible')
  },
)

it('any other first process is likely to go on', () => {
  expect(partial('java')).toBe('likely')
})

it.each(['runc:[0:PARENT]', 'runc:[1:CHILD]', 'runc:[2:INIT]', 'runc', 'crun'])(
  '%s is no process of the container itself, neither as its first nor as the victim',
  (comm) => {
    expect(partial(comm)).toBe('silent')
    expect(partial('java', comm)).toBe('silent')
  },
)
