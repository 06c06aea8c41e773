import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../parse.js'
import type { Document } from '../../record/index.js'
import { ALLOCATION_FAILURE, globalLog, memcgLog, QUIET } from '../sample-logs.js'
import { outsideOfCode } from './escape.fixture.js'
import { type MarkdownOptions, rawSources, renderMarkdown } from './markdown.js'
import { RawRoom, rawLines } from './raw.js'

function markdown(log: string, options: MarkdownOptions = {}): string {
  return renderMarkdown(parse(log, { name: 'dmesg.txt' }), options)
}

function withRaw(log: string, options: MarkdownOptions = {}): string {
  const lines = log.split('\n')
  return markdown(log, {
    ...options,
    rawOf: ({ firstLine, lastLine }) => lines.slice(firstLine - 1, lastLine),
  })
}

function taskRow(pid: number): string {
  return `[ 8231.440114] [  ${pid}]     0 ${pid}      256        1        1        0         0    28672        0          -998 pause\n`
}

function section(text: string, title: string): string[] {
  const [, after = ''] = text.split(`### ${title}\n\n`)
  return (after.split('\n\n')[0] ?? '').split('\n')
}

describe('one OOM of a cgroup', () => {
  const text = markdown(memcgLog())

  it('has a heading and the facts as a table', () => {
    expect(text.split('\n').slice(0, 15)).toEqual([
      '## oom-1: killed `worker-3` (pid 41820)',
      '',
      '|  |  |',
      '| --- | --- |',
      '| when | 8231.440101 s after boot (up 2 h 17 min) |',
      '| where | `dmesg.txt:1-19` |',
      '| kernel | `6.12.8-amd64` |',
      '| limit of | all pods of the node<br>`/kubepods.slice` |',
      `| victim in | container aaaaaaaaaaaa of pod \`11111111-2222-3333-4444-555555555555\` (burstable, containerd)<br>\`/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod11111111_2222_3333_4444_555555555555.slice/cri-containerd-${'a'.repeat(64)}.scope\` |`.replace(
        'container aaaaaaaaaaaa',
        'container `aaaaaaaaaaaa`',
      ),
      '| memory | 4.00 GiB (4194304 kB) of 4.00 GiB (4194304 kB), 100%, failcnt 512 |',
      '| swap | 0 kB of unlimited, failcnt 0 |',
      '| victim | `worker-3` (pid 41820), uid 1001, `oom_score_adj` 968<br>chosen by the kernel (line 18)<br>anon 699 MiB (716000 kB), file 3.90 MiB (4000 kB), shmem 0 kB, page tables 1.41 MiB (1448 kB), virtual 1.00 GiB (1048576 kB)<br>reaped (line 19), left: anon 0 kB, file 0 kB, shmem 0 kB |',
      '| trigger | `worker-3` (pid 41820), uid 1001, CPU 5, `oom_score_adj` 968<br>order 0, 1 page = 4096 bytes, `GFP_KERNEL` |',
      '',
      '### What follows',
    ])
  })

  it('has the tasks', () => {
    expect(section(text, 'Who held the memory')).toEqual([
      'Tasks: 2 listed, rss in sum 703 MiB (180001 pages of 4096 bytes).',
    ])
    expect(text).toContain(
      [
        '| pid | uid | command | rss | pages | share | adj |  |',
        '| ---: | ---: | --- | ---: | ---: | ---: | ---: | --- |',
        '| 41820 | 1001 | `worker-3` | 703 MiB | 180000 | 99% | 968 | victim, trigger |',
        '| 41000 | 0 | `pause` | 4.00 KiB | 1 | &lt;1% | -998 |  |',
      ].join('\n'),
    )
  })

  it('shows as many tasks as are asked for, and those that matter', () => {
    expect(markdown(memcgLog(), { top: 1 })).toContain('and 1 more task, 4.00 KiB in sum')
  })

  it('says what filled the limit, and where that was read', () => {
    expect(section(text, 'What filled it')).toContain(
      '| anonymous memory of processes | 3.96 GiB | 4154240 kB | 99% | 11 |',
    )
    expect(section(text, 'What filled it').at(-1)).toBe('| usage | 4.00 GiB | 4194304 kB | 100% | 8 |')
  })

  it('has no timeline where nothing else happened', () => {
    expect(text).not.toContain('Before and after')
  })

  it('has no raw lines that nobody gave', () => {
    expect(text).not.toContain('<details>')
  })
})

