import { describe, expect, it } from 'vitest'
import type { Event } from '../record/index.js'
import { event, input } from './events.fixture.js'
import { casesOf } from './node.js'

const logged = (id: string, name: string, host?: string): Event =>
  event('boot', { input: name, basis: 'journal' }, '10:00:00', {
    id,
    ...(host === undefined ? {} : { host }),
  })
const node = (id: string, name: string, of: string) =>
  event('node-allocatable', { input: name, basis: 'api' }, '10:00:00', { id, node: of, allocatableBytes: 1 })
const config = (id: string, name: string, nodeName: string) =>
  event('kubelet-node-config', { input: name, basis: 'klog' }, '10:00:00', { id, nodeName })

/** Which events and inputs each case has. */
function apart(events: readonly Event[], names: readonly string[] = []) {
  return casesOf(
    events,
    names.map((name) => input(name, ['kernel-log'])),
  ).map((one) => [...one.events.map(({ id }) => id), ...one.inputs.map(({ name }) => name)])
}

describe('one machine', () => {
  it('is a document with one host, or none', () => {
    expect(apart([logged('a', 'x'), logged('b', 'y')], ['x', 'y'])).toEqual([['a', 'b', 'x', 'y']])
    expect(apart([logged('a', 'x', 'node-1'), logged('b', 'y')], ['x', 'y'])).toEqual([['a', 'b', 'x', 'y']])
    expect(apart([])).toEqual([[]])
  })

  it.each([
    ['node-1', 'node-1.example.org'],
    ['node-1', 'NODE-1'],
    ['node-1', 'localhost'],
    ['node-1', '(none)'],
    ['10.0.0.1', '10.0.0.1'],
    ['.local', '.local'],
  ])('is called %s and %s', (one, other) => {
    expect(apart([logged('a', 'x', one), logged('b', 'y', other)])).toEqual([['a', 'b']])
  })

  it.each([
    ['10.0.0.1', '10.0.0.2'],
    ['node-1', 'node-2'],
    ['node-1.example.org', 'node-2.example.org'],
    ['a.1', 'b.1'],
    ['.local', '.lan'],
    ['1.example', '2.example'],
    ['1.2.3.4.example', '10.0.0.1'],
    ['x10.0.0.1', '10.0.0.1'],
  ])('is not called %s and %s', (one, other) => {
    expect(apart([logged('a', 'x', one), logged('b', 'y', other)])).toEqual([['a'], ['b']])
  })
})

