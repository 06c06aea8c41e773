import { expectTypeOf } from 'vitest'
import { parseKernelLog } from '../src/doors/kernel.js'
import { quantityToBytes } from '../src/doors/quantity.js'
import {
  type CgroupIdentity,
  correlate,
  type Document,
  diagnose,
  type Event,
  type EventOf,
  type EventType,
  type Finding,
  identifyCgroup,
  type OomEvent,
  parse,
  parseAll,
  type Reading,
  readLog,
  type StreamRecord,
  stream,
} from '../src/index.js'

// For the compiler alone: `npm run typecheck` fails where one of these is not so.

expectTypeOf(parse).returns.toEqualTypeOf<Document>()
expectTypeOf(parseAll).returns.toEqualTypeOf<Document>()
expectTypeOf(stream).returns.toEqualTypeOf<AsyncGenerator<StreamRecord, void, undefined>>()
expectTypeOf(readLog).returns.toEqualTypeOf<Reading>()
expectTypeOf(correlate).parameter(0).toEqualTypeOf<readonly (Reading | Document)[]>()
expectTypeOf(correlate).returns.toEqualTypeOf<Document>()
expectTypeOf(diagnose).toBeCallableWith(parse(''))
expectTypeOf(diagnose).toBeCallableWith({ events: [] })
expectTypeOf(diagnose('' as unknown as Document).findings).toEqualTypeOf<Finding[]>()

// An event narrows by its type.
for (const event of parse('').events) {
  expectTypeOf(event).toEqualTypeOf<Event>()
  if (event.type === 'oom') {
    expectTypeOf(event).toEqualTypeOf<OomEvent>()
    expectTypeOf(event.cgroup?.memory?.limitBytes).toEqualTypeOf<number | 'unlimited' | undefined>()
    expectTypeOf(event.victims[0]?.anonRssBytes).toEqualTypeOf<number | undefined>()
    expectTypeOf(event.cgroup?.limitOwnerIdentity).toEqualTypeOf<CgroupIdentity | undefined>()
  } else expectTypeOf(event).not.toHaveProperty('victims')
  if (event.type === 'systemd-reload') expectTypeOf(event).toEqualTypeOf<EventOf<'systemd-reload'>>()
}
expectTypeOf<EventOf<'oom'>>().toEqualTypeOf<OomEvent>()
expectTypeOf<'oom'>().toExtend<EventType>()

// A record of a stream narrows by what it is, and then by its type.
for await (const record of stream([])) {
  if (record.record === 'event' && record.type === 'oom')
    expectTypeOf(record.trigger.order).toEqualTypeOf<number | undefined>()
  if (record.record === 'input') expectTypeOf(record.lines).toEqualTypeOf<number>()
  if (record.record === 'finding') expectTypeOf(record.verdict).toEqualTypeOf<Finding['verdict']>()
}

for (const event of parseKernelLog('').events)
  expectTypeOf(event.type).toEqualTypeOf<'oom' | 'page-allocation-failure' | 'boot'>()

// A cgroup in a cgroup in a cgroup has a type all the way down.
expectTypeOf(identifyCgroup('/').nestedIn?.nestedIn?.kind).toEqualTypeOf<CgroupIdentity['kind'] | undefined>()
expectTypeOf(quantityToBytes('1Gi')).toEqualTypeOf<number | undefined>()

// @ts-expect-error a log is text or bytes
parse(7)
// @ts-expect-error there is no such type of event
expectTypeOf<EventOf<'no-such-type'>>().toBeObject()
// @ts-expect-error a kernel log has no timeline, and so no zone
parseKernelLog('', { timezone: 'UTC' })