describe('findings', () => {
  const shown = parse(memcgLog(), { name: 'dmesg.txt' })
  const finding = {
    rule: 'some-rule',
    verdict: 'likely',
    title: 'The limit of @team was hit',
    summary: 'It was <b>full</b>.',
    evidence: [{ input: 'dmesg.txt', line: 8, says: 'usage 4194304 kB (4.00 GiB)' }],
    missing: ['the spec of [x](y)'],
    overturnedBy: 'another limit',
    next: ['echo `x`  # ```'],
    references: [],
  } as const
  const render = (events: string[]) =>
    renderMarkdown(
      {
        ...shown,
        findings: [
          {
            ...finding,
            missing: [...finding.missing],
            next: [...finding.next],
            references: [],
            evidence: [...finding.evidence],
            events,
          },
        ],
      },
      {},
    )

  it('are a list with verdict, evidence, and what would overturn them', () => {
    expect(render(['oom-1'])).toContain(
      [
        '### What follows',
        '',
        '- **Likely:** The limit of `@team` was hit (`some-rule`)  ',
        '  It was `<b>full</b>`.',
        '  - `dmesg.txt:8` usage 4194304 kB (4.00 GiB)',
        '  - Missing: the spec of `[x](y`)',
        '  - Wrong if: another limit',
        '  - Next:',
        '    ````text',
        '    echo `x`  # ```',
        '    ````',
      ].join('\n'),
    )
  })

  it('over several OOMs, or none, stand before all', () => {
    expect(render([]).startsWith('## What follows\n')).toBe(true)
    expect(render(['oom-1']).startsWith('## oom-1')).toBe(true)
  })

  it('that lack evidence are shown only when they are asked for', () => {
    const findings = [
      {
        ...finding,
        verdict: 'cannot-tell' as const,
        evidence: [],
        missing: [],
        next: [],
        references: [],
        events: [],
      },
    ]
    expect(renderMarkdown({ ...shown, findings }, {})).not.toContain('some-rule')
    expect(renderMarkdown({ ...shown, findings }, { cannotTell: true })).toContain('- **Cannot tell:**')
  })
})

describe('raw lines', () => {
  it('are folded away, in a fence that they cannot close', () => {
    const text = withRaw(memcgLog('a```b</detail'))
    expect(text).toContain(
      '<summary>Raw lines 1 to 19 (19 lines)</summary>\n\n````text\n[ 8231.440101] a```b</detail invoked',
    )
    expect((text.split('<details>')[1] ?? '').split('````')).toHaveLength(3)
  })

  it('cannot act on the page', () => {
    const log = memcgLog().replace('Hardware name: Example', 'Hardware name: \x1b[2J\u202eExample')
    expect(withRaw(log)).toContain('Hardware name: \\x1b[2J\\u202eExample')
  })

  it('of a long dump are its beginning and its end, and that is said', () => {
    const rows = Array.from({ length: 3000 }, (_, index) => taskRow(42_000 + index)).join('')
    const [head = '', tail = ''] = memcgLog().split(/(?<=name\n)/)
    const text = withRaw(head + rows + tail)
    const raw = (text.split('</summary>\n\n```text\n')[1] ?? '').split('\n```')[0]?.split('\n') ?? []
    expect(raw[0]).toContain('invoked oom-killer')
    expect(raw.at(-1)).toContain('oom_reaper: reaped process 41820')
    const left = raw.find((line) => line.startsWith('[… '))
    expect(left).toMatch(/^\[… \d+ lines left out …\]$/)
    expect(Number(/\d+/.exec(left ?? '')?.[0]) + raw.length - 1).toBe(3019)
    expect(text.length).toBeLessThan(65_536)
    expect(text.length).toBeGreaterThan(60_000)
    expect(withRaw(head + rows + tail, { all: true })).toContain('[… 1019 lines left out …]')
  })

  it('that are gone are said to be so', () => {
    expect(markdown(memcgLog(), { rawOf: () => undefined })).toContain(
      '(The raw lines of this dump were not kept.)',
    )
  })

  it('that the room is not enough for are said to be left out', () => {
    const source = { input: 'x', firstLine: 1, lastLine: 400 }
    const lines = Array.from({ length: 400 }, () => 'x'.repeat(97))
    const room = new RawRoom(false, 25_000)
    expect(rawLines(source, () => lines, room)).toHaveLength(408)
    expect(rawLines(source, () => lines, room)).toEqual([
      '',
      '(The raw lines of this dump are left out: the report has no room for more. `--all` shows them.)',
    ])
    expect(rawLines(source, () => lines, new RawRoom(true))).toHaveLength(408)
  })

  it('of a dump that does not fit are as many of both ends as do', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `${index + 1} ${'x'.repeat(90)}`)
    const text = rawLines(
      { input: 'x', firstLine: 1, lastLine: 1000 },
      () => lines,
      new RawRoom(false, 25_000),
    )
    const shown = text.flatMap((line) => /^(\d+) x/.exec(line)?.[1] ?? [])
    expect([shown[0], shown.at(-1)]).toEqual(['1', '1000'])
    expect(text).toContain(`[… ${1000 - shown.length}\u00a0lines left out …]`)
    expect(text.join('\n').length).toBeLessThan(41_000)
    expect(shown.length).toBeGreaterThan(400)
  })

  it('are asked for only where there is a place for them', () => {
    const log = Array.from({ length: 8 }, (_, index) => memcgLog('web', 9000 + index * 400)).join('')
    expect(rawSources(parse(log), {})).toHaveLength(5)
    expect(rawSources(parse(log), { all: true })).toHaveLength(8)
  })
})

