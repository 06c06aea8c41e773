import { describe, expect, it } from 'vitest'
import { type Document, parse, parseAll } from '../src/index.js'

const KILL =
  'Out of memory: Killed process 1 (systemd) total-vm:73472kB, anon-rss:65124kB, file-rss:4kB, shmem-rss:844kB, UID:0 pgtables:172kB oom_score_adj:0'

function typesOf({ events }: Document): string[] {
  return events.map(({ type }) => type)
}

function problemsOf({ inputs }: Document): string[] {
  return inputs.flatMap(({ problems }) => problems.map(({ code }) => code))
}

describe('a value of klog that has several lines', () => {
  const klog = (printed: string) =>
    [
      'I1124 08:59:00.123456     424 server.go:417] "Kubelet version" kubeletVersion="v1.32.1"',
      'I1124 09:00:00.123456     424 prober.go:107] "Probe failed" probeType="Readiness" pod="a/b" output=<',
      `\t${printed}`,
      '\tmore of it',
      ' >',
      'I1124 09:00:01.123456     424 kubelet.go:2447] "SyncLoop ADD" source="api"',
      '',
    ].join('\n')

  it.each([
    `[ 7013.123456] ${KILL}`,
    KILL,
    `Nov 24 09:00:00 n kernel: ${KILL}`,
    'Nov 24 09:00:00 n systemd[1]: Reloading.',
    'I1124 09:00:00.123456     424 server.go:417] "Kubelet version" kubeletVersion="v6.6.6"',
    `{"__REALTIME_TIMESTAMP":"1795458231347961","_TRANSPORT":"kernel","MESSAGE":"${KILL}"}`,
  ])('is what a container printed, not a line of the log: %s', (printed) => {
    expect(typesOf(parse(klog(printed)))).toEqual(['kubelet-start'])
  })

  it('ends where the tabs end', () => {
    const log = klog('it').replace(' >\n', ` >\n[ 7013.123456] ${KILL}\n`)
    expect(typesOf(parse(log))).toEqual(expect.arrayContaining(['kubelet-start', 'oom']))
  })
})

describe('the description of a pod', () => {
  const description = (annotation: string) =>
    [
      'Name:             web-0',
      'Namespace:        default',
      'Node:             n/192.0.2.7',
      'Annotations:      note:',
      `                    ${annotation}`,
      'Status:           Running',
      'Containers:',
      '  app:',
      '    Limits:',
      '      memory:  64Mi',
      '',
    ].join('\n')

  it.each([`[ 7013.123456] ${KILL}`, KILL, 'Nov 24 09:00:00 n systemd[1]: Reloading.'])(
    'has no lines of a log in its annotations: %s',
    (annotation) => {
      expect(typesOf(parse(description(annotation)))).toEqual(['pod-spec'])
    },
  )
})

describe('who wrote an entry of the journal', () => {
  const entry = (fields: Record<string, string>) =>
    `${JSON.stringify({ __REALTIME_TIMESTAMP: '1795458231347961', _HOSTNAME: 'n', MESSAGE: KILL, ...fields })}\n`
  const exported = (fields: Record<string, string>) =>
    `${Object.entries({ __REALTIME_TIMESTAMP: '1795458231347961', MESSAGE: KILL, ...fields })
      .map(([key, value]) => `${key}=${value}`)
      .join('\n')}\n\n`
  const collected = (fields: Record<string, string>) =>
    `${JSON.stringify({ timestamp: '2026-11-23T18:16:20Z', jsonPayload: { MESSAGE: KILL, ...fields } })}\n`

  describe.each([
    ['JSON', entry],
    ['an export', exported],
    ['a collector', collected],
  ])('in %s', (_, written) => {
    it('is the kernel by its transport', () => {
      expect(typesOf(parse(written({ _TRANSPORT: 'kernel' })))).toEqual(['oom'])
      expect(typesOf(parse(written({ _TRANSPORT: 'kernel', SYSLOG_IDENTIFIER: 'kernel' })))).toEqual(['oom'])
    })

    it.each([
      { _TRANSPORT: 'journal', _PID: '77', _UID: '1000' },
      { _TRANSPORT: 'syslog', SYSLOG_IDENTIFIER: 'kernel' },
      { _TRANSPORT: 'stdout', SYSLOG_IDENTIFIER: 'kernel', _UID: '1000' },
      { SYSLOG_IDENTIFIER: 'kernel', _UID: '1000' },
    ])('is no kernel, whatever it calls itself: %j', (fields) => {
      const document = parse(written(fields))
      expect(typesOf(document)).toEqual([])
      expect(problemsOf(document)).toEqual(['untrusted-line'])
    })
  })

  it('is not the kubelet or a runtime if it is a plain user', () => {
    const version = 'I1124 09:00:00.123456      99 server.go:417] "Kubelet version" kubeletVersion="v6.6.6"'
    const kubelet = (uid: string) =>
      parse(entry({ SYSLOG_IDENTIFIER: 'kubelet', _PID: '99', _UID: uid, MESSAGE: version }))
    expect(typesOf(kubelet('0'))).toEqual(['kubelet-start'])
    expect(typesOf(kubelet('1000'))).toEqual([])
    expect(problemsOf(kubelet('1000'))).toEqual(['untrusted-line'])
    const oom = 'time="2026-11-23T18:45:38.6Z" level=info msg="TaskOOM event container_id:\\"44d3\\""'
    const containerd = (uid: string) =>
      parse(entry({ SYSLOG_IDENTIFIER: 'containerd', _UID: uid, MESSAGE: oom }))
    expect(typesOf(containerd('0'))).toEqual(['runtime-oom'])
    expect(typesOf(containerd('1000'))).toEqual([])
  })
})

