import { describe, expect, test } from 'vitest'
import { cgroupFile, slicePath } from './cgroup-path.js'
import { readEvidence } from './index.js'

const limits = (name: string, text: string) =>
  readEvidence({ name, text })?.events.map((event) =>
    event.type === 'limit-observed'
      ? [event.holder, event.cgroup, event.property, event.limitBytes]
      : event.type,
  )

test.each([
  [
    'sos/sys/fs/cgroup/memory/kubepods.slice/memory.limit_in_bytes',
    '/kubepods.slice',
    'memory.limit_in_bytes',
  ],
  [
    '/sys/fs/cgroup/kubepods.slice/kubepods-burstable.slice/memory.max',
    '/kubepods.slice/kubepods-burstable.slice',
    'memory.max',
  ],
  ['/sys/fs/cgroup/memory.max', '/', 'memory.max'],
  ['moments/02/kubepods.memory.events.local.txt', '/kubepods', 'memory.events.local'],
  ['kubepods.slice.memory.max', '/kubepods.slice', 'memory.max'],
  ['kubepods-burstable.slice_memory.max.txt', '/kubepods.slice/kubepods-burstable.slice', 'memory.max'],
  ['cat_.sys.fs.cgroup.memory.kubepods.memory.usage_in_bytes', '/kubepods', 'memory.usage_in_bytes'],
  ['x/kubepods/burstable/memory.max', '/kubepods/burstable', 'memory.max'],
  ['x/memory.max', undefined, 'memory.max'],
  ['mykubepods.memory.max', undefined, 'memory.max'],
])('%s', (name, cgroup, file) => {
  expect(cgroupFile(name)).toEqual(cgroup === undefined ? { file } : { file, cgroup })
})

test('names of no file, and of slices', () => {
  expect(cgroupFile('memory.txt')).toBeUndefined()
  expect(cgroupFile('kubepods.slice')).toBeUndefined()
  expect(slicePath('a-b-c.slice')).toBe('/a.slice/a-b.slice/a-b-c.slice')
  expect(slicePath('-.slice')).toBe('/')
  expect(slicePath('a--b.slice')).toBe('/a--b.slice')
})

describe('a copied file', () => {
  test.each([
    ['3390910464\n', 3390910464],
    ['max\n', 'unlimited'],
    ['9223372036854771712', 'unlimited'],
    ['18446744073709551615', 'unlimited'],
    ['0\n', 0],
  ])('limit %j', (text, limitBytes) => {
    const found = readEvidence({ name: 'kubepods.memory.max.txt', text })
    expect(found?.kinds).toEqual(['cgroup-limit'])
    expect(found?.events).toEqual([
      {
        type: 'limit-observed',
        cgroup: '/kubepods',
        holder: 'cgroup',
        property: 'memory.max',
        limitBytes,
        message: text.trim(),
        at: { basis: 'none' },
        source: { input: 'kubepods.memory.max.txt', firstLine: 1, lastLine: 1 },
        problems: [],
      },
    ])
  })

  test.each([
    ['memory.current', '12288\n', { usageBytes: 12288 }],
    ['memory.usage_in_bytes', '12288\n', { usageBytes: 12288 }],
    ['memory.peak', '139264\n', { peakBytes: 139264 }],
    ['memory.max_usage_in_bytes', '139264\n', { peakBytes: 139264 }],
    ['memory.failcnt', '1048\n', { failcnt: 1048 }],
    ['memory.high', 'max\n', { highBytes: 'unlimited' }],
    ['memory.events', 'low 0\nmax 19\noom 1\noom_kill 2\noom_group_kill 1\n', { oomKills: 2 }],
    ['memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 1\n', { oomKills: 1 }],
  ])('%s', (file, text, values) => {
    const found = readEvidence({ name: `kubepods.slice/${file}`, text })
    expect(found?.kinds).toEqual(['cgroup-statistics'])
    expect(found?.events).toMatchObject([{ type: 'cgroup-usage', cgroup: '/kubepods.slice', ...values }])
  })

  test.each([
    ['memory.events.local', 'oom_kill 2\n'],
    ['memory.stat', 'anon 1\nfile 2\n'],
    ['memory.low', '0\n'],
    ['memory.memsw.limit_in_bytes', '9223372036854771712\n'],
  ])('%s is known and tells nothing', (file, text) => {
    const found = readEvidence({ name: `kubepods.slice/${file}`, text })
    expect(found).toMatchObject({ kinds: ['cgroup-statistics'], events: [], problems: [] })
  })

  test('a number that cannot be kept, and a cgroup that is not named', () => {
    expect(readEvidence({ name: 'kubepods.memory.max', text: '9007199254740993' })).toMatchObject({
      events: [],
      problems: [{ code: 'number-out-of-range', line: 1 }],
    })
    expect(readEvidence({ name: 'memory.max', text: '4096' })).toMatchObject({
      events: [],
      problems: [{ code: 'unknown-cgroup', line: 1 }],
    })
  })

  test('other text under such a name is not one', () => {
    expect(readEvidence({ name: 'kubepods.memory.max', text: 'cat: No such file\n' })).toBeUndefined()
    expect(readEvidence({ name: 'kubepods.memory.events', text: 'oom_kill 2\nfoo\n' })).toBeUndefined()
  })
})

