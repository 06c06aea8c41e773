import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import type { ClockFact } from '../record/clock-fact.js'
import { eventSchema } from '../record/event.js'
import type { FoundEvent } from '../record/index.js'
import { SystemdReader } from './index.js'

interface Found {
  readonly events: FoundEvent[]
  readonly facts: ClockFact[]
  readonly taken: boolean[]
}

function read(log: string): Found {
  const found: Found = { events: [], facts: [], taken: [] }
  const reader = new SystemdReader({
    input: 'journal.txt',
    sink: (event) => found.events.push(event),
    fact: (fact) => found.facts.push(fact),
  })
  for (const line of frame(log)) found.taken.push(reader.push(line))
  reader.end()
  return found
}

/** What PID 1 of node-03 says, a line per second. */
function pid1(...texts: string[]): Found {
  return read(texts.map((text, at) => `Nov 23 19:16:${10 + at} node-03 systemd[1]: ${text}`).join('\n'))
}

/** The fields of an event that are its own. */
function own(event: FoundEvent | undefined): Record<string, unknown> {
  const {
    at: _at,
    host: _host,
    source: _source,
    message: _message,
    ...rest
  } = event as Record<string, unknown>
  return rest
}

function reloads(found: Found): Record<string, unknown>[] {
  return found.events.filter(({ type }) => type === 'systemd-reload').map(own)
}

const reload = (more: object = {}) => ({ type: 'systemd-reload', kind: 'reload', problems: [], ...more })
const CLIENT = { clientPid: 1078, clientComm: 'systemctl', clientUnit: 'node-bringup.service' }
const WHO = "client PID 1078 ('systemctl') (unit node-bringup.service)..."

