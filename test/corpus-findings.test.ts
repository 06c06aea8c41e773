import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isOfNode } from '../src/diagnosis/of-node.fixture.js'
import { expectWhole } from '../src/diagnosis/whole.fixture.js'
import { parse, parseAll } from '../src/index.js'
import type { Event, Finding } from '../src/record/index.js'
import { CORPUS, corpusCases, readLog } from './support/corpus.js'
import { findingsText } from './support/findings-golden.js'
import { incident, incidentNames } from './support/incidents.js'
import { expectQuoted } from './support/quoted.js'

/** The OOMs at a limit of a container or a pod of Kubernetes, which is all that one kernel log says of a node. */
function atOwnLimit(events: readonly Event[]): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'oom') return []
    const kind = event.cgroup?.limitOwnerIdentity?.kind
    const limit = event.cgroup?.memory?.limitBytes
    const isOwn = kind === 'kubernetes-container' || kind === 'kubernetes-pod'
    return isOwn && typeof limit === 'number' ? [event.id] : []
  })
}

/** `npm run corpus:update` writes what is said now; the difference is for a human to judge, beside the log. */
const UPDATE = process.env.OOMPARSE_UPDATE === '1'

function expectGolden(path: string, findings: readonly Finding[]): void {
  const text = findingsText(findings)
  if (UPDATE) writeFileSync(path, text)
  expect(existsSync(path), `${path} is missing: npm run corpus:update`).toBe(true)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}

describe.each(corpusCases().map((one) => [one.name, one] as const))('what is said of corpus/%s', (_, one) => {
  /** Read once, and in a test: what runs before the tests is not seen by who counts what they reach. */
  const documents = once(
    () =>
      new Map(one.files.map((file) => [file, parse(readLog(one, file), { name: file, cannotTell: true })])),
  )

  it('is what was reviewed', () => {
    const [reference = ''] = one.files
    expectGolden(join(one.folder, 'expected-findings.md'), documents().get(reference)?.findings ?? [])
  })

  it('stands in the lines that it cites, and can be judged', () => {
    for (const [file, { findings }] of documents()) {
      expectQuoted(findings, [{ name: file, log: readLog(one, file) }])
      for (const finding of findings) expectWhole(finding)
    }
  })

  it('is nothing of the node, but that a pod reached its own limit: a kernel log alone has no more', () => {
    for (const [file, { events, findings }] of documents()) {
      const ofNode = findings.filter((finding) => isOfNode(finding) && finding.verdict !== 'cannot-tell')
      expect(new Set(ofNode.map(({ rule, verdict }) => `${rule} ${verdict}`)), file).toEqual(
        new Set(atOwnLimit(events).length === 0 ? [] : ['pod-at-own-limit likely']),
      )
      expect(ofNode.flatMap((finding) => finding.events).sort(), file).toEqual(atOwnLimit(events).sort())
    }
  })
})

type Said = [rule: string, verdict: Finding['verdict'], events: string[]]

/** Reviewed against what the scripts of the captures wrote down while they ran (`*.truth.json`). */
const SAID: Record<string, readonly Said[]> = {
  article: [
    // The OOM is at capacity less the first reservation, 3305472 KiB below Allocatable; change, enforcement and reload lie
    // between, in this order.
    ['stale-node-limit', 'confirmed', ['oom-1']],
    // 52 seconds between the computation and the change of the file.
    ['config-raced-start', 'confirmed', ['config-file-modified-1', 'oom-1']],
    // The log has no line of verbosity 3.
    ['eviction-too-late', 'cannot-tell', ['oom-1']],
  ],
  'kubelet-1.20-cgroup-v1': [
    // Both OOMs hit the 3390910464 bytes of the first start, each after a daemon-reload, while 4020056064 were enforced.
    ['stale-node-limit', 'confirmed', ['oom-1', 'oom-2']],
    // `moments`: systemd_MemoryLimit is 3390910464 at every capture before the stop-gap.
    ['limit-overwritten-by-systemd', 'confirmed', ['oom-1', 'oom-2']],
    // containerd reports the second OOM for four containers that share the limit, and not for the one that was killed.
    ['kill-without-event', 'confirmed', ['oom-2']],
    // The kubelet's looks were half a minute apart and more, and none of them saw a threshold that was met. The run goes on
    // past each OOM, so which look was the last before it is inferred.
    ['eviction-too-late', 'likely', ['oom-1']],
    ['eviction-too-late', 'likely', ['oom-2']],
  ],
  'kubelet-1.32-cgroup-v2-text': [
    // `LIM_POD` is 384Mi.
    ['pod-at-own-limit', 'confirmed', ['oom-1']],
    // `evict_pod`: two pods were evicted; the API, the status of the pods and the kubelet's lines tell of it.
    ['node-pressure-eviction', 'confirmed', [1, 2, 3, 4, 5, 6, 7].map((number) => `pod-evicted-${number}`)],
    // Evicted pods, ContainerStatusUnknown and an end without a time.
    ['exit-137-elsewhere', 'cannot-tell', ['container-oom-killed-1', 'container-oom-killed-3']],
  ],
  'kubelet-1.32-cgroup-v2-json': [
    // `LIM_POD` is 320Mi.
    ['pod-at-own-limit', 'confirmed', ['oom-1']],
    ['node-pressure-eviction', 'confirmed', ['pod-evicted-1', 'pod-evicted-2', 'pod-evicted-3']],
    // The journal has the exit of the container and no TaskOOM at all.
    ['kill-without-event', 'confirmed', ['oom-1']],
    ['exit-137-elsewhere', 'cannot-tell', ['container-oom-killed-1']],
  ],
}

describe.each(incidentNames())('what is said of incidents/%s', (name) => {
  const logs = incident(name)
  const findings = once(() => parseAll(logs, { cannotTell: true }).findings)

  it('is what was reviewed', () => {
    expectGolden(join(CORPUS, 'incidents', `${name}.expected-findings.md`), findings())
  })

  it('stands in the lines that it cites, and can be judged', () => {
    expectQuoted(findings(), logs)
    for (const finding of findings()) expectWhole(finding)
  })

  it.runIf(name in SAID)('is what happened to the node, and nothing else', () => {
    const ofNode = findings().filter(isOfNode)
    expect(ofNode.map(({ rule, verdict, events }) => [rule, verdict, events])).toEqual(SAID[name])
  })
})
