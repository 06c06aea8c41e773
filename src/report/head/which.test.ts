import { describe, expect, it } from 'vitest'
import { edited, said } from '../../../test/support/shortage.js'
import { parse } from '../../index.js'
import { globalLog } from '../sample-logs.js'
import { renderText } from '../text.js'

function row(label: string, log: string): string | undefined {
  const lines = renderText(parse(log), { colour: false, width: 160 }).split('\n')
  return lines.find((line) => line.startsWith(`  ${label} `))?.replaceAll(/\s+/g, ' ')
}

describe('the limit in the head', () => {
  it('is that of memory and swap where v1 had memory to spare', () => {
    const log = edited('5.10/v1-memsw', [
      'memory: usage 40936kB, limit 40960kB',
      'memory: usage 20936kB, limit 40960kB',
    ])
    expect(row('limit', log)).toMatch(
      /^ limit 72\.0 MiB of memory\+swap, 72\.0 MiB used, of .*, memory 20\.4 MiB of 40\.0 MiB/,
    )
  })

  it('is nothing that ran out where somebody asked by SysRq', () => {
    expect(row('limit', globalLog(-1))).toContain('none was hit: SysRq asked for the kill')
  })

  it('does not call a machine with free memory empty', () => {
    const plenty = globalLog().replace('free:1712 ', 'free:21712 ')
    expect(row('limit', plenty)).toContain('none was hit: memory was free, the request found none')
    expect(row('limit', globalLog())).toContain('none was hit: the whole machine ran out')
  })
})

describe('the limit of what is not told', () => {
  const killOnly = (words: string) =>
    `[  100.000001] ${words}: Killed process 4711 (mongod) total-vm:9200000kB, anon-rss:7800000kB, file-rss:0kB, shmem-rss:0kB, UID:998 pgtables:16000kB oom_score_adj:0\n`

  it('is no cgroup by the words of a kill line alone', () => {
    expect(row('limit', killOnly('Out of memory'))).toContain(
      'none was hit: the machine ran out, or the nodes allowed',
    )
    const [oom] = parse(killOnly('Out of memory')).events
    expect(oom).toMatchObject({ scope: 'unknown', killMessage: 'Out of memory' })
    expect(said('limit-owner', killOnly('Out of memory'))[0]?.verdict).toBe('likely')
    expect(said('limit-owner', killOnly('Memory cgroup out of memory'))[0]?.verdict).toBe('cannot-tell')
  })
})

describe('the biggest in the head', () => {
  const worker = (pid: number, pages = 9000) =>
    `[   35.686990] [${String(pid).padStart(7)}]    48 ${pid}   100766 ${String(pages).padStart(8)}   835584        0             0 httpd\n`
  const among = (rows: string) =>
    globalLog()
      .replace(/(?=\[[^\n]*\] \[ {4}172\])/, () => rows)
      .replace('    76371 ', '     6371 ')

  it('are many small processes of one name where they hold more than the biggest one', () => {
    const log = among([201, 202, 203, 204, 205, 206, 207, 208].map((pid) => worker(pid)).join(''))
    expect(row('biggest', log)).toContain(
      'biggest 8 httpd together at most 281 MiB, memhog 113 MiB (the victim',
    )
  })

  it('are not those whose sum is more than there is: it is mostly shared', () => {
    const log = among([201, 202, 203, 204, 205, 206, 207, 208].map((pid) => worker(pid, 27000)).join(''))
    expect(row('biggest', log)).not.toContain('together')
  })

  it('are those of the rows that were read where the log ends in the table', () => {
    const log =
      among([201, 202].map((pid) => worker(pid)).join('')).split(/(?=\[[^\n]*\] \[ {4}172\])/)[0] ?? ''
    expect(row('biggest', log)).toMatch(/^ biggest of 2 tasks read: httpd/)
  })

  it('are not the processes whose rss adds up to more RAM than there is', () => {
    const pages = edited('constructed/5.4-page-tables-of-shared-memory')
    expect(row('biggest', pages)).toContain('the kernel itself, no process')
  })

  it('names the larger of two holders, and the finding about it comes first', () => {
    const log = edited('constructed/5.4-page-tables-of-shared-memory')
    expect(renderText(parse(log), { colour: false, width: 160 })).toMatch(
      /▶ \w+ +Kernel memory is at least 49%/,
    )
  })

  it('tells what of it is in swap', () => {
    expect(row('biggest', globalLog())).toContain('memhog 387 MiB (the victim, 88.8 MiB of it in swap)')
  })
})
