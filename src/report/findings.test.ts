import { describe, expect, it } from 'vitest'
import { documentOf, finding, input, oom } from './sample-events.js'
import { renderText, type TextOptions } from './text.js'

function text(document: Parameters<typeof renderText>[0], options: Partial<TextOptions> = {}): string {
  return renderText(document, { colour: false, width: 80, ...options })
}

describe('findings in the report', () => {
  const two = [finding({ verdict: 'possible', title: 'B', events: ['oom-2'] }), finding({ title: 'A' })]

  it('come before the OOMs, the surest first', () => {
    const shown = text(documentOf([oom('oom-1', 0), oom('oom-2', 1)], { findings: two }))
    const order = [
      '2 OOMs',
      '▶ CONFIRMED  A',
      '▶ POSSIBLE  B',
      'oom-1  killed ranker',
      'oom-2  killed ranker',
    ]
    const places = order.map((word) => shown.indexOf(word.replace('d r', 'd  r')))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it('come before a long overview', () => {
    const many = Array.from({ length: 11 }, (_, index) => oom(`oom-${index + 1}`, index))
    expect(text(documentOf(many, { findings: two }))).toMatch(/^▶ CONFIRMED {2}A\n/)
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
        '  evidence   2024-11-23T12:00:01Z  the kubelet computed',
        '               4020056064 bytes [kubelet.log:88]',
      ].join('\n'),
    )
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
