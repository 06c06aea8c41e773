import { describe, expect, it } from 'vitest'
import { at, documentOf, finding, input, oom, reload } from './sample-events.js'
import { renderText, type TextOptions } from './text.js'

function text(document: Parameters<typeof renderText>[0], options: Partial<TextOptions> = {}): string {
  return renderText(document, { colour: false, width: 80, ...options })
}

describe('findings in the report', () => {
  const two = [finding({ verdict: 'possible', title: 'B', events: ['oom-2'] }), finding({ title: 'A' })]

  it('come after the heads of the OOMs, the surest first', () => {
    const shown = text(documentOf([oom('oom-1', 0), oom('oom-2', 1)], { findings: two }))
    const order = ['oom-1  killed ranker', 'oom-2  killed ranker', '\n\n▶ CONFIRMED  A', '\n\n▶ POSSIBLE  B']
    const places = order.map((word) => shown.indexOf(word.replace('d r', 'd  r')))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it('have the cause above what followed from it', () => {
    const cause = finding({ verdict: 'possible', title: 'Cause' })
    const late = finding({ rule: 'eviction-too-late', title: 'Late' })
    const shown = text(documentOf([oom('oom-1', 0)], { findings: [late, cause] }))
    expect(shown.indexOf('Cause')).toBeGreaterThan(0)
    expect(shown.indexOf('Late')).toBeGreaterThan(shown.indexOf('Cause'))
  })

  it('are short for a container at its own limit', () => {
    const plain = finding({ rule: 'pod-at-own-limit', verdict: 'likely' })
    const document = documentOf([oom('oom-1', 0)], { findings: [plain] })
    expect(text(document)).not.toContain('systemctl show')
    expect(text(document, { all: true })).toContain('systemctl show')
  })

  it('stand in the head of the OOM that they concern, with the lines of its log', () => {
    const own = finding({ evidence: [{ input: 'dmesg.txt', line: 7, says: '' }] })
    const shown = text(documentOf([oom('oom-1', 0)], { findings: [own] }), { width: 100 })
    expect(shown.slice(0, shown.indexOf('\n\n'))).toContain(`▶ CONFIRMED  ${own.title} (`)
  })

  it('are wrapped and hung', () => {
    const shown = text(documentOf([oom('oom-1', 0)], { findings: [finding()] }), { width: 60 })
    expect(shown).toContain(
      [
        '▶ CONFIRMED  The limit that was hit is older than the',
        '  configuration',
        '             The kubelet wrote 4020056064 bytes; the OOM was',
        '             at 3390910464.',
        '  concerns   oom-1',
        '  next       systemctl show kubepods.slice -p MemoryLimit',
        '  evidence   2024-11-23 UTC',
        '              12:00:01  the kubelet computed',
        '                        4020056064 bytes [kubelet.log:88]',
      ].join('\n'),
    )
  })

  it('have their evidence under its day, by the clock of the logs as well', () => {
    const zoned = (afterNoonMs: number, printed: string, says: string) => ({
      input: 'a.log',
      line: 1,
      at: at(afterNoonMs, { printed, basis: 'syslog' as const }),
      says,
    })
    const evidence = [
      zoned(1250, 'Nov 23 20:00:01', 'computed: 1'),
      zoned(86_400_000, 'Nov 24 20:00:00', 'OOM: at the limit'),
      {
        input: 'b.log',
        line: 2,
        at: { monotonicSec: 12.5, basis: 'monotonic-only' as const },
        says: 'later',
      },
      { input: 'c.log', line: 3, says: 'some day' },
    ]
    const shown = text(documentOf([oom('oom-1', 0)], { findings: [finding({ evidence })] }))
    expect(shown).toContain(
      [
        '  evidence   2024-11-23 UTC (12:00 is 20:00 in the logs)',
        '              12:00:01.250  computed: 1 [a.log:1]',
        '             2024-11-24',
        '              12:00:00      OOM: at the limit [a.log:1]',
        '              +12.5s        later [b.log:2]',
        '                            some day [c.log:3]',
      ].join('\n'),
    )
  })

  it('paint the kind of a step, and nothing that a name may look like', () => {
    const evidence = [{ input: 'a.log', line: 1, at: at(0), says: 'OOM: of [31m: x' }]
    const shown = text(documentOf([oom('oom-1', 0)], { findings: [finding({ evidence })] }), { colour: true })
    expect(shown).toContain('12:00:00  \x1b[1mOOM:\x1b[22m of [31m: x \x1b[2m[a.log:1]\x1b[22m')
  })

  it('that tell another side of the same cause, or the same again, are short', () => {
    const raced = finding({ rule: 'config-raced-start', title: 'Raced' })
    const again = finding({ events: ['oom-2'] })
    const other = finding({ rule: 'pod-at-own-limit', title: 'Other' })
    const document = documentOf([oom('oom-1', 0)], { findings: [finding(), raced, again, other] })
    const shown = text(document)
    expect(shown.match(/ {2}evidence /g)).toHaveLength(2)
    expect(shown).toContain(
      'Raced\n             The kubelet wrote 4020056064 bytes; the OOM was at 3390910464.\n  concerns   oom-1\n\n',
    )
    expect(shown).toContain('\n\n(2 findings in short: --all shows what they rest on)\n\n')
    expect(text(document, { all: true }).match(/ {2}evidence /g)).toHaveLength(4)
    expect(text(documentOf([oom('oom-1', 0)], { findings: [raced] }))).toContain('  evidence ')
  })

  it('name a few of many events', () => {
    const named = (count: number) =>
      text(
        documentOf([oom('oom-1', 0)], {
          findings: [finding({ events: Array.from({ length: count }, (_, i) => `oom-${i}`) })],
        }),
      )
    expect(named(5)).toContain('  concerns   oom-0, oom-1, oom-2, oom-3, oom-4\n')
    expect(named(6)).toContain('  concerns   oom-0, oom-1, oom-2, oom-3, and 2 more\n')
  })

  it('do not name events that the report does not show', () => {
    const found = finding({ events: ['pod-evicted-1', 'oom-1'] })
    expect(text(documentOf([oom('oom-1', 0)], { findings: [found] }))).toContain('  concerns   oom-1\n')
  })

  it('have commands that can be copied in one line', () => {
    const next = ['systemctl show kubepods.slice -p MemoryLimit -p MemoryMax -p ActiveEnterTimestamp']
    const shown = text(documentOf([oom('oom-1', 0)], { findings: [finding({ next })] }), { width: 60 })
    expect(shown).toContain(`  next       ${next[0]}\n`)
  })

  it('lacking evidence are shown when asked for', () => {
    const document = documentOf([oom('oom-1', 0)], { findings: [finding({ verdict: 'cannot-tell' })] })
    expect(text(document)).not.toContain('▶')
    expect(text(document, { cannotTell: true })).toContain('▶ CANNOT TELL')
  })

  it('are told where no OOM is', () => {
    expect(text(documentOf([], { findings: [finding()] }))).toMatch(/^No OOM found\.[^▶]*▶ CONFIRMED/)
  })
})

describe('what was read', () => {
  const facts = Array.from({ length: 180 }, (_, index) => input(`f${index}`, ['limit']))
  const strange = input('odd', [], { problems: [{ code: 'not-read', message: 'is compressed' }] })
  const logs = [input('dmesg.txt', ['kernel-log']), input('k.log', ['kubelet-log'])]

  it('is one line for a whole folder', () => {
    const document = documentOf([oom('oom-1', 0)], { inputs: [...logs, ...facts, strange] })
    expect(text(document)).toContain(
      '\n  read       183 files: 2 logs, 180 facts, 1 not recognised (--all lists them)\n',
    )
    expect(text(document)).not.toContain('f17')
    expect(text(document, { all: true })).toContain('f17: 3 lines, limit')
  })

  it('is not told of a few inputs with an OOM', () => {
    expect(text(documentOf([oom('oom-1', 0)], { inputs: logs }))).not.toContain('  read ')
  })

  it('says that a timeline has more, where more than a kernel log was read', () => {
    const events = [oom('oom-1', 0), reload(5)]
    const also = '\n  also       1 other event: "oomparse timeline" shows all in their order\n'
    expect(text(documentOf(events, { inputs: logs }))).toContain(also)
    expect(text(documentOf([reload(5)], { inputs: logs }))).toContain(also)
    expect(text(documentOf(events))).not.toContain('  also ')
    expect(text(documentOf([oom('oom-1', 0)], { inputs: logs }))).not.toContain('  also ')
  })

  it('is told one by one where nothing was found', () => {
    const shown = text(documentOf([], { inputs: [...logs, strange] }))
    expect(shown).toContain('k.log: 3 lines, kubelet-log')
    expect(shown).toContain('odd: 3 lines, no kernel log')
    expect(shown).toContain('odd: is compressed [not-read]')
  })

  it('does not complain about evidence when OOMs are found', () => {
    const cut = input('cut', ['kubelet-log'], { problems: [{ code: 'xz-damaged', message: 'is damaged' }] })
    const document = documentOf([oom('oom-1', 0)], { inputs: [...logs, strange, cut] })
    expect(text(document)).not.toContain('not-read')
    expect(text(document)).toContain('cut: is damaged [xz-damaged]')
    expect(text(document, { all: true })).toContain('odd: is compressed [not-read]')
  })
})
