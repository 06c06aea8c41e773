import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import { eventSchema } from '../record/event.js'
import type { FoundEvent } from '../record/index.js'
import { RuntimeReader } from './index.js'
import { epochOf } from './rfc3339.js'

const ID = '65892fb4b7c1ad86b6a236105b39b998abb339a3c014d035718549fdaa908fe2'
const ID2 = '44d3336c959e6b2544dfc88e6f0580938bbf382e33db3205bb876f85845823a3'

function read(log: string): { events: FoundEvent[]; taken: boolean[] } {
  const events: FoundEvent[] = []
  const reader = new RuntimeReader({ input: 'a.log', sink: (event) => events.push(event) })
  const taken = frame(log).map((line) => reader.push(line))
  reader.end()
  return { events, taken }
}

/** What a sender of node-03 says, a line per second. */
function says(sender: string, ...texts: string[]): { events: FoundEvent[]; taken: boolean[] } {
  return read(texts.map((text, at) => `Nov 23 19:16:${10 + at} node-03 ${sender}: ${text}`).join('\n'))
}

const logrus = (message: string, time = '2026-11-23T19:37:19.810744810+01:00') =>
  `time="${time}" level=info msg="${message.replace(/["\\]/g, '\\$&')}"`

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

const oom = (more: object) => ({ type: 'runtime-oom', problems: [], ...more })
const exit = (more: object) => ({ type: 'container-exit', runtime: 'containerd', problems: [], ...more })
const kill = (more: object) => ({ type: 'userspace-oom-kill', problems: [], ...more })

const EXIT_STRUCT = `&TaskExit{ContainerID:${ID},ID:${ID},Pid:1055,ExitStatus:137,ExitedAt:2026-11-23 18:37:23.0154195 +0000 UTC,XXX_unrecognized:[],}`
const EXIT_TEXT = `container_id:"${ID2}"  id:"${ID2}"  pid:1273  exit_status:137  exited_at:{seconds:1795460447  nanos:20281370}`
const OLD_EXIT = exit({ containerId: ID, pid: 1055, exitCode: 137, exitedAt: '2026-11-23T18:37:23.0154195Z' })
const NEW_EXIT = exit({
  containerId: ID2,
  pid: 1273,
  exitCode: 137,
  exitedAt: '2026-11-23T19:00:47.020281370Z',
})

