import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Document, documentSchema, type NamedLog, parseAll } from '../src/index.js'
import { FILE_WORDS } from '../src/redact/file-words.js'
import { renderText, renderTimeline } from '../src/report/index.js'
import { CORPUS, corpusCases, readLog } from './support/corpus.js'
import { incident } from './support/incidents.js'

/** Names that tell nothing of the owner, and are kept: of programs, units, groups and files that every node has. */
const KEPT = new Set(
  [
    '(null) (sd-pam) ash agetty auditd bash chronyd conmon containerd containerd-shim crond cron dbus-daemon dash',
    'docker-init init kthreadd kubelet kube-proxy pause rsyslogd runc runc:[2:INIT] sh sshd su sudo systemd',
    'systemd-journal systemd-journald systemd-logind systemd-network systemd-oomd systemd-resolve systemd-timesyn',
    'systemd-udevd systemctl tini udevd podman swapper/2 kcompactd0 khugepaged kswapd0 login sshd-session getty',
    'kworker/0:1 kworker/1:0 kworker/1:1 kworker/2:1 default kube-system localhost memory',
    '/ /kubepods /kubepods.slice kubepods.slice kubepods-burstable.slice kubepods-besteffort.slice /kubepods/burstable',
    '/kubepods.slice/kubepods-burstable.slice /system.slice /user.slice /batch /user/job.slice step_0 session-1.scope',
    // Words that are of systemd as well: app.slice.
    '/system.slice/app.service app.service /system.slice system.slice',
    'kubelet.service containerd.service systemd-networkd.service',
    '/var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/sysconfig/kubelet',
    '/etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf /etc/kubernetes/manifests',
    'node',
  ].flatMap((line) => line.split(' ')),
)
const NAMING =
  /^(?:comm|task|victimComm|clientComm|host|node|nodeName|pod|namespace|container|name|podUid|uid|staticPodHash|containerId|execId|bootId|jobId|unit|innerUnit|clientUnit|limitOwner|victimHome|groupKill|oomMemcg|taskMemcg|taskCgroup|limitCgroup|cgroup|cgroupRoot|cpuset|path|input)$/

/** Everything in a document that is a name, by the key that it stands under. */
function namesIn(value: unknown, names: Set<string>, key = '', parent = ''): Set<string> {
  // Slab caches are named by the kernel, flags by the kubelet.
  if (typeof value === 'string' && NAMING.test(key) && parent !== 'unreclaimableSlab') names.add(value)
  else if (Array.isArray(value)) for (const one of value) namesIn(one, names, key, parent)
  else if (typeof value === 'object' && value !== null) {
    const isFlag = 'type' in value && value.type === 'kubelet-flag'
    for (const [name, one] of Object.entries(value))
      if (!(isFlag && name === 'name')) namesIn(one, names, name, key)
  }
  return names
}

function textsIn(value: unknown, texts: Set<string>): Set<string> {
  if (typeof value === 'string') texts.add(value)
  else if (Array.isArray(value)) for (const one of value) textsIn(one, texts)
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) textsIn(one, texts.add(name))
  return texts
}

/** `var/log/messages`: each of its names is one that every machine has. */
function isCommonFile(path: string): boolean {
  const names = path.replace(/(?:\.(?:txt|json|gz|log|conf|service|yaml|env|d|1))+$/, '').split('/')
  return names.every((name) => name === '' || FILE_WORDS.has(name))
}

const isKept = (name: string) => KEPT.has(name) || isCommonFile(name)

/** Ids, paths and names with a mark in them: no word of ours is like them, so they may stand nowhere, not even inside. */
function isTelling(name: string): boolean {
  return name.length >= 6 && /[^A-Za-z]/.test(name)
}

const verdicts = ({ findings }: Document) =>
  findings.map(({ rule, verdict, events }) => [rule, verdict, events] as const)

const cases: [string, () => NamedLog[]][] = [
  ...corpusCases().map((one): [string, () => NamedLog[]] => {
    const [file = ''] = one.files
    return [one.name, () => [{ name: file, log: readLog(one, file) }]]
  }),
  ...readdirSync(join(CORPUS, 'incidents'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }): [string, () => NamedLog[]] => [`incidents/${name}`, () => incident(name)]),
]

describe.each(cases)('%s, redacted,', (_, logsOf) => {
  it('has the same findings and none of the names', () => {
    const logs = logsOf()
    const open = parseAll(logs, { cannotTell: true })
    const redacted = parseAll(logs, { cannotTell: true, redact: true })
    expect(verdicts(redacted)).toEqual(verdicts(open))
    expect(redacted.events.map(({ id }) => id)).toEqual(open.events.map(({ id }) => id))
    expect(documentSchema.safeParse(redacted).success).toBe(true)

    const { events, inputs, problems } = open
    const names = [...namesIn({ events, inputs }, new Set<string>())].filter((name) => !isKept(name))
    const { findings, ...records } = redacted
    const texts = textsIn(records, new Set())
    expect(names.filter((name) => texts.has(name))).toEqual([])

    const options = { colour: false, width: 200, all: true, cannotTell: true, details: true }
    const reports = [renderText(redacted, options), renderTimeline(redacted, options)]
    const all = [...texts, ...textsIn(findings, new Set()), ...reports].join('\n')
    expect(names.filter((name) => isTelling(name) && all.includes(name))).toEqual([])
    expect(problems.length).toBe(redacted.problems.length)
  })
})