describe('many OOMs', () => {
  const log = Array.from({ length: 8 }, (_, index) =>
    memcgLog(index % 2 === 0 ? 'web' : 'db', 9000 + index * 400),
  ).join('')

  it('are told by groups, and the first ones in full', () => {
    const text = markdown(log)
    expect(text).toMatch(/^## 8 OOMs\n\n\| OOMs \| victim \|/)
    expect(text).toContain('| 4 | web | all pods of the node |')
    expect(text.match(/^## oom-\d+/gm)).toHaveLength(5)
    expect(text).toContain('(3 more dumps not shown: `--all` shows every one.)')
  })

  it('are all shown when that is asked for', () => {
    expect(markdown(log, { all: true }).match(/^## oom-\d+/gm)).toHaveLength(8)
  })
})

describe('other logs', () => {
  it('of the machine say what its RAM was', () => {
    const text = markdown(globalLog())
    expect(text).toContain('| short of | memory of the whole machine (no cgroup limit was hit) |')
    expect(text).toContain('| node 0 DMA32 | 5.47 MiB |')
  })

  it('without an OOM say what was read', () => {
    expect(markdown(QUIET)).toMatch(
      /^No OOM found\.\n\n## The logs\n\n- read: `dmesg\.txt`: 1 line, dmesg framing/,
    )
    expect(markdown(ALLOCATION_FAILURE)).toMatch(/^No OOM found\./)
    expect(markdown(ALLOCATION_FAILURE)).toContain(
      '## page-allocation-failure-1: no OOM kill: page allocation failure',
    )
  })

  it('that are cut say what is missing', () => {
    expect(markdown(memcgLog().split('\n').slice(0, 12).join('\n'))).toMatch(
      /^## oom-1: end unknown: the kill line is not in this log\n/,
    )
    expect(markdown(memcgLog().split('\n').slice(0, 12).join('\n'))).toContain(
      '| incomplete | not in the log: the task table;',
    )
  })

  it('of an incident have the steps before and after', () => {
    const folder = new URL('../../../corpus/6.1/i-global-and-memcg/', import.meta.url)
    expect(markdown(readFileSync(new URL('dmesg.txt', folder), 'utf8'))).toMatch(/^## oom-1: killed/m)
  })
})

describe('whatever the names are', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(...'`@#!&<>[]()*_~|\\$"\': aG1-+=\n\t\u00a0\u202e'),
    maxLength: 30,
  })
  const base = parse(memcgLog(), { name: 'dmesg.txt' })

  function named(name: string): Document {
    const swap = (_: string, value: unknown) =>
      value === 'worker-3' || value === '/kubepods.slice' || value === 'dmesg.txt' ? name : value
    return { ...JSON.parse(JSON.stringify(base, swap)), findings: [] }
  }

  it('nothing acts outside of code and each table keeps its columns', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const lines = renderMarkdown(named(name), {}).trimEnd().split('\n')
        for (const [index, line] of lines.entries()) {
          const own = line
            .replace(/^#+ /, '')
            .replaceAll('<br>', '')
            .replace(/&[lg]t;/g, '')
          const left = outsideOfCode(own.replaceAll('\\|', 'I'))
          expect(left.replaceAll('|', '')).not.toMatch(/[`@#&<>[\]*_~\\$\p{Cf}]/u)
          if (line.startsWith('|') && lines[index - 1]?.startsWith('|')) {
            const cells = (text = '') => text.match(/(?<!\\)\|/g)?.length
            expect(cells(line)).toBe(cells(lines[index - 1]))
          }
        }
      }),
    )
  })

  it('a pipe behind a backslash is no escaped pipe', () => {
    expect(renderMarkdown(named('a\\|b|c'), {})).toContain('| 41820 | 1001 | `a\\\\x7cb\\|c` |')
  })
})