describe('the lines of one reload are one event', () => {
  test.each<[name: string, lines: string[], event: object]>([
    ['up to 252', ['Reloading.'], reload()],
    ['253', [`Reloading requested from ${WHO}`, 'Reloading.'], reload(CLIENT)],
    [
      '253.2 to 255',
      [`Reloading requested from ${WHO}`, 'Reloading...', 'Reloading finished in 312 ms.'],
      reload({ ...CLIENT, durationMs: 312 }),
    ],
    [
      '256 and later',
      [`Reload requested from ${WHO}`, 'Reloading...', 'Reloading finished in 21962 ms.'],
      reload({ ...CLIENT, durationMs: 21962 }),
    ],
    [
      'by a signal: nobody requested',
      ['Reloading...', 'Reloading finished in 5 ms.'],
      reload({ durationMs: 5 }),
    ],
    ['its end is cut off', [`Reload requested from ${WHO}`, 'Reloading...'], reload(CLIENT)],
    [
      'its middle is lost',
      [`Reload requested from ${WHO}`, 'Reloading finished in 9 ms.'],
      reload({ ...CLIENT, durationMs: 9 }),
    ],
    [
      'the client has no unit',
      ["Reload requested from client PID 7 ('systemctl')...", 'Reloading...', 'Reloading finished in 5 ms.'],
      reload({ clientPid: 7, clientComm: 'systemctl', durationMs: 5 }),
    ],
    [
      'the client has a unit and no name',
      ['Reload requested from client PID 7 (unit session-3.scope)...', 'Reloading...'],
      reload({ clientPid: 7, clientUnit: 'session-3.scope' }),
    ],
    [
      'the client is gone',
      ['Reload requested from client PID 7...', 'Reloading...', 'Reloading finished in 5 ms.'],
      reload({ clientPid: 7, durationMs: 5 }),
    ],
    [
      'the client has a name like the line itself',
      ["Reload requested from client PID 7 ('a') (unit b.c') (unit d.service)...", 'Reloading...'],
      reload({ clientPid: 7, clientComm: "a') (unit b.c", clientUnit: 'd.service' }),
    ],
    [
      'refused',
      [`Reloading requested from ${WHO}`, 'Reloading request rejected due to rate limit.'],
      reload({ ...CLIENT, rejected: true }),
    ],
    [
      'refused, the request is cut off',
      ['Reloading request rejected due to rate limit.'],
      reload({ rejected: true }),
    ],
    ['re-exec', ['Reexecuting.'], reload({ kind: 'reexec' })],
    [
      're-exec of 253 to 255',
      [`Reexecuting requested from ${WHO}`, 'Reexecuting.'],
      reload({ kind: 'reexec', ...CLIENT }),
    ],
    [
      're-exec of 256 and later',
      [`Reexecution requested from ${WHO}`, 'Reexecuting.'],
      reload({ kind: 'reexec', ...CLIENT }),
    ],
  ])('%s', (_name, lines, event) => {
    expect(reloads(pid1(...lines))).toEqual([event])
  })

  test('its time is that of the first line, its source all of them', () => {
    const log = [
      `2026-11-23T18:38:37.507827+0000 worker-3 systemd[1]: Reload requested from ${WHO}`,
      '2026-11-23T18:38:38.000000+0000 worker-3 containerd[403]: something else',
      '2026-11-23T18:38:39.000000+0000 worker-3 systemd[1]: Reloading...',
      '2026-11-23T18:38:40.000000+0000 worker-3 systemd[1]: /etc/a.service:3: Unknown key',
      '2026-11-23T18:38:59.000000+0000 worker-3 systemd[1]: Reloading finished in 21962 ms.',
    ].join('\n')
    expect(read(log).events).toEqual([
      {
        type: 'systemd-reload',
        kind: 'reload',
        at: {
          printed: '2026-11-23T18:38:37.507827+0000',
          epochMs: 1795459117507,
          iso: '2026-11-23T18:38:37.507Z',
          basis: 'journal',
        },
        host: 'worker-3',
        source: { input: 'journal.txt', firstLine: 1, lastLine: 5 },
        message: `Reload requested from ${WHO}\nReloading...\nReloading finished in 21962 ms.`,
        ...CLIENT,
        durationMs: 21962,
        problems: [],
      },
    ])
  })

  test('hosts of a merged log have their reloads to themselves', () => {
    const log = [
      "Nov 23 19:16:10 a systemd[1]: Reload requested from client PID 1 ('x')...",
      "Nov 23 19:16:10 b systemd[1]: Reload requested from client PID 2 ('y')...",
      'Nov 23 19:16:11 b systemd[1]: Reloading...',
      'Nov 23 19:16:11 a systemd[1]: Reloading...',
      'Nov 23 19:16:12 a systemd[1]: Reloading finished in 11 ms.',
      'Nov 23 19:16:12 b systemd[1]: Reloading finished in 22 ms.',
    ].join('\n')
    expect(reloads(read(log))).toEqual([
      reload({ clientPid: 1, clientComm: 'x', durationMs: 11 }),
      reload({ clientPid: 2, clientComm: 'y', durationMs: 22 }),
    ])
  })

  test('three reloads are three', () => {
    expect(reloads(pid1('Reloading.', 'Reloading.', 'Reloading.'))).toHaveLength(3)
    expect(reloads(pid1('Reloading...', 'Reloading...', 'Reloading finished in 5 ms.'))).toEqual([
      reload(),
      reload({ durationMs: 5 }),
    ])
  })

  test('a reload whose lines stand twice is one', () => {
    const log = [
      `Nov 23 19:16:10 node-03 systemd[1]: Reload requested from ${WHO}`,
      `Nov 23 19:16:10 node-03 systemd[1]: Reload requested from ${WHO}`,
      'Nov 23 19:16:10 node-03 systemd[1]: Reloading...',
      'Nov 23 19:16:10 node-03 systemd[1]: Reloading...',
      'Nov 23 19:16:11 node-03 systemd[1]: Reloading finished in 900 ms.',
      'Nov 23 19:16:11 node-03 systemd[1]: Reloading finished in 900 ms.',
    ].join('\n')
    expect(reloads(read(log))).toEqual([reload({ ...CLIENT, durationMs: 900 })])
  })

  test('what the log does not show is said', () => {
    expect(reloads(pid1(`Reload requested from ${WHO}`))).toEqual([
      reload({
        ...CLIENT,
        problems: [
          {
            code: 'reload-not-seen',
            message: 'a reload was requested, and the log does not say that it ran',
            line: 1,
          },
        ],
      }),
    ])
    expect(reloads(pid1('Reloading finished in 31 ms.'))).toEqual([
      reload({
        durationMs: 31,
        problems: [
          {
            code: 'reload-cut',
            message: 'only the end of the reload is in the log: it began before',
            line: 1,
          },
        ],
      }),
    ])
  })

  test('a reload of one kind does not end one of the other', () => {
    expect(reloads(pid1(`Reload requested from ${WHO}`, 'Reexecuting.')).map(({ kind }) => kind)).toEqual([
      'reload',
      'reexec',
    ])
  })

  test('only so many are open: a log with a host in every line is read in bounded memory', () => {
    const hosts = Array.from(
      { length: 200 },
      (_, at) => `Nov 23 19:16:10 host-${at} systemd[1]: Reloading...`,
    )
    const events: FoundEvent[] = []
    const reader = new SystemdReader({ input: 'a', sink: (event) => events.push(event) })
    for (const line of frame(hosts.join('\n'))) reader.push(line)
    expect(events).toHaveLength(136)
    reader.end()
    expect(events).toHaveLength(200)
  })
})