describe('systemctl show', () => {
  test('the limit in use is told, with the time since when the unit is active', () => {
    const text = `ControlGroup=/kubepods.slice
MemoryCurrent=12288
MemoryPeak=20480
MemoryMax=infinity
MemoryLimit=3390910464
Id=kubepods.slice
ActiveState=active
ActiveEnterTimestamp=Mon 2026-11-23 19:25:43 CET
`
    expect(readEvidence({ name: 'show.txt', text })).toMatchObject({
      kinds: ['unit-properties'],
      events: [
        {
          type: 'limit-observed',
          cgroup: '/kubepods.slice',
          holder: 'systemd',
          property: 'MemoryLimit',
          limitBytes: 3390910464,
          activeSince: 'Mon 2026-11-23 19:25:43 CET',
          message: 'MemoryLimit=3390910464',
          at: { basis: 'none' },
          source: { firstLine: 5, lastLine: 5 },
        },
        { type: 'cgroup-usage', usageBytes: 12288, peakBytes: 20480, source: { firstLine: 2, lastLine: 3 } },
      ],
    })
  })

  test('no limit is told once, for a slice that lives', () => {
    const unlimited = 'Id=kubepods.slice\nMemoryLimit=18446744073709551615\nMemoryMax=infinity\n'
    expect(limits('x', unlimited)).toEqual([['systemd', '/kubepods.slice', 'MemoryMax', 'unlimited']])
    expect(limits('x', `${unlimited}ActiveState=inactive\n`)).toEqual([])
    expect(limits('x', unlimited.replace('slice', 'service'))).toEqual([])
  })

  test('several units; those without a group are where their slice is', () => {
    const text = `Id=a-b.slice\nMemoryMax=4096\n\nId=x.service\nSlice=a-b.slice\nMemoryMax=8192\n\nId=y.service\nMemoryMax=[not set]\n`
    expect(limits('x', text)).toEqual([
      ['systemd', '/a.slice/a-b.slice', 'MemoryMax', 4096],
      ['systemd', '/a.slice/a-b.slice/x.service', 'MemoryMax', 8192],
    ])
  })

  test('the name helps when only a property was asked for', () => {
    expect(limits('systemctl-show-kubepods.slice.txt', 'MemoryLimit=4096\n')).toEqual([
      ['systemd', '/kubepods.slice', 'MemoryLimit', 4096],
    ])
    expect(readEvidence({ name: 'x', text: 'MemoryLimit=4096\n' })).toMatchObject({
      events: [],
      problems: [{ code: 'unknown-cgroup', line: 1 }],
    })
  })
})