describe('of several machines', () => {
  const two = [logged('a', 'one/dmesg', 'node-1'), logged('b', 'two/dmesg', 'node-2')]

  it('each has its events and inputs, in the order of their first event', () => {
    expect(apart([...two, logged('c', 'one/dmesg', 'node-1')], ['two/dmesg', 'one/dmesg'])).toEqual([
      ['a', 'c', 'one/dmesg'],
      ['b', 'two/dmesg'],
    ])
  })

  it('an event without a host is of that of its input, else of the only one of its folder', () => {
    expect(apart([...two, logged('c', 'two/dmesg')])).toEqual([['a'], ['b', 'c']])
    expect(apart([...two, logged('c', 'two/kubelet.log')], ['two/stat.txt'])).toEqual([
      ['a'],
      ['b', 'c', 'two/stat.txt'],
    ])
    expect(apart([...two, logged('c', 'two/etc/deep/stat.txt')])).toEqual([['a'], ['b', 'c']])
  })

  it('an event of a folder with several, or with none, is a case of its own', () => {
    const both = [logged('a', 'all/dmesg-1', 'node-1'), logged('b', 'all/dmesg-2', 'node-2')]
    expect(apart([...both, logged('c', 'all/stat.txt')], ['all/stat.txt'])).toEqual([
      ['a'],
      ['b'],
      ['c', 'all/stat.txt'],
    ])
    expect(apart([...both, logged('c', 'stat.txt'), logged('d', 'else/stat.txt')])).toEqual([
      ['a'],
      ['b'],
      ['c', 'd'],
    ])
  })

  it('the nearest folder that has a host decides', () => {
    const events = [logged('a', 'x/one/dmesg', 'node-1'), logged('b', 'x/dmesg', 'node-2')]
    expect(apart([...events, logged('c', 'x/one/stat.txt'), logged('d', 'x/stat.txt')])).toEqual([
      ['a', 'c'],
      ['b'],
      ['d'],
    ])
  })

  it('an absolute path has no root that all share', () => {
    const events = [
      logged('a', '/one/dmesg', 'node-1'),
      logged('b', 'b', 'node-2'),
      logged('c', 'd/b', 'node-2'),
    ]
    expect(apart([...events, logged('d', '/two/stat.txt'), logged('e', '/stat.txt')])).toEqual([
      ['a'],
      ['b', 'c'],
      ['d', 'e'],
    ])
  })

  it('folders are looked up fifteen deep', () => {
    const deep = (depth: number) => `two/${'d/'.repeat(depth)}stat.txt`
    expect(apart([...two, logged('c', deep(14))])).toEqual([['a'], ['b', 'c']])
    expect(apart([...two, logged('c', deep(15))])).toEqual([['a'], ['b'], ['c']])
  })

  it('an event that names its node is of that', () => {
    expect(apart([...two, config('c', 'kubelet.log', 'node-2.example.org')])).toEqual([['a'], ['b', 'c']])
    expect(apart([...two, config('c', 'one/kubelet.log', 'node-2')])).toEqual([['a'], ['b', 'c']])
    expect(apart([...two, config('c', 'one/kubelet.log', 'node-3')])).toEqual([['a', 'c'], ['b']])
    expect(apart([...two, config('c', 'one/kubelet.log', '')])).toEqual([['a', 'c'], ['b']])
  })
})

describe('the objects of several nodes', () => {
  const objects = [node('n1', 'nodes.yaml', 'node-1'), node('n2', 'nodes.yaml', 'node-2')]

  it('leave the one of the host', () => {
    expect(apart([logged('a', 'x', 'node-2.example.org'), ...objects])).toEqual([['a', 'n2']])
  })

  it('leave the one that the kubelet names', () => {
    expect(apart([config('c', 'x', 'node-1'), ...objects])).toEqual([['c', 'n1']])
    expect(apart([config('c', 'x', 'node-1'), logged('a', 'x', 'node-1'), ...objects])).toEqual([
      ['c', 'a', 'n1'],
    ])
  })

  it('leave none where none or several are meant', () => {
    expect(apart([logged('a', 'x'), ...objects])).toEqual([['a']])
    expect(apart([logged('a', 'x', 'node-3'), ...objects])).toEqual([['a']])
    expect(apart([config('c', 'x', 'node-1'), logged('a', 'x', 'node-2'), ...objects])).toEqual([['c', 'a']])
  })

  it('are all kept where they are of one node', () => {
    const again = node('n3', 'later.yaml', 'node-1')
    expect(apart([logged('a', 'x', 'node-9'), node('n1', 'nodes.yaml', 'node-1'), again])).toEqual([
      ['a', 'n1', 'n3'],
    ])
  })

  it('are told apart among several machines as well', () => {
    const two = [logged('a', 'x', 'node-1'), logged('b', 'y', 'node-2')]
    expect(apart([...two, ...objects])).toEqual([
      ['a', 'n1'],
      ['b', 'n2'],
    ])
  })

  it('are not chosen by what a pod or another object names', () => {
    const pod = event('pod-spec', { input: 'pods.yaml', basis: 'api' }, undefined, {
      id: 'p',
      node: 'node-1',
    })
    expect(apart([pod, ...objects])).toEqual([['p']])
  })
})

it('each case knows of which types not all events were kept', () => {
  const notKept = new Set(['oom'] as const)
  const two = [logged('a', 'x', 'node-1'), logged('b', 'y', 'node-2')]
  expect(casesOf(two, [], notKept).map((one) => one.notKept)).toEqual([notKept, notKept])
  expect(casesOf([], [], notKept).map((one) => one.notKept)).toEqual([notKept])
  expect(casesOf([], []).map((one) => [...one.notKept])).toEqual([[]])
})
