import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import type { OomEvent } from '../record/index.js'
import { renderOneline } from './oneline.js'
import { globalLog, memcgLog } from './sample-logs.js'

function oomOf(log: string): OomEvent {
  const event = parse(log, { name: 'dmesg.txt' }).events.find(({ type }) => type === 'oom')
  if (event?.type !== 'oom') throw new Error('no OOM')
  return event
}

describe('an OOM on one line', () => {
  it('of a cgroup', () => {
    expect(renderOneline(oomOf(memcgLog()))).toBe(
      '+8231.44s - killed worker-3(41820) 703MiB /kubepods.slice 4.00GiB memcg dmesg.txt:1\n',
    )
  })

  it('of the machine has no limit', () => {
    expect(renderOneline(oomOf(globalLog()))).toBe(
      '+35.687s - killed memhog(172) 298MiB - - global dmesg.txt:1\n',
    )
  })

  it('says nothing that was not read', () => {
    const cut = memcgLog().split('\n').slice(0, 9).join('\n')
    expect(renderOneline(oomOf(cut))).toBe('+8231.44s - unknown - - - 4.00GiB memcg dmesg.txt:1\n')
  })

  it('does not add up the memory of a kill line that is cut', () => {
    const event = oomOf(memcgLog())
    const victims = event.victims.map(({ fileRssBytes: _, ...rest }) => rest)
    expect(renderOneline({ ...event, victims }).split(' ')[4]).toBe('-')
  })

  it('has nine words whatever the names are', () => {
    const event = oomOf(memcgLog())
    const [first] = event.victims
    if (first === undefined) throw new Error('no victim')
    const line = renderOneline({
      ...event,
      host: 'a b',
      at: { basis: 'syslog', printed: 'Nov 23 18:16:20' },
      source: { ...event.source, input: 'my log.txt' },
      victims: [{ ...first, comm: 'a \n\x1b[31m\u202eb' }, first],
      cgroup: { ...event.cgroup, limitOwner: '/x y/\u2028z' },
    })
    expect(line).toBe(
      'Nov_23_18:16:20 a\\x20b killed a\\x20\\n\\x1b[31m\\u202eb(41820)+1 703MiB /x\\x20y/\\u2028z 4.00GiB memcg my\\x20log.txt:1\n',
    )
    expect(line.split(' ')).toHaveLength(9)
  })

  it('has a limit that is none', () => {
    const event = oomOf(memcgLog())
    const memory = { usageBytes: 1, limitBytes: 'unlimited' } as const
    expect(renderOneline({ ...event, cgroup: { ...event.cgroup, memory } }).split(' ')[6]).toBe('unlimited')
  })
})
