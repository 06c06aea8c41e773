import { describe, expect, it } from 'vitest'
import type { Event } from '../../../record/index.js'
import { caseOf } from '../../case.js'
import {
  API,
  CONTAINER,
  CONTAINER_PATH,
  event,
  KERNEL,
  KUBELET,
  nodeConfig,
  oom,
  POD_UID,
  RUNTIME,
} from '../../events.fixture.js'
import { isOnNode } from './on-node.js'

const OTHER = 'f'.repeat(64)
const status = event('container-oom-killed', API, '11:00:00', {
  pod: 'ranker',
  podUid: POD_UID,
  container: 'main',
  containerId: CONTAINER,
})
const onNode = (one: Event, ...others: Event[]) => isOnNode(caseOf([one, ...others], []), one)

it('what a log of the node says happened there', () => {
  const exit = event('container-exit', RUNTIME, '11:00:00', { runtime: 'containerd', containerId: OTHER })
  expect(onNode(exit)).toBe(true)
})

describe('what the API says happened there', () => {
  const runtimeOom = (containerId: string | undefined) =>
    event('runtime-oom', RUNTIME, '10:00:00', { runtime: 'containerd', containerId })
  const exit = (containerId: string) =>
    event('container-exit', RUNTIME, '10:00:00', { runtime: 'containerd', containerId })
  const notice = (containerId: string | undefined) =>
    event('kubelet-notice', KUBELET, '10:00:00', { notice: 'container-died', containerId })
  const inContainer = (path: string) => oom('10:00:00', '/kubepods.slice', 4e9, path)
  const uidless = { ...status, podUid: undefined }
  const nameless = { ...uidless, containerId: undefined }

  it.each([
    ['the runtime', runtimeOom(CONTAINER), runtimeOom(OTHER)],
    ['the end of a container', exit(CONTAINER), exit(OTHER)],
    ['the kubelet', notice(CONTAINER), notice(OTHER)],
    [
      'the kernel',
      inContainer(`/kubepods.slice/cri-containerd-${CONTAINER}.scope`),
      inContainer(`/kubepods.slice/cri-containerd-${OTHER}.scope`),
    ],
  ])('if %s names the container', (_, same, other) => {
    expect(onNode(uidless, same)).toBe(true)
    expect(onNode(status, other)).toBe(false)
    expect(onNode(nameless, same)).toBe(false)
  })

  it('if the kernel names the pod', () => {
    const restarted = { ...status, containerId: OTHER }
    expect(onNode(restarted, inContainer(CONTAINER_PATH))).toBe(true)
    expect(onNode({ ...restarted, podUid: 'another' }, inContainer(CONTAINER_PATH))).toBe(false)
  })

  it('not because neither side has a name', () => {
    expect(onNode(nameless, runtimeOom(undefined))).toBe(false)
    expect(onNode(nameless, inContainer('/system.slice/sshd.service'))).toBe(false)
    const bare = oom('10:00:00', '/', undefined, '/', { scope: 'global', cgroup: undefined })
    expect(onNode(nameless, bare)).toBe(false)
  })
})

describe('the spec of a pod', () => {
  const spec = (fields: Record<string, unknown> = {}) =>
    event('pod-spec', API, undefined, {
      pod: 'ranker',
      podUid: POD_UID,
      node: 'node-03',
      containers: [],
      ...fields,
    })
  const config = (nodeName: string) => nodeConfig('09:00:00', 0, { nodeName })
  const logged = event('boot', { ...KERNEL, host: 'node-03' }, '09:00:00')

  it('names the node that a log is from, or that its kubelet names', () => {
    expect(onNode(status, spec(), logged)).toBe(true)
    expect(onNode(status, spec(), config('node-03'))).toBe(true)
    expect(onNode(status, spec(), config('node-04'))).toBe(false)
    expect(onNode(status, spec({ node: 'node-04' }), logged)).toBe(false)
  })

  it('does not by itself show whose logs were read', () => {
    expect(onNode(status, spec())).toBe(false)
    const evicted = event('pod-evicted', API, '10:00:00', { pod: 'web', node: 'node-03' })
    expect(onNode(status, spec(), evicted)).toBe(false)
  })

  it('must be that of the pod, and name a node', () => {
    expect(onNode(status, spec({ podUid: 'another' }), logged)).toBe(false)
    expect(onNode({ ...status, podUid: undefined }, spec({ podUid: undefined }), logged)).toBe(false)
    expect(onNode(status, spec({ node: undefined }), event('boot', KERNEL, '09:00:00'))).toBe(false)
  })
})
