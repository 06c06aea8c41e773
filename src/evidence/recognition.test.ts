import { describe, expect, test } from 'vitest'
import { FRAMINGS } from '../framing/index.js'
import { mayBeEvidence, readEvidence } from './index.js'

const NODE = '{\n  "apiVersion": "v1",\n  "kind": "Node",\n  "metadata": {"name": "a"}\n}\n'

describe('logs are never taken for evidence', () => {
  for (const { name, samples } of FRAMINGS) {
    test.each(samples)(`${name}: %j`, (sample) => {
      for (const file of ['kern.log', 'stdin', 'hostname.log', 'sys/fs/cgroup/kubepods.slice/memory.max']) {
        expect(mayBeEvidence(`${sample}\n${sample}\n`, file)).toBe(false)
      }
    })
  }

  test.each([
    '2026-11-23T19:24:43+01:00 node-a17 kernel: Linux version 5.10.0-32-cloud-amd64',
    'Linux version 5.10.0-32-cloud-amd64 (debian-kernel@lists.debian.org) (gcc-10) #1 SMP Debian',
    'I1123 19:24:43.624423     412 server.go:417] Version: v1.20.2',
    '{"ts":1795458283624.4,"caller":"record/event.go:389","msg":"Event occurred","v":0,"kind":"Node","apiVersion":"v1"}',
    '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"x"}',
    '{\n   "dmesg": [\n      {\n         "pri": 5,',
    '{ "__CURSOR" : "s=1", "MESSAGE" : "kubeReserved", "x" : {"kubeReserved":{}} }',
    '-- Journal begins at Mon 2026-11-23 19:23:51 CET, ends at Mon 2026-11-23 19:54:37 CET. --',
    'total-vm:1kB, anon-rss:1kB',
    'kubepods: oom-killer',
    'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nNAME="Debian GNU/Linux"\nID=debian\n',
    '3390910464',
    'max',
    '',
    '\n\n',
  ])('%j', (text) => {
    expect(mayBeEvidence(text, 'input.txt')).toBe(false)
    expect(readEvidence({ name: 'input.txt', text })).toBeUndefined()
  })
})

test('a form is told from a head that ends inside a line', () => {
  const text = `MemTotal:        4028236 kB\n${'MemFree:         3013396 kB\n'.repeat(400)}`
  expect(mayBeEvidence(text.slice(0, 100), 'x')).toBe(true)
  expect(mayBeEvidence('{"apiVersion":"v1","items":[', 'x')).toBe(true)
})

test('a dump below the output of a command is not lost: the file is a log', () => {
  const stat = '  File: /etc/a\n  Size: 1  Blocks: 8  IO Block: 4096   regular file\n'
  const dump =
    '[ 7013.123456] ranker invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n'
  expect(readEvidence({ name: 'x', text: stat })?.kinds).toEqual(['file-times'])
  expect(readEvidence({ name: 'x', text: `${stat}${dump}` })).toBeUndefined()
  expect(readEvidence({ name: 'x', text: `${NODE}${dump}` })).toBeUndefined()
  expect(readEvidence({ name: 'x', text: `apiVersion: v1\nkind: Node\n${dump}` })).toBeUndefined()
})

test('lines are counted as they stand, with CRLF, a byte order mark and empty lines before', () => {
  const found = readEvidence({ name: 'proc/stat', text: '\ufeff\r\n\r\nbtime 1795458191\r\n' })
  expect(found?.events[0]?.source).toEqual({ input: 'proc/stat', firstLine: 3, lastLine: 3 })
})

test('a line that is too long is a problem', () => {
  const text = `KUBELET_ARGS="--cgroup-driver=systemd"\nX="--kube-reserved=${'a=1,'.repeat(20_000)}"\n`
  const found = readEvidence({ name: 'kubelet.env', text })
  expect(found?.events).toHaveLength(1)
  expect(found?.problems).toEqual([{ code: 'line-too-long', message: expect.any(String) as string, line: 2 }])
})

test('events do not share their time', () => {
  const text = 'Id=a.slice\nMemoryMax=4096\n\nId=b.slice\nMemoryMax=8192\n'
  const events = readEvidence({ name: 'x', text })?.events ?? []
  expect(events).toHaveLength(2)
  expect(events[0]?.at).not.toBe(events[1]?.at)
})
