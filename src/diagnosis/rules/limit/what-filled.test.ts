import { describe, expect, it } from 'vitest'
import { edited } from '../../../../test/support/shortage.js'
import { type Finding, parse } from '../../../index.js'
import { isDumpRule } from '../../dump-rule.js'
import { expectWhole } from '../../whole.fixture.js'
import { WHAT_FILLED_RULES } from './what-filled.js'

const RULES = new Set(WHAT_FILLED_RULES.map(({ id }) => id))

function saidOf(log: string): Finding[] {
  const { findings } = parse(log, { cannotTell: true })
  return findings.filter(({ rule }) => RULES.has(rule))
}

function expectRead(finding: Finding, lines: readonly string[]): void {
  expectWhole(finding)
  expect(finding.title.length, finding.title).toBeLessThanOrEqual(72)
  for (const value of Object.values(finding.figures ?? {}))
    expect(value === 'unlimited' || Number.isFinite(value)).toBe(true)
  for (const { line, says } of finding.evidence)
    for (const number of says.replace(/\([^)]*\)/g, '').match(/\d+/g) ?? [])
      expect(lines[line - 1], says).toContain(number)
}

describe('rules on what filled a limit', () => {
  it.each([
    '7.2/v2-shmem',
    '6.1/v2-kernel-memory',
    '5.10/v1-memsw',
    '6.12/g-swap',
    'constructed/3.10-el7-memcg-kubepods',
    'constructed/6.2-memcg-cut-stats',
  ])('%s: a log that ends anywhere is never read as more than it says', (name) => {
    const lines = edited(name).split('\n')
    const whole = new Map(saidOf(lines.join('\n')).map((finding) => [finding.rule, finding]))
    for (let end = 1; end < lines.length; end += 2) {
      for (const finding of saidOf(lines.slice(0, end).join('\n'))) {
        expectRead(finding, lines)
        // What is firm stays so when the rest of the log comes.
        if (finding.verdict === 'confirmed')
          expect(whole.get(finding.rule)?.title, `${end} lines`).toContain(finding.title)
      }
    }
  })

  it.each(['7.2/v2-shmem', '5.10/g-slab'])('%s: any line can be lost', (name) => {
    const lines = edited(name).split('\n')
    for (let lost = 0; lost < lines.length; lost += 2) {
      const rest = lines.filter((_, at) => at !== lost)
      for (const finding of saidOf(rest.join('\n'))) expectRead(finding, rest)
    }
  })

  it('50,000 tasks are no trouble', () => {
    const row = (pid: number) =>
      `[  100.000000] [${String(pid).padStart(7)}]  1000 ${pid}      706      509      297        1       211    40960        0           939 writer`
    const log = edited('7.2/v2-shmem').replace(/^\[.*shm_writer$/m, (own) =>
      [own, ...Array.from({ length: 50_000 }, (_, at) => row(1000 + at))].join('\n'),
    )
    const { events } = parse(log)
    const [dump] = events.filter((event) => event.type === 'oom')
    expect(dump?.tasks?.length).toBeGreaterThan(50_000)
    const started = performance.now()
    for (const rule of WHAT_FILLED_RULES) if (dump !== undefined && isDumpRule(rule)) rule.decideDump(dump)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