describe('containerd', () => {
  test.each<[message: string, event: object]>([
    // 1.3 to 1.6.
    [
      `TaskOOM event &TaskOOM{ContainerID:${ID},XXX_unrecognized:[],}`,
      oom({ runtime: 'containerd', containerId: ID }),
    ],
    [`TaskExit event ${EXIT_STRUCT}`, OLD_EXIT],
    [`received exit event ${EXIT_STRUCT}`, OLD_EXIT],
    // 1.7 and later; the blanks differ by build.
    [`TaskOOM event container_id:"${ID2}"`, oom({ runtime: 'containerd', containerId: ID2 })],
    [`TaskOOM event  container_id:"${ID2}"`, oom({ runtime: 'containerd', containerId: ID2 })],
    [`TaskExit event ${EXIT_TEXT}`, NEW_EXIT],
    [`TaskExit event ${EXIT_TEXT.replaceAll('  ', ' ')}`, NEW_EXIT],
    [`received exit event ${EXIT_TEXT}`, NEW_EXIT],
    // 2.1.6 and later.
    [`received container exit event ${EXIT_TEXT}`, NEW_EXIT],
    [`received sandbox container exit event ${EXIT_TEXT}`, NEW_EXIT],
    [`received sandbox exit event ${EXIT_TEXT}`, NEW_EXIT],
    // Protobuf's text leaves zeros out: a code that is not printed is not in the record.
    [
      `TaskExit event container_id:"${ID}" id:"${ID}" pid:7 exited_at:{seconds:1795460447}`,
      exit({ containerId: ID, pid: 7, exitedAt: '2026-11-23T19:00:47Z' }),
    ],
    [
      `TaskExit event container_id:"${ID}" id:"exec-1" pid:7 exit_status:1 exited_at:{seconds:-62135596800}`,
      exit({ containerId: ID, execId: 'exec-1', pid: 7, exitCode: 1 }),
    ],
    [
      `TaskExit event &TaskExit{ContainerID:${ID},ID:exec-1,Pid:7,ExitStatus:0,ExitedAt:0001-01-01 00:00:00 +0000 UTC,XXX_unrecognized:[],}`,
      exit({ containerId: ID, execId: 'exec-1', pid: 7, exitCode: 0 }),
    ],
  ])('%s', (message, event) => {
    const { events, taken } = says('containerd[293]', logrus(message))
    expect(events.map(own)).toEqual([event])
    expect(taken).toEqual([true])
    const record = { id: 'x-1', ...events[0] }
    expect(eventSchema.parse(record)).toEqual(record)
  })

  const TASK_OOM = logrus(`TaskOOM event container_id:"${ID}"`)

  test.each([
    ['containerd[293]'],
    ['dockerd[1158]'],
    ['k3s[700]'],
    ['rke2[700]'],
    ['microk8s.daemon-containerd[9]'],
    ['containerd'],
  ])('its lines by the name %s', (sender) => {
    expect(says(sender, TASK_OOM).events.map(own)).toEqual([oom({ runtime: 'containerd', containerId: ID })])
  })

  test('inside a message of k0s', () => {
    const { events } = says('k0s[5]', `${logrus(TASK_OOM)} component=containerd stream=stderr`)
    expect(events.map(own)).toEqual([oom({ runtime: 'containerd', containerId: ID })])
  })

  test.each([
    ['a process that is no runtime', `Nov 23 19:16:10 node-03 foo[7]: ${TASK_OOM}`],
    ['a container', `2026-11-23T19:16:20.1Z stderr F ${TASK_OOM}`],
    [
      'another line of k3s',
      `Nov 23 19:16:10 node-03 k3s[7]: time="2026-11-23T19:37:19Z" level=info msg="Starting"`,
    ],
    ['PID 1', 'Nov 23 19:16:10 node-03 systemd[1]: Reloading.'],
  ])('not %s', (_name, line) => {
    expect(read(line)).toEqual({ events: [], taken: [false] })
  })

  test.each([
    [logrus(`failed to handle container TaskExit event ${EXIT_TEXT}`)],
    [logrus(`Failed to handle exit event ${EXIT_STRUCT} for ${ID}`)],
    [
      'time="2026-11-23T19:37:22.2+01:00" level=error msg="publish OOM event" error="context deadline exceeded"',
    ],
    [`time="2026-11-23T19:37:22.2+01:00" level=error msg="x" error="TaskOOM event container_id:\\"${ID}\\""`],
    [logrus(`TaskOOM event container_id:"${ID}" and more`)],
    [logrus('TaskOOM event container_id:"a b"')],
    [`TaskOOM event container_id:"${ID}"`],
    [TASK_OOM.slice(0, -1)],
    [`time="2026-11-23T19:37:22.2+01:00" level=info msg=TaskOOM event`],
    [logrus(`TaskExit event &TaskExit{ContainerID:${ID},ID:${ID},Pid:1,ExitStatus:1`)],
  ])('nothing that happened to a container: %s', (text) => {
    expect(says('containerd[293]', text)).toEqual({ events: [], taken: [true] })
  })

  test('one exit, told three times, is one; the next is another', () => {
    const again = EXIT_TEXT.replace('pid:1273', 'pid:1274')
    const { events } = says(
      'containerd[293]',
      logrus(`received exit event ${EXIT_TEXT}`),
      logrus(`TaskExit event ${EXIT_TEXT.replaceAll('  ', ' ')}`),
      logrus(`TaskExit event ${EXIT_TEXT}`),
      logrus(`TaskExit event ${again}`),
    )
    expect(events.map(own)).toEqual([NEW_EXIT, { ...NEW_EXIT, pid: 1274 }])
    expect(events[0]?.source).toEqual({ input: 'a.log', firstLine: 1, lastLine: 1 })
  })

  test('two OOMs of one container are two', () => {
    expect(says('containerd[293]', TASK_OOM, TASK_OOM).events).toHaveLength(2)
  })

  test('its own log file gives the time itself', () => {
    expect(read(TASK_OOM).events).toEqual([
      {
        type: 'runtime-oom',
        runtime: 'containerd',
        containerId: ID,
        at: {
          printed: '2026-11-23T19:37:19.810744810+01:00',
          epochMs: 1795459039810,
          iso: '2026-11-23T18:37:19.810Z',
          basis: 'syslog',
        },
        source: { input: 'a.log', firstLine: 1, lastLine: 1 },
        message: TASK_OOM,
        problems: [],
      },
    ])
  })

  test('a wrapper without a year is dated by it, a wrapper with one goes first', () => {
    const [old, journal] = read(
      [
        `Nov 23 19:37:23 node-03 containerd[293]: ${TASK_OOM}`,
        `2026-11-23T19:37:23+0100 node-03 containerd[293]: ${TASK_OOM}`,
      ].join('\n'),
    ).events
    expect(old?.at).toEqual({
      printed: 'Nov 23 19:37:23',
      epochMs: 1795459039810,
      iso: '2026-11-23T18:37:19.810Z',
      basis: 'syslog',
    })
    expect(journal?.at).toMatchObject({ printed: '2026-11-23T19:37:23+0100', epochMs: 1795459043000 })
  })

  test.each([
    ['2026-11-23T19:37:19.810744810+01:00', 1795459039810],
    ['2026-11-23T18:37:19Z', 1795459039000],
    ['2026-11-23T13:07:19.81-05:30', 1795459039810],
    ['2026-11-23T18:37:19', undefined],
    ['2026-11-23 18:37:19Z', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['yesterday', undefined],
  ])('the time %s', (stamp, epochMs) => {
    expect(epochOf(stamp)).toBe(epochMs)
  })
})

describe('docker and conmon', () => {
  test('docker events', () => {
    const line = `2026-11-23T19:37:19.123456789+01:00 container oom ${ID} (image=registry.example/x:1, name=a container oom b)`
    const { events } = read(line)
    expect(events.map(own)).toEqual([oom({ runtime: 'docker', containerId: ID })])
    expect(events[0]?.at).toMatchObject({ epochMs: 1795459039123, basis: 'syslog' })
  })

  test.each([
    [`2026-11-23T19:37:19.123456789+01:00 container die ${ID} (exitCode=137, image=x, name=y)`],
    [`2026-11-23T19:37:19.123456789+01:00 container start ${ID} (image=x, name=y container oom ${ID} (z))`],
    [`container oom ${ID} (image=x, name=y)`],
    ['2026-11-23T19:37:19.123456789+01:00 container oom nobody (image=x)'],
  ])('no OOM of docker: %s', (line) => {
    expect(read(line)).toEqual({ events: [], taken: [false] })
  })

  test('dockerd at level debug', () => {
    const line =
      'time="2026-11-23T18:37:19.5Z" level=debug msg=event module=libcontainerd namespace=moby topic='
    expect(says('dockerd[9]', `${line}/tasks/oom`).events.map(own)).toEqual([oom({ runtime: 'docker' })])
    expect(says('dockerd[9]', `${line}/tasks/exit`).events).toEqual([])
    expect(says('dockerd[9]', `${line}/tasks/oomph`).events).toEqual([])
    expect(says('dockerd[9]', line.replace('msg=event', 'msg="an event"')).events).toEqual([])
  })

  test.each([
    [`conmon ${ID.slice(0, 20)} <ninfo>: OOM received`],
    [`conmon ${ID.slice(0, 20)} <ninfo>: OOM event received `],
  ])('%s', (text) => {
    const { events } = says('conmon[12]', text)
    expect(events.map(own)).toEqual([oom({ runtime: 'cri-o', containerId: ID.slice(0, 20) })])
  })

  test.each([
    ['conmon[12]', `conmon ${ID} <nwarn>: OOM received`],
    ['conmon[12]', `conmon ${ID} <ninfo>: container said: OOM received`],
    ['foo[12]', `conmon ${ID} <ninfo>: OOM received`],
  ])('no OOM of conmon: %s: %s', (sender, text) => {
    expect(says(sender, text).events).toEqual([])
  })
})

const CG = '/user.slice/user-1000.slice/user@1000.service/app.slice/firefox.scope'
const UP = '/user.slice/user-1000.slice'
const PRESSURE_TAIL = 'being 71.23% > 60.00% for > 30s with reclaim activity'
const pressure = (more: object = {}) => ({
  reason: 'memory-pressure',
  cgroup: CG,
  pressureCgroup: UP,
  pressurePercent: 71.23,
  limitPercent: 60,
  ...more,
})

describe('systemd-oomd', () => {
  test.each<[text: string, event: object]>([
    // 247: why, and not whom.
    [
      `Memory pressure for ${UP} is greater than 60 for more than 10 seconds and there was reclaim activity`,
      { stage: 'warned', reason: 'memory-pressure', pressureCgroup: UP, limitPercent: 60 },
    ],
    [
      'Swap used (966367641) / total (1073741824) is more than 90%',
      {
        stage: 'warned',
        reason: 'swap',
        swapUsedBytes: 966367641,
        swapTotalBytes: 1073741824,
        limitPercent: 90,
      },
    ],
    // 248 and later.
    [`Killed ${CG} due to memory pressure for ${UP} ${PRESSURE_TAIL}`, { stage: 'killed', ...pressure() }],
    [
      `Killed ${CG} due to swap used (966367641) / total (1073741824) being more than 90%`,
      {
        stage: 'killed',
        reason: 'swap',
        cgroup: CG,
        swapUsedBytes: 966367641,
        swapTotalBytes: 1073741824,
        limitPercent: 90,
      },
    ],
    // 249 and later.
    [
      `Killed ${CG} due to memory used (8000000000) / total (8200000000) and swap used (1000000000) / total (1073741824) being more than 90.00%`,
      {
        stage: 'killed',
        reason: 'memory-and-swap',
        cgroup: CG,
        memoryUsedBytes: 8000000000,
        memoryTotalBytes: 8200000000,
        swapUsedBytes: 1000000000,
        swapTotalBytes: 1073741824,
        limitPercent: 90,
      },
    ],
    // 262.
    [
      `Marked ${CG} for killing due to memory pressure for ${UP} ${PRESSURE_TAIL}`,
      { stage: 'marked', ...pressure() },
    ],
    [
      `Marked ${CG} for killing due to swap used (1) / total (2) being more than 90.50%`,
      {
        stage: 'marked',
        reason: 'swap',
        cgroup: CG,
        swapUsedBytes: 1,
        swapTotalBytes: 2,
        limitPercent: 90.5,
      },
    ],
    ['Failed to kill any cgroup(s) based on swap: Input/output error', { stage: 'failed', reason: 'swap' }],
    [
      `Failed to kill any cgroup(s) under ${UP} based on pressure: Input/output error`,
      { stage: 'failed', reason: 'memory-pressure' },
    ],
    [`oomd dry-run: Would have tried to kill ${CG} with recurse=true`, { stage: 'dry-run', cgroup: CG }],
    [`oomd dry-run: Would have tried to kill ${CG}`, { stage: 'dry-run', cgroup: CG }],
    // Names that imitate.
    [
      `Killed /a due to memory pressure for /b being 1.00% > 2.00% for > 3s with reclaim activity/c due to memory pressure for /a due to memory pressure for /b ${PRESSURE_TAIL}`,
      {
        stage: 'killed',
        ...pressure({
          cgroup: undefined,
          pressureCgroup: undefined,
          problems: [
            {
              code: 'ambiguous-cgroup',
              message:
                'a name in the line has the words that stand between the two cgroups: which they are is not known',
            },
          ],
        }),
      },
    ],
    [
      `Killed ${UP}/x due to memory pressure for y due to memory pressure for ${UP} ${PRESSURE_TAIL}`,
      { stage: 'killed', ...pressure({ cgroup: `${UP}/x due to memory pressure for y` }) },
    ],
    [
      'Killed /a due to swap used (1) / total (2) being more than 3%/b due to swap used (4) / total (5) being more than 90%',
      {
        stage: 'killed',
        reason: 'swap',
        cgroup: '/a due to swap used (1) / total (2) being more than 3%/b',
        swapUsedBytes: 4,
        swapTotalBytes: 5,
        limitPercent: 90,
      },
    ],
    [
      `Killed ${CG} due to swap used (99999999999999999999) / total (2) being more than 90%`,
      {
        stage: 'killed',
        reason: 'swap',
        cgroup: CG,
        swapTotalBytes: 2,
        limitPercent: 90,
        problems: [{ code: 'number-out-of-range', message: 'swapUsedBytes is 99999999999999999999' }],
      },
    ],
  ])('%s', (text, fields) => {
    const { events, taken } = says('systemd-oomd[400]', text)
    expect(events.map(own)).toEqual([kill({ killer: 'systemd-oomd', ...fields })])
    expect(taken).toEqual([true])
    const record = { id: 'x-1', ...events[0] }
    expect(eventSchema.parse(record)).toEqual(record)
  })

  test.each([
    ['systemd-oomd[400]', 'Swap is currently not detected; memory pressure usage will be degraded'],
    ['systemd-oomd[400]', `Killed ${CG}`],
    ['systemd-oomd[400]', `Killed ${CG} due to memory pressure for ${UP} being 71% > 60% for > 30s`],
    ['systemd-oomd[400]', 'Marked /a due to swap used (1) / total (2) being more than 90%'],
    ['foo[400]', `Killed ${CG} due to memory pressure for ${UP} ${PRESSURE_TAIL}`],
  ])('no kill: %s: %s', (sender, text) => {
    expect(says(sender, text).events).toEqual([])
  })
})

describe('earlyoom', () => {
  test.each<[text: string, event: object]>([
    [
      'low memory! at or below SIGTERM limits: mem 10.00%, swap 10.00%',
      { stage: 'warned', reason: 'memory-low', signal: 'SIGTERM', limitPercent: 10 },
    ],
    [
      'low memory! at or below SIGKILL limits: mem  5.00%, swap  5.00%',
      { stage: 'warned', reason: 'memory-low', signal: 'SIGKILL', limitPercent: 5 },
    ],
    // 1.3.
    [
      'sending SIGTERM to process 4321 "firefox": badness 899, VmRSS 3184 MiB',
      { stage: 'killed', signal: 'SIGTERM', pid: 4321, comm: 'firefox', oomScore: 899, rssMiB: 3184 },
    ],
    // 1.6 and 1.7.
    [
      'sending SIGKILL to process 4321 uid 1000 "Web Content": badness 899, VmRSS 3184 MiB',
      {
        stage: 'killed',
        signal: 'SIGKILL',
        pid: 4321,
        uid: 1000,
        comm: 'Web Content',
        oomScore: 899,
        rssMiB: 3184,
      },
    ],
    // 1.8.
    [
      'sending SIGTERM to process 4321 uid 0 "java": oom_score 1200, VmRSS 512 MiB, cmdline "java -jar "x""',
      { stage: 'killed', signal: 'SIGTERM', pid: 4321, uid: 0, comm: 'java', oomScore: 1200, rssMiB: 512 },
    ],
    // 1.9.
    [
      'sending SIGTERM to process 4321 uid 0 "java": oom_score 1200, oom_score_adj -500, VmRSS 512 MiB, cmdline "java"',
      {
        stage: 'killed',
        signal: 'SIGTERM',
        pid: 4321,
        uid: 0,
        comm: 'java',
        oomScore: 1200,
        oomScoreAdj: -500,
        rssMiB: 512,
      },
    ],
    // Names that imitate.
    [
      'sending SIGTERM to process 7 uid 0 "a": badness 1,": oom_score 2, VmRSS 3 MiB, cmdline "x": oom_score 9, VmRSS 9 MiB, cmdline "y"',
      {
        stage: 'killed',
        signal: 'SIGTERM',
        pid: 7,
        uid: 0,
        comm: 'a": badness 1,',
        oomScore: 2,
        rssMiB: 3,
      },
    ],
    ['escalating to SIGKILL after 0.512 seconds', { stage: 'escalated', signal: 'SIGKILL' }],
    ['process exited after 0.3 seconds', { stage: 'exited' }],
    ['process 4321 exited after 0.302 seconds', { stage: 'exited', pid: 4321 }],
    ['process 4321 did not exit', { stage: 'failed', pid: 4321 }],
    ['kill failed: Operation not permitted', { stage: 'failed' }],
  ])('%s', (text, fields) => {
    const { events } = says('earlyoom[12]', text)
    expect(events.map(own)).toEqual([kill({ killer: 'earlyoom', ...fields })])
    const record = { id: 'x-1', ...events[0] }
    expect(eventSchema.parse(record)).toEqual(record)
  })

  test.each([
    ['earlyoom[12]', 'mem avail:   123 of  4000 MiB ( 3.00%), swap free:    0 of    0 MiB ( 0.00%)'],
    ['earlyoom[12]', 'sending SIGTERM to process 7 uid 0 "a name longer than 15": oom_score 2, VmRSS 3 MiB'],
    ['earlyoom[12]', 'sending SIGTERM to process 7 uid 0 "a": oom_score 2, VmRSS 3 MiB, cmdline "cut'],
    ['earlyoom[12]', 'process x did not exit'],
    ['foo[12]', 'sending SIGTERM to process 4321 "firefox": badness 899, VmRSS 3184 MiB'],
  ])('no kill: %s: %s', (sender, text) => {
    expect(says(sender, text).events).toEqual([])
  })

  test('a kill that was none', () => {
    const SENDING = 'sending SIGTERM to process 4321 "firefox": badness 899, VmRSS 3184 MiB'
    const stages = (...texts: string[]) =>
      says('earlyoom[12]', ...texts).events.map((event) => ('stage' in event ? event.stage : ''))
    expect(stages(SENDING, 'dryrun, not actually sending any signal')).toEqual(['dry-run'])
    expect(stages(SENDING, 'process exited after 0.1 seconds')).toEqual(['killed', 'exited'])
    expect(stages(SENDING, SENDING, 'dryrun, not actually sending any signal')).toEqual(['killed', 'dry-run'])
    expect(stages('dryrun, not actually sending any signal')).toEqual([])
  })
})

describe('hostile lines', () => {
  const LONG = 300_000
  test.each([
    ['containerd', 'time="a" level=info msg="TaskOOM event ', '\\"'],
    ['containerd', 'time="a" level=info msg="TaskExit event container_id:\\"', 'a'],
    ['containerd', `time="${'a'.repeat(80)}`, ' TaskOOM event'],
    ['systemd-oomd', 'Killed ', ' due to memory pressure for '],
    ['systemd-oomd', 'Killed ', ' being 1.00% > 2.00% for > 3s'],
    ['systemd-oomd', 'Marked ', ' due to swap used (1) / total (2)'],
    ['systemd-oomd', 'Memory pressure for ', ' is greater than 1 for more than'],
    ['systemd-oomd', 'oomd dry-run: Would have tried to kill ', ' with recurse='],
    ['systemd-oomd', 'Failed to kill any cgroup', ' based on '],
    ['earlyoom', 'sending SIGTERM to process 1 "', '": badness 1, '],
    ['earlyoom', 'low memory! at or below SIGTERM limits: mem ', '10%'],
    ['conmon', 'conmon ab <ninfo>: OOM received', ' '],
  ])('%s: %s and then %s for ever is read at once', (sender, head, piece) => {
    const reader = new RuntimeReader({ input: 'a', sink: () => {} })
    const text = `${head}${piece.repeat(Math.ceil(LONG / piece.length))}`
    const started = performance.now()
    for (const end of ['', '"', 'x', ` ${PRESSURE_TAIL}`]) {
      reader.push({ framing: 'journal-short', firstLine: 1, lastLine: 1, sender, text: text + end })
    }
    reader.end()
    expect(performance.now() - started).toBeLessThan(500)
  })
})