describe('who is PID 1', () => {
  test.each([
    ['journald', 'Nov 23 19:16:10 node-03 systemd[1]: Reloading.'],
    ['a tag without pid (RHEL 7)', 'Nov 23 19:16:10 node-03 systemd: Reloading.'],
    [
      'JSON',
      '{"__REALTIME_TIMESTAMP":"1795458831543099","_HOSTNAME":"node-03","SYSLOG_IDENTIFIER":"systemd","_PID":"1","MESSAGE":"Reloading."}',
    ],
    ['RFC 5424', '<30>1 2026-11-23T18:33:51.524599+00:00 node-03 systemd 1 - - Reloading.'],
  ])('%s', (_name, line) => {
    expect(reloads(read(line))).toEqual([reload()])
  })

  test.each([
    ['a user manager', 'Nov 23 19:16:10 node-03 systemd[1234]: Reloading.'],
    ['another sender', 'Nov 23 19:16:10 node-03 foo[1]: Reloading.'],
    ['dbus', 'Nov 23 19:16:10 node-03 dbus-daemon[355]: [system] Reloaded configuration'],
    ['a container', '2026-11-23T19:16:20.1Z stdout F systemd[1]: Reloading.'],
    ['no sender', 'Reloading.'],
    ['oomd', 'Nov 23 19:16:10 node-03 systemd-oomd[400]: Reloading.'],
    [
      'a user manager, by JSON',
      '{"__REALTIME_TIMESTAMP":"1795458831543099","SYSLOG_IDENTIFIER":"systemd","_PID":"1234","MESSAGE":"Reloading."}',
    ],
  ])('not %s', (_name, line) => {
    const { events, taken } = read(line)
    expect(events).toEqual([])
    expect(taken).toEqual([false])
  })

  test.each([
    ['Reloading nginx.service - A high performance web server...'],
    ['Reloading The Apache HTTP Server...'],
    ['Reloaded nginx.service - A high performance web server.'],
    ['Reloading requested by nobody...'],
    ['Reloading finished in a hurry...'],
    ['Reloading finished in 5 ms...'],
    ['Reload requested from client PID x...'],
    ['Reload requested from client PID 7 and others...'],
    ['Reloading. '],
  ])('what is no reload of systemd: %s', (text) => {
    const { events, taken } = pid1(text)
    expect(events).toEqual([])
    expect(taken).toEqual([true])
  })
})

const state = (more: object) => ({ type: 'systemd-unit-state', problems: [], ...more })
const oom = (more: object) => ({ type: 'systemd-unit-oom', problems: [], ...more })
const KUBELET = 'kubelet: The Kubernetes Node Agent'
const SCOPE = `cri-containerd-${'ab'.repeat(32)}.scope`