describe('what a container prints', () => {
  it('is no kernel line, by what fluent-bit says of it', () => {
    const line = (log: string, container?: string) =>
      `${JSON.stringify({
        log: `${log}\n`,
        stream: 'stdout',
        time: '2026-11-23T18:16:20Z',
        ...(container === undefined ? {} : { kubernetes: { container_name: container } }),
      })}\n`
    expect(typesOf(parse(line(KILL, 'app')))).toEqual([])
    expect(problemsOf(parse(line(KILL, 'app')))).toEqual(['untrusted-line'])
    expect(typesOf(parse(line(`<3>[ 7013.123456] ${KILL}`, 'kmsg')))).toEqual(['oom'])
    expect(typesOf(parse(line(KILL)))).toEqual(['oom'])
  })

  it('is no kernel line, by the path of its log', () => {
    const name = 'var/log/pods/default_web-0_2b2edfdb-0000-0000-0000-000000000000/app/0.log'
    const log = (text: string) => `2026-11-23T18:16:20.123456789Z stdout F ${text}\n`
    expect(typesOf(parse(log(KILL), { name }))).toEqual([])
    expect(problemsOf(parse(log(KILL), { name }))).toEqual(['untrusted-line'])
    expect(typesOf(parse(log(`<3>[ 7013.123456] ${KILL}`), { name }))).toEqual(['oom'])
    expect(typesOf(parse(log(KILL), { name: 'kmsg.log' }))).toEqual(['oom'])
  })
})

describe('a mark of journalctl', () => {
  it('has no stamp: with one it is the rest of a name with a line feed', () => {
    const boots = (mark: string) =>
      parseAll([
        {
          name: 'a',
          log: `[ 7000.000001] ${KILL}\n${mark}\n[ 7000.000002] oom_reaper: reaped process 1 (systemd), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB\n`,
        },
      ]).events.filter(({ type }) => type === 'oom').length
    expect(boots('[ 7000.000001] -- Reboot --')).toBe(1)
    expect(boots('-- Reboot --')).toBe(2)
  })
})

describe('a time that no calendar has', () => {
  it.each([
    '2026-02-30T23:59:59Z',
    '2026-13-01T00:00:00Z',
    '2026-11-24T25:00:00Z',
    '2026-11-24T09:00:00+99:00',
  ])('is no instant: %s', (stamp) => {
    const [event] = parse(`${stamp} h kernel: ${KILL}\n`).events
    expect(event?.at.epochMs).toBeUndefined()
    expect(event?.at.printed).toBe(stamp)
  })

  it('is not that of a leap second', () => {
    expect(parse(`2016-12-31T23:59:60Z h kernel: ${KILL}\n`).events[0]?.at.epochMs).toBe(Date.UTC(2017, 0, 1))
  })
})

it('summaries alone (`grep oom-kill:`) are an OOM each', () => {
  const pids = [11, 12, 13, 14, 15, 16]
  const log = pids.map(
    (pid) =>
      `[ 70${pid}.000000] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/p${pid},task_memcg=/p${pid},task=a,pid=${pid},uid=0\n`,
  )
  const ooms = parse(log.join('')).events.filter((event) => event.type === 'oom')
  expect(ooms.map(({ cgroup }) => cgroup?.limitOwner)).toEqual(pids.map((pid) => `/p${pid}`))
})

it('a number that is too large to keep is left out, and nothing else of its line', () => {
  const [oom] = parse(
    '[ 2.000000] Out of memory: Killed process 5 (a) total-vm:99999999999999999996kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:99999999999999999999 pgtables:4kB oom_score_adj:7\n',
  ).events.filter((event) => event.type === 'oom')
  expect(oom?.victims).toEqual([
    {
      pid: 5,
      comm: 'a',
      anonRssBytes: 4096,
      fileRssBytes: 0,
      shmemRssBytes: 0,
      pgtablesBytes: 4096,
      oomScoreAdj: 7,
      line: 1,
    },
  ])
  expect(oom?.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'number-out-of-range: totalVmBytes is too large to keep',
    'number-out-of-range: uid is too large to keep',
  ])
})
