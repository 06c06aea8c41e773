import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
import { parse } from '../parse.js'
import { isKernels, readBoot } from './index.js'

const first = (log: string) => {
  const [line] = frame(log)
  if (line === undefined) throw new Error('no line')
  return line
}

describe('a process that calls itself kernel', () => {
  test.each([
    ['2026-11-23T19:24:43+0100 node-a kernel: text', true],
    ['2026-11-23T19:24:43+0100 node-a kernel[77]: text', false],
    ['{"__REALTIME_TIMESTAMP":"1795458231347961","SYSLOG_IDENTIFIER":"kernel","MESSAGE":"text"}', true],
    [
      '{"__REALTIME_TIMESTAMP":"1795458231347961","SYSLOG_IDENTIFIER":"kernel","_PID":"77","MESSAGE":"text"}',
      false,
    ],
  ])('%s', (log, own) => {
    expect(isKernels(first(log))).toBe(own)
  })
})

describe('a line that user space wrote into the log of the kernel', () => {
  const KILL =
    'Out of memory: Killed process 4242 (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4kB oom_score_adj:0'
  // Facility 1 (user) with severity 4: 12 in a priority.
  const forms = (facility: 'kern' | 'user') => {
    const priority = facility === 'kern' ? 4 : 12
    return [
      ['dmesg -r', `<${priority}>[ 7013.123456] ${KILL}`],
      ['dmesg -x', `${facility}  :warn  : [ 7013.123456] ${KILL}`],
      ['/dev/kmsg', `${priority},1201,7013123456,-;${KILL}`],
      ['RFC 5424', `<${priority}>1 2026-11-23T18:24:43.6Z node-a kernel - - - ${KILL}`],
      [
        'journal',
        `{"__REALTIME_TIMESTAMP":"1795458231347961","SYSLOG_FACILITY":"${facility === 'kern' ? 0 : 1}","SYSLOG_IDENTIFIER":"kernel","MESSAGE":"${KILL}"}`,
      ],
    ] as const
  }

  test.each(forms('user'))('is not the kernel’s: %s', (_form, log) => {
    expect(isKernels(first(log))).toBe(false)
    const { events, inputs } = parse(log)
    expect(events).toEqual([])
    expect(inputs[0]?.problems).toEqual([expect.objectContaining({ code: 'untrusted-line', line: 1 })])
  })

  test.each(forms('kern'))('and the same of the kernel is: %s', (_form, log) => {
    expect(isKernels(first(log))).toBe(true)
    expect(parse(log).events).toMatchObject([{ type: 'oom', victims: [{ pid: 4242 }] }])
  })
})

describe('the banner of the kernel', () => {
  const BANNER = 'Linux version 6.1.0-1 (gcc) #1 SMP'
  test.each([
    `[    0.000000] ${BANNER}`,
    `Nov 23 19:24:43 node-a kernel: ${BANNER}`,
    `2026-11-23T18:24:43.6Z stderr F <5>[    0.000000] ${BANNER}\n2026-11-23T18:24:43.6Z stderr F <6>[    0.000000] x`,
  ])('%j is a boot', (log) => {
    expect(readBoot(first(log), 'a')).toMatchObject({ type: 'boot', kernelRelease: '6.1.0-1' })
  })

  test.each([
    `2026-11-23T18:24:43.6Z stderr F ${BANNER}`,
    `{"log":"${BANNER}\\n","stream":"stderr","time":"2026-11-23T18:24:43.6Z"}`,
    `{"@timestamp":"2026-11-23T18:24:43.6Z","message":"${BANNER}"}`,
  ])('%j is what a program has read of /proc/version', (log) => {
    expect(readBoot(first(log), 'a')).toBeUndefined()
  })
})