describe('what a unit does', () => {
  test.each<[text: string, event: object]>([
    // By description, by both, by name.
    [`Starting ${KUBELET}...`, state({ state: 'starting', description: KUBELET })],
    [`Started ${KUBELET}.`, state({ state: 'started', description: KUBELET })],
    [`Stopping ${KUBELET}...`, state({ state: 'stopping', description: KUBELET })],
    [`Stopped ${KUBELET}.`, state({ state: 'stopped', description: KUBELET })],
    [
      `Started kubelet.service - ${KUBELET}.`,
      state({ state: 'started', unit: 'kubelet.service', description: KUBELET }),
    ],
    ['Stopped kubelet.service.', state({ state: 'stopped', unit: 'kubelet.service' })],
    // The kubelet by its other names, and the runtimes.
    ['Started Kubernetes Kubelet.', state({ state: 'started', description: 'Kubernetes Kubelet' })],
    ['Started Lightweight Kubernetes.', state({ state: 'started', description: 'Lightweight Kubernetes' })],
    ['Started k3s-agent.service.', state({ state: 'started', unit: 'k3s-agent.service' })],
    ['Started rke2-server.service.', state({ state: 'started', unit: 'rke2-server.service' })],
    ['Started k0sworker.service.', state({ state: 'started', unit: 'k0sworker.service' })],
    [
      'Started snap.microk8s.daemon-kubelite.service.',
      state({ state: 'started', unit: 'snap.microk8s.daemon-kubelite.service' }),
    ],
    ['Started origin-node.service.', state({ state: 'started', unit: 'origin-node.service' })],
    [
      'Started Docker Application Container Engine.',
      state({ state: 'started', description: 'Docker Application Container Engine' }),
    ],
    [
      'Started Container Runtime Interface for OCI (CRI-O).',
      state({ state: 'started', description: 'Container Runtime Interface for OCI (CRI-O)' }),
    ],
    ['Stopping containerd.service...', state({ state: 'stopping', unit: 'containerd.service' })],
    // Slices.
    [
      'Created slice libcontainer container kubepods-burstable.slice.',
      state({
        state: 'slice-created',
        unit: 'kubepods-burstable.slice',
        description: 'libcontainer container kubepods-burstable.slice',
      }),
    ],
    [
      'Created slice kubepods.slice - libcontainer container kubepods.slice.',
      state({
        state: 'slice-created',
        unit: 'kubepods.slice',
        description: 'libcontainer container kubepods.slice',
      }),
    ],
    ['Removed slice kubepods-pod1.slice.', state({ state: 'slice-removed', unit: 'kubepods-pod1.slice' })],
    ['Created slice system.slice.', state({ state: 'slice-created', unit: 'system.slice' })],
    // 220 and later, then 219.
    [
      'kubelet.service: Main process exited, code=exited, status=255/EXCEPTION',
      state({
        state: 'exited',
        unit: 'kubelet.service',
        code: 'exited',
        status: 255,
        statusName: 'EXCEPTION',
      }),
    ],
    [
      'kubelet.service: Main process exited, code=exited, status=255/n/a',
      state({ state: 'exited', unit: 'kubelet.service', code: 'exited', status: 255 }),
    ],
    [
      'backup-agent.service: Main process exited, code=killed, status=9/KILL',
      state({ state: 'exited', unit: 'backup-agent.service', code: 'killed', status: 9, statusName: 'KILL' }),
    ],
    [
      'a.service: Main process exited, code=dumped, status=34/RTMIN+0',
      state({ state: 'exited', unit: 'a.service', code: 'dumped', status: 34, statusName: 'RTMIN+0' }),
    ],
    [
      'kubelet.service: Main process exited, code=exited, status=0/SUCCESS (success)',
      state({ state: 'exited', unit: 'kubelet.service', code: 'exited', status: 0, statusName: 'SUCCESS' }),
    ],
    [
      'kubelet.service: main process exited, code=exited, status=1/FAILURE',
      state({ state: 'exited', unit: 'kubelet.service', code: 'exited', status: 1, statusName: 'FAILURE' }),
    ],
    ['Unit kubelet.service entered failed state.', state({ state: 'failed', unit: 'kubelet.service' })],
    ['kubelet.service: Unit entered failed state.', state({ state: 'failed', unit: 'kubelet.service' })],
    [
      "nginx.service: Failed with result 'start-limit-hit'.",
      state({ state: 'failed', unit: 'nginx.service', result: 'start-limit-hit' }),
    ],
    ...'exit-code signal core-dump timeout watchdog start-limit-hit resources protocol'
      .split(' ')
      .map((result): [string, object] => [
        `kubelet.service: Failed with result '${result}'.`,
        state({ state: 'failed', unit: 'kubelet.service', result }),
      ]),
    ['kubelet.service: Succeeded.', state({ state: 'deactivated', unit: 'kubelet.service' })],
    ['kubelet.service: Deactivated successfully.', state({ state: 'deactivated', unit: 'kubelet.service' })],
    [
      'kubelet.service holdoff time over, scheduling restart.',
      state({ state: 'restart-scheduled', unit: 'kubelet.service' }),
    ],
    [
      'nginx.service: Service hold-off time over, scheduling restart.',
      state({ state: 'restart-scheduled', unit: 'nginx.service' }),
    ],
    [
      'nginx.service: Service RestartSec=1min 100ms expired, scheduling restart.',
      state({ state: 'restart-scheduled', unit: 'nginx.service' }),
    ],
    [
      'nginx.service: Scheduled restart job, restart counter is at 12.',
      state({ state: 'restart-scheduled', unit: 'nginx.service', restartCounter: 12 }),
    ],
    [
      'kubelet.service: Consumed 1min 45.339s CPU time.',
      state({ state: 'resources-consumed', unit: 'kubelet.service' }),
    ],
    [
      'kubelet.service: Consumed 2min 16.501s CPU time, 93.7M memory peak.',
      state({ state: 'resources-consumed', unit: 'kubelet.service', memoryPeak: '93.7M' }),
    ],
    [
      'kubepods-pod1.slice: Consumed 8.1s CPU time over 2h 3s wall clock time, 2.2G memory peak, 12K memory swap peak, 760K read from disk.',
      state({ state: 'resources-consumed', unit: 'kubepods-pod1.slice', memoryPeak: '2.2G' }),
    ],
    // OOM kills.
    [
      `${SCOPE}: A process of this unit has been killed by the OOM killer.`,
      oom({ unit: SCOPE, by: 'kernel', form: 'process-killed' }),
    ],
    [
      'kubepods.slice: The kernel OOM killer killed some processes in this unit.',
      oom({ unit: 'kubepods.slice', by: 'kernel', form: 'process-killed' }),
    ],
    [
      'a.service: systemd-oomd killed 3 process(es) in this unit.',
      oom({ unit: 'a.service', by: 'systemd-oomd', form: 'process-killed', killedProcesses: 3 }),
    ],
    [
      'a.service: systemd-oomd killed some process(es) in this unit.',
      oom({ unit: 'a.service', by: 'systemd-oomd', form: 'process-killed' }),
    ],
    ["a.service: Failed with result 'oom-kill'.", oom({ unit: 'a.service', by: 'unknown', form: 'result' })],
  ])('%s', (text, event) => {
    const { events } = pid1(text)
    expect(events.map(own)).toEqual([event])
    const record = { id: 'x-1', ...events[0] }
    expect(eventSchema.parse(record)).toEqual(record)
    expect(record).toMatchObject({ message: text, host: 'node-03' })
  })

  test.each([
    // 219 says it in the line before: `Unit kubelet.service entered failed state.`
    ['kubelet.service failed.'],
    // Units that no node limit hangs on.
    ['Started nginx.service - A high performance web server.'],
    ['Starting Daily apt download activities...'],
    ['Created slice system-getty.slice.'],
    ['Created slice User Slice of UID 1000.'],
    ['Started Kubernetes systemd probe.'],
    ['Started run-r1.scope - Kubernetes systemd probe.'],
    ['Started kube-apiserver.service - Kubernetes API Server.'],
    [`Started libcontainer container ${'ab'.repeat(32)}.`],
    [`${SCOPE}: Deactivated successfully.`],
    [`${SCOPE}: Consumed 27.905s CPU time, 384M memory peak.`],
    ['var-lib-containerd-tmpmounts-containerd\\x2dmount1.mount: Succeeded.'],
    ['run-containerd-io.containerd.grpc.v1.cri-sandboxes-1-shm.mount: Deactivated successfully.'],
    ['nginx.service: Main process exited, code=exited, status=0/SUCCESS'],
    ['nginx.service: Main process exited, code=killed, status=15/TERM (success)'],
    ['nginx.service: Consumed 4s CPU time, 2.5G memory peak.'],
    // Descriptions that imitate.
    ["Started x: Failed with result 'oom-kill'.."],
    ['Started a.service: A process of this unit has been killed by the OOM killer..'],
    ['my unit.service: A process of this unit has been killed by the OOM killer.'],
    ['a.service: A process of this unit has been killed by the OOM killer. Really.'],
    ['not-a-unit: The kernel OOM killer killed some processes in this unit.'],
    ["a.service: Failed with result 'oom-kill'. And more."],
    ['Unit a b entered failed state.'],
    ['Unit entered failed state.'],
    ['Starting ...'],
    ['Started .'],
  ])('nothing worth a record: %s', (text) => {
    expect(pid1(text).events).toEqual([])
  })

  test('two lines about one restart (235 to 253) are one event', () => {
    const lines = [
      'a.service: Service RestartSec=100ms expired, scheduling restart.',
      'a.service: Scheduled restart job, restart counter is at 2.',
    ]
    const { events } = pid1(...lines)
    expect(events.map(own)).toEqual([
      state({ state: 'restart-scheduled', unit: 'a.service', restartCounter: 2 }),
    ])
    expect(events[0]).toMatchObject({
      at: { printed: 'Nov 23 19:16:10' },
      source: { firstLine: 1, lastLine: 2 },
      message: lines.join('\n'),
    })
  })

  test('restarts of two units stay two', () => {
    const found = pid1(
      'a.service: Service hold-off time over, scheduling restart.',
      'b.service: Scheduled restart job, restart counter is at 2.',
      'c.service: Service hold-off time over, scheduling restart.',
      'Started nginx.service.',
      'c.service: Scheduled restart job, restart counter is at 4.',
    )
    expect(found.events.map(own)).toEqual([
      state({ state: 'restart-scheduled', unit: 'a.service' }),
      state({ state: 'restart-scheduled', unit: 'b.service', restartCounter: 2 }),
      state({ state: 'restart-scheduled', unit: 'c.service' }),
      state({ state: 'restart-scheduled', unit: 'c.service', restartCounter: 4 }),
    ])
  })
})

