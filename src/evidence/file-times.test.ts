import { describe, expect, test } from 'vitest'
import { readEvidence } from './index.js'

const STAT = `  File: /etc/kubernetes/kubelet-customized-args.conf
  Size: 64        \tBlocks: 8          IO Block: 4096   regular file
Device: fe00h/65024d\tInode: 711         Links: 1
Access: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)
Access: 2026-11-23 19:27:22.120000000 +0100
Modify: 2026-11-23 19:27:19.608000000 +0100
Change: 2026-11-23 19:27:20.608000000 +0100
 Birth: 2026-11-23 19:27:19.600000000 +0100
`
const read = (text: string) => readEvidence({ name: 'node/stat.txt', text })
const paths = (text: string) =>
  read(text)?.events.map((event) => (event.type === 'config-file-modified' ? event.path : event.type))

describe('stat', () => {
  test('a file', () => {
    expect(read(STAT)).toEqual({
      kinds: ['file-times'],
      events: [
        {
          type: 'config-file-modified',
          path: '/etc/kubernetes/kubelet-customized-args.conf',
          sizeBytes: 64,
          basis: 'stat',
          changedAt: '2026-11-23 19:27:20.608000000 +0100',
          bornAt: '2026-11-23 19:27:19.600000000 +0100',
          lines: { modified: 6 },
          message: '/etc/kubernetes/kubelet-customized-args.conf 2026-11-23 19:27:19.608000000 +0100',
          at: {
            printed: '2026-11-23 19:27:19.608000000 +0100',
            epochMs: 1795458439608,
            iso: '2026-11-23T18:27:19.608Z',
            basis: 'file-mtime',
            uncertaintyMs: 1,
          },
          source: { input: 'node/stat.txt', firstLine: 1, lastLine: 8 },
          problems: [],
        },
      ],
      facts: [
        {
          kind: 'offset',
          epochMs: 1795458439608,
          offsetMinutes: 60,
          source: { input: 'node/stat.txt', firstLine: 6, lastLine: 6 },
        },
      ],
      problems: [],
    })
  })

  test.each([
    ['‘/etc/a b’', '/etc/a b'],
    ["'/etc/a'", '/etc/a'],
    ["`/etc/a'", '/etc/a'],
    ['„/etc/a“', '/etc/a'],
    ['‘/etc/a’ -> ‘/etc/b’', '/etc/a'],
    ['/etc/a -> /etc/b', '/etc/a'],
    ['/etc/weird: name = 1', '/etc/weird: name = 1'],
    ['/etc/Modify: 2020-01-01 00:00:00.0 +0000', '/etc/Modify: 2020-01-01 00:00:00.0 +0000'],
  ])('name %s', (printed, path) => {
    expect(paths(STAT.replace('/etc/kubernetes/kubelet-customized-args.conf', printed))).toEqual([path])
  })

  test('in German', () => {
    const german = STAT.replace('File:', 'Datei:')
      .replace('Size: ', 'Größe: ')
      .replace('Blocks:', 'Blöcke:')
      .replace('IO Block:', 'EA Block:')
      .replace('Access: (', 'Zugriff: (')
      .replace('Access:', 'Zugriff:')
      .replace('Modify:', 'Modifiziert:')
      .replace('Change:', 'Geändert:')
    expect(read(german)?.events[0]?.at.epochMs).toBe(1795458439608)
  })

  test('a zone is needed for an instant; the time stays as printed', () => {
    const found = read(STAT.replaceAll(' +0100', ''))
    expect(found?.events[0]?.at).toEqual({ printed: '2026-11-23 19:27:19.608000000', basis: 'file-mtime' })
    expect(found?.facts).toEqual([])
  })

  test('several files, a missing one, a folder, and one that is cut', () => {
    const folder = STAT.replace('-rw-r--r--', 'drwxr-xr-x')
    const cut = STAT.slice(0, STAT.indexOf('Modify'))
    const missing = "stat: cannot statx '/etc/x': No such file or directory\n"
    expect(paths(`${missing}${STAT}${folder}${STAT.replace('customized', 'other')}${cut}`)).toEqual([
      '/etc/kubernetes/kubelet-customized-args.conf',
      '/etc/kubernetes/kubelet-other-args.conf',
    ])
  })
})

