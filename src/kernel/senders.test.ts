import { describe, expect, test } from 'vitest'
import { frame } from '../framing/index.js'
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