describe('what journalctl says of itself', () => {
  test('a boot between two lines', () => {
    const { events, taken } = read(
      [
        'Nov 23 19:16:10 node-03 systemd[1]: Started a.service.',
        '-- Boot 657b3267522742fbb6b3f7dfb0e0ba39 --',
        'Nov 23 19:17:10 node-03 systemd[1]: Started a.service.',
        '-- Reboot --',
        'Nov 23 19:18:10 node-03 systemd[1]: Started a.service.',
      ].join('\n'),
    )
    expect(events).toEqual([
      {
        type: 'boot',
        form: 'journal-mark',
        bootId: '657b3267522742fbb6b3f7dfb0e0ba39',
        at: { basis: 'none' },
        source: { input: 'journal.txt', firstLine: 2, lastLine: 2 },
        message: '-- Boot 657b3267522742fbb6b3f7dfb0e0ba39 --',
        problems: [],
      },
      {
        type: 'boot',
        form: 'journal-mark',
        at: { basis: 'none' },
        source: { input: 'journal.txt', firstLine: 4, lastLine: 4 },
        message: '-- Reboot --',
        problems: [],
      },
    ])
    expect(taken).toEqual([true, true, true, true, true])
  })

  test.each([
    ['-- Journal begins at Mon 2026-11-23 19:23:51 CET, ends at Mon 2026-11-23 19:54:04 CET. --'],
    ['-- Logs begin at Mon 2026-11-23 19:23:51 CET, end at Mon 2026-11-23 19:54:04 CET. --'],
  ])('how far it goes, which tells the year: %s', (text) => {
    const source = { input: 'journal.txt', firstLine: 1, lastLine: 1 }
    expect(read(text).facts).toEqual([
      { kind: 'year', source, printed: 'Mon 2026-11-23 19:23:51 CET' },
      { kind: 'year', source, printed: 'Mon 2026-11-23 19:54:04 CET' },
    ])
  })

  test.each([
    ['-- No entries --'],
    ['-- Boot 657b --'],
    ['Nov 23 19:16:10 node-03 foo[7]: -- Reboot --'],
    ['-- Journal begins at noon, ends at night. --'],
  ])('no mark: %s', (text) => {
    const { events, facts, taken } = read(text)
    expect([events, facts, taken]).toEqual([[], [], [false]])
  })
})