describe('ls', () => {
  const LINE =
    '-rw-r--r-- 1 root root  64 2026-11-23 19:27:19.608000000 +0100 /etc/kubernetes/kubelet-customized-args.conf'

  test('a line', () => {
    expect(read(`${LINE}\n`)?.events).toEqual([
      {
        type: 'config-file-modified',
        path: '/etc/kubernetes/kubelet-customized-args.conf',
        sizeBytes: 64,
        basis: 'ls',
        message: LINE,
        at: {
          printed: '2026-11-23 19:27:19.608000000 +0100',
          epochMs: 1795458439608,
          iso: '2026-11-23T18:27:19.608Z',
          basis: 'file-mtime',
          uncertaintyMs: 1,
        },
        source: { input: 'node/stat.txt', firstLine: 1, lastLine: 1 },
        problems: [],
      },
    ])
  })

  test('folders, links, blanks, owners with blanks, SELinux, busybox, and names like times', () => {
    const text = `/etc/kubernetes/:
total 12
drwxr-xr-x. 3 root root 4096 2026-11-23 19:27:19.000000000 +0100 .
-rw-r--r--+ 1 root domain users 5 2026-11-23 19:27:19.000000000 +0100 a b.conf
lrwxrwxrwx. 1 root root 9 2026-07-01 10:00:00.000000000 +0200 link -> target -> x
-rw-r--r--. 1 root root system_u:object_r:etc_t:s0 7 2026-11-23 19:27:19.000000000 +0100 'c d'

/var/lib/kubelet:
total 4
-rw-r--r--    1 root     root           174 2026-11-23 19:27:19 +0100 x 2020-01-01 00:00:00 +0000 y
`
    const found = read(text)
    expect(
      found?.events.map((event) => event.type === 'config-file-modified' && [event.path, event.sizeBytes]),
    ).toEqual([
      ['/etc/kubernetes/a b.conf', 5],
      ['/etc/kubernetes/link', 9],
      ['/etc/kubernetes/c d', 7],
      ['/var/lib/kubelet/x 2020-01-01 00:00:00 +0000 y', 174],
    ])
    expect(found?.events.at(-1)?.at.uncertaintyMs).toBe(1000)
    expect(found?.facts.map((fact) => fact.kind === 'offset' && fact.offsetMinutes)).toEqual([60, 120])
  })

  test('a thousand files have two facts', () => {
    const lines = Array.from({ length: 1000 }, (_, at) => LINE.replace('19:27:19', `19:27:${10 + (at % 50)}`))
    const found = read(lines.join('\n'))
    expect(found?.events).toHaveLength(1000)
    expect(found?.facts.map((fact) => fact.kind === 'offset' && fact.epochMs)).toEqual([
      1795458430608, 1795458479608,
    ])
  })

  test.each([
    [
      'lrwxrwxrwx 1 root root 33 Nov 23 19:22 /etc/localtime -> /usr/share/zoneinfo/Europe/Berlin',
      'Europe/Berlin',
    ],
    [
      'lrwxrwxrwx 1 root root 25 2026-11-23 19:22:00.0 +0100 /etc/localtime -> ../usr/share/zoneinfo/Etc/UTC',
      'Etc/UTC',
    ],
    ['/usr/share/zoneinfo/America/New_York', 'America/New_York'],
  ])('%s', (line, zone) => {
    expect(read(line)?.facts.find((fact) => fact.kind === 'zone')).toMatchObject({ zone })
  })

  test('a link that leads elsewhere tells no zone', () => {
    expect(
      read('lrwxrwxrwx 1 root root 33 Nov 23 19:22 /etc/localtime -> /usr/share/zoneinfo/$(x)'),
    ).toBeUndefined()
    expect(readEvidence({ name: 'etc/timezone', text: 'Europe/Berlin\n' })?.facts).toMatchObject([
      { kind: 'zone', zone: 'Europe/Berlin' },
    ])
  })
})
