import { type Document, type NamedLog, parseAll } from '../../src/index.js'
import { corpusCases, readLog } from './corpus.js'
import { incident } from './incidents.js'

const INCIDENTS = [
  'healthy-node-used-up',
  'kubelet-1.32-cgroup-v2-json',
  'openshift-must-gather',
  'rhel7-messages',
  'small-reservation',
]
const CASES = [
  '5.10/n-benign-boot',
  '6.1/v2-tmpfs-only',
  '6.12/v2-kubepods-limit',
  'constructed/slub-failure-4.9',
]

/** What no log of the corpus has. */
const RARE: NamedLog[] = [
  {
    name: 'kubelet.log',
    log: [
      'I1123 19:16:20.000001    2311 node_container_manager_linux.go:80] "Enforcing limits on cgroup" cgroupName=["kubepods"] cpuShares=2 memory=3390910464 pidsLimit=null',
      'E1123 19:16:21.000001    2311 kubelet.go:1384] Failed to start ContainerManager Invalid Node Allocatable configuration. Resource "memory" has an allocatable of {{8 9} {<nil>} BinarySI}, capacity of 1Gi',
      '',
    ].join('\n'),
  },
  { name: 'kernel.json', log: sleptAt(2000, 90_500) },
]

/** A journal whose wall clock goes on while the kernel's stands still. */
function sleptAt(second: number, ms: number): string {
  const entries = [1, 100, 600, 1200, 1800, 1990, 2010, 2100, 2600, 3000].map((sec) => ({
    __REALTIME_TIMESTAMP: String((1_795_458_000_000 + sec * 1000 + (sec > second ? ms : 0)) * 1000),
    __MONOTONIC_TIMESTAMP: String(sec * 1_000_000),
    _TRANSPORT: 'kernel',
    _SOURCE_MONOTONIC_TIMESTAMP: String(sec * 1_000_000),
    _HOSTNAME: 'n',
    SYSLOG_IDENTIFIER: 'kernel',
    MESSAGE: 'eth0: link up',
  }))
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
}

/** Documents in which every type of event is, by the name of their file. */
export function releaseRecords(): Map<string, Document> {
  const cases = corpusCases().filter(({ name }) => CASES.includes(name))
  const all: [name: string, logs: readonly NamedLog[]][] = [
    ...INCIDENTS.map((name): [string, NamedLog[]] => [name, incident(name)]),
    ...cases.map((one): [string, NamedLog[]] => {
      const [name = ''] = one.files
      return [one.name.replace('/', '-'), [{ name, log: readLog(one, name) }]]
    }),
    ['rare', RARE],
  ]
  return new Map(all.map(([name, logs]) => [`${name}.json`, shortened(parseAll(logs, { cannotTell: true }))]))
}

function shortened(document: Document): Document {
  const seen = new Set<string>()
  const events = document.events.filter(({ type }) => !seen.has(type) && seen.add(type))
  return { ...document, events, findings: document.findings.slice(0, 3) }
}
