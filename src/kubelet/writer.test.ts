import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import { KlogReader } from '../klog/index.js'
import type { FoundEvent } from '../record/index.js'
import { KubeletReader } from './index.js'

const START = '"Kubelet version" kubeletVersion="v1.32.1"'
const klog = (message: string, pid = 424) => `I1123 19:24:43.624423 ${pid} server.go:1] ${message}`
const journal = (sender: string, text: string) => `2026-11-23T19:24:43+0100 node-a ${sender}: ${text}\n`
const container = (text: string) => `2026-11-23T18:24:43.624Z stderr F ${text}\n`

function read(log: string, input = 'kubelet.log') {
  const events: FoundEvent[] = []
  const kubelet = new KubeletReader({ input, sink: (event) => events.push(event) })
  const reader = new KlogReader({ input, sink: (entry) => kubelet.push(entry), fact: () => {} })
  for (const line of frame(log)) reader.push(line)
  reader.end()
  kubelet.end()
  return { lines: events.map(({ source }) => source.firstLine), problems: kubelet.problems }
}

describe('whose line it is', () => {
  test.each(['kubelet[424]', 'kubelet', 'kubenswrapper[424]', 'k3s[424]', 'microk8s.daemon-kubelite[424]'])(
    '%s is a kubelet',
    (sender) => {
      expect(read(journal(sender, klog(START)))).toEqual({ lines: [1], problems: [] })
    },
  )

  test.each(['bash[424]', 'docker[77]', 'atomic-openshift-node[424]'])(
    '%s may have started one',
    (sender) => {
      expect(read(journal(sender, klog(START))).lines).toEqual([1])
    },
  )

  test.each(['myapp[424]', 'kube-proxy[424]', 'kube-rbac-proxy[424]', '3f1c9e0a77bc[5]'])(
    '%s is none, and that is told once',
    (sender) => {
      const line = journal(sender, klog(START))
      expect(read(line + line)).toEqual({
        lines: [],
        problems: [
          {
            code: 'untrusted-line',
            message: `${sender.replace(/\[\d+\]/, '')} wrote lines that have the form of the kubelet's: they are not read`,
            line: 1,
          },
        ],
      })
    },
  )

  test('logger -t kubelet: its pid is not that of the header, or it has none', () => {
    const own = journal('kubelet[424]', klog(START))
    const forged = journal('kubelet[999]', klog(START)) + journal('kubelet', klog(START))
    expect(read(own + forged).lines).toEqual([1])
    expect(read(own + forged).problems).toMatchObject([{ code: 'untrusted-line', line: 2 }])
  })

  test('a restarted kubelet has another pid twice; one in a container never has the same', () => {
    expect(
      read(journal('kubelet[424]', klog(START)) + journal('kubelet[999]', klog(START, 999))).lines,
    ).toEqual([1, 2])
    expect(read(journal('kubelet[77]', klog(START, 1)).repeat(2)).lines).toEqual([1, 2])
  })

  const ID = '0123456789abcdef'.repeat(4)
  test.each([
    'var/log/pods/default_web-0_2b2edfdb/app/0.log',
    `var/log/containers/web-0_default_app-${ID}.log`,
    'kube-proxy.log',
    'logs/kube-apiserver.log',
  ])('the file %s is of another program', (input) => {
    const { lines, problems } = read(container(klog(START)), input)
    expect(lines).toEqual([])
    expect(problems).toMatchObject([{ code: 'untrusted-line', line: 1 }])
  })

  test.each([
    'var/log/pods/kube-system_kubelet-a_2b2edfdb/kubelet/0.log',
    'node-3/kubelet.log',
    'kube-system-kubelet.log',
    'input',
  ])('nothing contradicts in %s', (input) => {
    expect(read(container(klog(START)), input)).toEqual({ lines: [1], problems: [] })
  })

  test('long names cost nothing', () => {
    const input = `${'pods/a_b_'.repeat(20_000)}/x`
    const before = performance.now()
    read(container(klog(START)), input)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})
