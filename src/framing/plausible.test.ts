import { expect, it } from 'vitest'
import { parse } from '../parse.js'
import { frame } from './index.js'

const KILL = 'Out of memory: Killed process 7 (java) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB'
const HUGE = '10000000000000000000'

it.each([
  [
    'a journal export',
    `__REALTIME_TIMESTAMP=${HUGE}\n_TRANSPORT=kernel\nSYSLOG_FACILITY=0\nMESSAGE=${KILL}\n\n`,
  ],
  [
    'a journal as JSON',
    `{"__REALTIME_TIMESTAMP":"${HUGE}","SYSLOG_FACILITY":"0","SYSLOG_IDENTIFIER":"kernel","MESSAGE":"${KILL}"}`,
  ],
  ['a collector', `{"time":1e300,"message":"${KILL}"}`],
  ['a collector, in seconds of the year 12000', `{"time":"316516204800000000000","message":"${KILL}"}`],
])('%s with a time that no calendar has keeps the line, and gives no instant', (_form, log) => {
  expect(frame(log)[0]).toMatchObject({ text: KILL })
  const { events } = parse(log)
  expect(events).toMatchObject([{ type: 'oom', victims: [{ pid: 7 }] }])
  expect(events[0]?.at).not.toHaveProperty('epochMs')
  expect(events[0]?.at.printed).toBeTypeOf('string')
})

it('klog as JSON with such a time is read as well', () => {
  const log = `{"ts":1e300,"caller":"app/server.go:1","msg":"Started kubelet","v":0}\n`
  expect(frame(log)[0]).not.toHaveProperty('epochMs')
  expect(() => parse(log)).not.toThrow()
})
