import type { At, Document, Event, EventOf, Finding, Input } from '../record/index.js'

/** Documents of an invented node for the tests. */

export const NOON = Date.UTC(2024, 10, 23, 12)

export function at(afterNoonMs: number, more: Partial<At> = {}): At {
  const epochMs = NOON + afterNoonMs
  return { epochMs, iso: new Date(epochMs).toISOString(), basis: 'journal', ...more }
}

export function base(id: string, afterNoonMs: number, line = 1, input = 'node.log') {
  return {
    id,
    at: at(afterNoonMs),
    source: { input, firstLine: line, lastLine: line },
    message: 'as printed',
    problems: [],
  }
}

export function oom(id: string, afterNoonMs: number, more: Partial<EventOf<'oom'>> = {}): EventOf<'oom'> {
  return {
    ...base(id, afterNoonMs, 100, 'dmesg.txt'),
    type: 'oom',
    scope: 'memcg',
    outcome: 'killed',
    trigger: {},
    cgroup: {
      limitOwner: '/kubepods.slice',
      limitOwnerIdentity: { kind: 'kubernetes-node' },
      memory: { usageBytes: 3_390_910_464, limitBytes: 3_390_910_464 },
    },
    pageSizeBytes: 4096,
    pageSizeBasis: 'victim',
    victims: [{ pid: 185, comm: 'ranker_service' }],
    completeness: { complete: true, missing: [], foreignLines: 0, lostLines: 0, unexplained: [] },
    derived: {},
    ...more,
  }
}

export function flag(index: number, more: Partial<EventOf<'kubelet-flag'>> = {}): EventOf<'kubelet-flag'> {
  return {
    ...base(`kubelet-flag-${index}`, index, 5 + index, 'kubelet.log'),
    type: 'kubelet-flag',
    name: `flag-${index}`,
    value: 'x',
    ...more,
  }
}

export function reload(afterNoonMs: number): EventOf<'systemd-reload'> {
  return {
    ...base('systemd-reload-1', afterNoonMs),
    type: 'systemd-reload',
    kind: 'reload',
    clientComm: 'systemctl',
    clientPid: 3200,
  }
}

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    rule: 'stale-node-limit',
    verdict: 'confirmed',
    title: 'The limit that was hit is older than the configuration',
    summary: 'The kubelet wrote 4020056064 bytes; the OOM was at 3390910464.',
    events: ['oom-1'],
    evidence: [
      { input: 'kubelet.log', line: 88, at: at(1000), says: 'the kubelet computed 4020056064 bytes' },
    ],
    missing: [],
    overturnedBy: 'a limit of 4020056064 bytes at the moment of the OOM',
    next: ['systemctl show kubepods.slice -p MemoryLimit'],
    references: ['https://github.com/kubernetes/kubernetes/issues/88197'],
    ...more,
  }
}

export function input(name: string, kinds: string[], more: Partial<Input> = {}): Input {
  return { name, kinds, framing: 'bare', lines: 3, gaps: [], problems: [], ...more }
}

export function documentOf(events: Event[], more: Partial<Document> = {}): Document {
  return {
    schema: 'oomparse/1',
    generator: { name: 'oomparse', version: '0' },
    inputs: [input('dmesg.txt', ['kernel-log'])],
    events,
    findings: [],
    problems: [],
    ...more,
  }
}