describe('systemctl cat', () => {
  const CAT = `# /run/systemd/transient/kubepods.slice
# This is a transient unit file, created programmatically via the systemd API. Do not edit.
[Unit]
Description=libcontainer container kubepods.slice

[Slice]
MemoryMax=1G

# /run/systemd/transient/kubepods.slice.d/50-MemoryMax.conf
# This is a drop-in unit file extension, created via "systemctl set-property"
[Slice]
MemoryMax=2913128448
`
  test('the last setting counts', () => {
    expect(limits('x', CAT)).toEqual([['systemd', '/kubepods.slice', 'MemoryMax', 2913128448]])
    expect(limits('x', CAT.replace('2913128448', ''))).toEqual([])
    expect(limits('x', CAT.replace('2913128448', '2G'))).toEqual([
      ['systemd', '/kubepods.slice', 'MemoryMax', 2147483648],
    ])
    expect(limits('x', CAT.replace('2913128448', '50%'))).toEqual([])
    expect(limits('x', CAT.replace('2913128448', 'infinity'))).toEqual([
      ['systemd', '/kubepods.slice', 'MemoryMax', 'unlimited'],
    ])
  })

  test('a drop-in by itself is known by its path', () => {
    const name = 'run/systemd/system/kubepods.slice.d/50-MemoryLimit.conf'
    expect(limits(name, '[Slice]\nMemoryLimit=4096\n')).toEqual([
      ['systemd', '/kubepods.slice', 'MemoryLimit', 4096],
    ])
    expect(limits('etc/foo.service', '[Service]\nMemoryMax=4096\nSlice=a-b.slice\n')).toEqual([
      ['systemd', '/a.slice/a-b.slice/foo.service', 'MemoryMax', 4096],
    ])
    expect(limits('etc/foo.service', '[Service]\nMemoryMax=4096\n')).toEqual([
      ['systemd', '/system.slice/foo.service', 'MemoryMax', 4096],
    ])
  })
})

describe('a capture with its time', () => {
  const AT = { epochMs: 1795458507000, basis: 'capture', uncertaintyMs: 1000 }

  test('a date, a value and properties: whose they are is an assumption that is told', () => {
    const text =
      '2026-11-23T19:28:27+01:00\n4020056064\nMemoryHigh=infinity\nMemoryMax=infinity\nMemoryLimit=3390910464\n'
    const found = readEvidence({ name: 'summary.txt', text })
    expect(found?.events).toMatchObject([
      {
        holder: 'cgroup',
        cgroup: '/kubepods.slice',
        limitBytes: 4020056064,
        at: AT,
        problems: [{ code: 'assumed-cgroup' }],
      },
      {
        holder: 'systemd',
        cgroup: '/kubepods.slice',
        limitBytes: 3390910464,
        at: AT,
        problems: [{ code: 'assumed-cgroup' }],
      },
    ])
    expect(found?.facts).toMatchObject([{ kind: 'offset', offsetMinutes: 60, epochMs: 1795458507000 }])
  })

  test('no limit and no name: nothing is assumed', () => {
    expect(limits('summary.txt', '2026-11-23T19:28:27+01:00\nMemoryMax=infinity\n')).toEqual([])
  })

  test.each([
    '/sys/fs/cgroup/kubepods.slice/memory.max:4096',
    '/sys/fs/cgroup/kubepods.slice/memory.max: 4096',
    '/sys/fs/cgroup/kubepods.slice/memory.max 4096',
    '/sys/fs/cgroup/kubepods.slice/memory.max\n4096',
    '==> /sys/fs/cgroup/kubepods.slice/memory.max <==\n4096',
    '$ cat /sys/fs/cgroup/kubepods.slice/memory.max\n4096',
    '[root@node-a17 ~]# sudo cat /sys/fs/cgroup/kubepods.slice/memory.max\n4096',
    '$ date\nMon Nov 23 18:28:27 UTC 2026\n$ cat /sys/fs/cgroup/kubepods.slice/memory.max\n4096',
  ])('%j', (text) => {
    const found = readEvidence({ name: 'x', text: `2026-11-23T19:28:27+01:00\n${text}\n` })
    expect(found?.events).toMatchObject([
      { cgroup: '/kubepods.slice', property: 'memory.max', limitBytes: 4096, at: AT, problems: [] },
    ])
  })

  test('several in a row, each with its time; a unit that is asked for', () => {
    const text = `$ systemctl show kubepods.slice -p MemoryLimit
MemoryLimit=4096
2026-11-23T19:28:27+01:00
MemoryLimit=8192
`
    expect(readEvidence({ name: 'x', text })?.events).toMatchObject([
      { cgroup: '/kubepods.slice', limitBytes: 4096, at: { basis: 'none' } },
      { cgroup: '/kubepods.slice', limitBytes: 8192, at: AT },
    ])
  })

  test('any other line: it is no capture', () => {
    expect(
      readEvidence({ name: 'x', text: '2026-11-23T19:28:27+01:00\n4096\nhello world\n' }),
    ).toBeUndefined()
  })
})