describe('hostile lines', () => {
  const LONG = 300_000
  test.each([
    ['Reload requested from client PID 1', " ('a')"],
    ['Reload requested from client PID 1', '...'],
    ['a.service: Consumed ', ', 1M memory peak'],
    ['a.service: ', ': '],
    ['Started ', ' - a.service'],
    ['Started ', 'kubernetes '],
    ['Unit ', 'a.service '],
    ['a', '.service: '],
  ])('%s and then %s for ever is read at once', (head, piece) => {
    const reader = new SystemdReader({ input: 'a', sink: () => {} })
    const text = `${head}${piece.repeat(Math.ceil(LONG / piece.length))}`
    const started = performance.now()
    for (const end of ['', '.', '...', ' scheduling restart.', ' rate limit.']) {
      reader.push({
        framing: 'journal-short',
        firstLine: 1,
        lastLine: 1,
        sender: 'systemd',
        text: text + end,
      })
    }
    reader.end()
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('marks of journalctl that do not end', () => {
    const { events } = read(`-- Journal begins at ${'2026-11-23 19:23:51 CET, '.repeat(10_000)}`)
    expect(events).toEqual([])
  })
})

test('a log that has pids: `systemd` without one is somebody else, on that host', () => {
  const line = (host: string, sender: string) => `2026-11-23T19:40:30+0100 ${host} ${sender}: Reloading.\n`
  expect(read(line('a', 'systemd')).events).toHaveLength(1)
  const { events } = read(line('a', 'systemd[1]') + line('a', 'systemd') + line('b', 'systemd'))
  expect(events.map(({ source }) => source.firstLine)).toEqual([1, 3])
})
