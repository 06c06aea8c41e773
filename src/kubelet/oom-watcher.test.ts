import { describe, expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const TIME = '2026-11-23 19:37:15.68212776 +0100 CET m=+593.228552821'
const WATCHER = { type: 'kubelet-system-oom', form: 'watcher' }
const VICTIM = { ...WATCHER, victimPid: 1055, victimComm: 'ranker_service', diedAt: TIME }

describe('the OOM watcher', () => {
  test.each<[message: string, says: object]>([
    ['Got sys oom event from cadvisor: &{0xc420b3a0c0}', WATCHER],
    [
      `Got sys oom event from cadvisor: &{1055 ranker_service ${TIME} / /}`,
      { ...VICTIM, taskCgroup: '/', limitCgroup: '/' },
    ],
    [
      `Got sys oom event: &{1055 ranker_service ${TIME} / / }`,
      { ...VICTIM, taskCgroup: '/', limitCgroup: '/' },
    ],
    [
      `Got sys oom event: &{1055 ranker_service ${TIME} /kubepods/a /kubepods CONSTRAINT_MEMCG}`,
      { ...VICTIM, taskCgroup: '/kubepods/a', limitCgroup: '/kubepods', constraint: 'CONSTRAINT_MEMCG' },
    ],
    // Names that lie: blanks, a bracket, the beginning of a time.
    [
      'Got sys oom event: &{7 a b} 2026-11-23 2021-05-04 10:00:00.5 +0000 UTC / / }',
      {
        ...WATCHER,
        victimPid: 7,
        victimComm: 'a b} 2026-11-23',
        diedAt: '2021-05-04 10:00:00.5 +0000 UTC',
        taskCgroup: '/',
        limitCgroup: '/',
      },
    ],
    [
      `"Got sys oom event" event=&{Pid:1055 ProcessName:ranker_service TimeOfDeath:${TIME} ContainerName:/a VictimContainerName:/ Constraint:CONSTRAINT_NONE}`,
      { ...VICTIM, taskCgroup: '/a', limitCgroup: '/', constraint: 'CONSTRAINT_NONE' },
    ],
    [
      `"Got sys oom event" event=&{Pid:1055 ProcessName:x Pid:2 TimeOfDeath:${TIME} ContainerName:/ VictimContainerName:/ Constraint:}`,
      { ...WATCHER, victimPid: 1055, victimComm: 'x Pid:2', diedAt: TIME, taskCgroup: '/', limitCgroup: '/' },
    ],
    [
      '"Got sys oom event" event={"Pid":2464,"ProcessName":"backup_agent","TimeOfDeath":"2026-11-23T19:02:12.09310039Z","ContainerName":"/","VictimContainerName":"/","Constraint":""}',
      {
        ...WATCHER,
        victimPid: 2464,
        victimComm: 'backup_agent',
        diedAt: '2026-11-23T19:02:12.09310039Z',
        taskCgroup: '/',
        limitCgroup: '/',
      },
    ],
    ['"Got sys oom event" event=&{Pid:12 ProcessName:cut', { ...WATCHER, victimPid: 12 }],
    ['"Got sys oom event" event={"Pid":"12","ProcessName":5}', WATCHER],
    [
      'Unexpectedly stopped receiving OOM notifications from cAdvisor',
      { ...WATCHER, form: 'watcher-stopped' },
    ],
    ['"Unexpectedly stopped receiving OOM notifications"', { ...WATCHER, form: 'watcher-stopped' }],
    [
      '"Failed to create an oomWatcher (running in UserNS, Hint: enable KubeletInUserNamespace feature flag to ignore the error)" err="x"',
      { ...WATCHER, form: 'watcher-stopped' },
    ],
  ])('%s', (message, says) => {
    // A value without its closing bracket is told by klog.
    const [event] = said(message)
    const { problems: _problems, ...rest } = event as { problems?: string[] }
    expect(rest).toEqual(says)
  })

  test('the JSON format', () => {
    const event = {
      Pid: 2109,
      ProcessName: 'a',
      ContainerName: '/',
      VictimContainerName: '/',
      Constraint: '',
    }
    expect(saidIn(klogJson('Got sys oom event', { event }))).toEqual([
      { ...WATCHER, victimPid: 2109, victimComm: 'a', taskCgroup: '/', limitCgroup: '/' },
    ])
  })

  test('without the event nothing is said', () => {
    expect(said('"Got sys oom event"')).toEqual([])
    expect(said('"Got sys oom event" other="Got sys oom event: &{1 a}"')).toEqual([])
  })
})
