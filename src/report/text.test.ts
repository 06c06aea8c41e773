import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { ALLOCATION_FAILURE, globalLog, memcgLog, QUIET } from './sample-logs.js'
import { renderText, type TextOptions } from './text.js'

function text(log: string, options: Partial<TextOptions> = {}): string {
  return renderText(parse(log, { name: 'dmesg.txt' }), { colour: false, width: 80, ...options })
}

describe('the block of a cgroup OOM', () => {
  const shown = text(memcgLog())

  it('is this screen', () => {
    expect(shown).toMatchInlineSnapshot(`
      "oom-1  killed  worker-3 (pid 41820)
        when       8231.440101 s after boot (up 2 h 17 min)
        where      dmesg.txt:1-19
        kernel     6.12.8-amd64

        limit of   all pods of the node
                   /kubepods.slice
        victim in  container aaaaaaaaaaaa of pod 11111111-2222-3333-4444-555555555555
                   (burstable, containerd)
                   /kubepods.slice/kubepods-b…aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.scope
        usage      memory  4.00 GiB  of 4.00 GiB   100%  failcnt 512
                   swap         0 B  of unlimited        failcnt 0
                   memory 4194304 of 4194304 kB, swap 0 kB
        made of    anon 3.96 GiB, file 1.00 MiB

        victim     worker-3 (pid 41820), uid 1001, oom_score_adj 968
                   chosen by the kernel (line 18)
                   anon 699 MiB (716000 kB), file 3.90 MiB (4000 kB), shmem 0 kB,
                   page tables 1.41 MiB (1448 kB), virtual 1.00 GiB (1048576 kB)
                   reaped (line 19), left: anon 0 kB, file 0 kB, shmem 0 kB
        trigger    worker-3 (pid 41820), uid 1001, CPU 5, oom_score_adj 968
                   order 0, 1 page = 4096 bytes, GFP_KERNEL
        tasks      2 listed, rss in sum 703 MiB (180001 pages of 4096 bytes)
          pid   uid       rss   pages  share   adj  command
        41820  1001   703 MiB  180000    99%   968  worker-3  <- victim, trigger
        41000     0  4.00 KiB       1    <1%  -998  pause
      "
    `)
  })

  it('says nothing is missing when nothing is', () => {
    expect(shown).not.toContain('incomplete')
  })
})

describe('the block of a global OOM', () => {
  it('is this screen', () => {
    expect(text(globalLog())).toMatchInlineSnapshot(`
      "oom-1  killed  memhog (pid 172)
        when       35.686988 s after boot
        where      dmesg.txt:1-32
        kernel     6.1.0-50-cloud-amd64

        short of   memory of the whole machine (no cgroup limit was hit)
        victim in  systemd service memhog.service
                   /system.slice/memhog.service
        memory     RAM 399 MiB (102264 pages), free 6.68 MiB (1712 pages),
                   reserved 46.8 MiB
        made of    anon 325 MiB (shmem 10.1 MiB), slab 8.25 MiB, page tables 1.43 MiB
        swap       free 32.0 KiB of 95.9 MiB (99% used)
        zones      node 0 DMA32 below its min watermark: free 5608 kB, min 6304 kB

        victim     memhog (pid 172), uid 999, oom_score_adj 0
                   chosen by the kernel (line 32)
                   anon 297 MiB (304640 kB), file 0 kB, shmem 844 kB,
                   page tables 816 kB, virtual 393 MiB (403064 kB)
        trigger    memhog (pid 172), CPU 0, oom_score_adj 0
                   order 0, 1 page = 4096 bytes, GFP_HIGHUSER_MOVABLE | __GFP_COMP |
                   __GFP_ZERO
        tasks      1 listed, rss in sum 298 MiB (76371 pages of 4096 bytes)
        pid  uid      rss  pages  share      swap  adj  command
        172  999  298 MiB  76371   100%  88.8 MiB    0  memhog   <- victim, trigger
      "
    `)
  })

  it('says that a hand asked for it', () => {
    const shown = text(globalLog(-1))
    expect(shown).toContain('by hand (SysRq-f), no allocation failed')
    expect(shown).not.toContain('order')
  })
})

describe('what is uncertain', () => {
  it('names what a cut log lacks', () => {
    const cut = memcgLog().split('\n').slice(0, 12).join('\n')
    expect(text(cut)).toContain('not in the log:')
    expect(text(cut)).toContain('the kill line')
  })

  it('says where it only assumes the page size', () => {
    const log = memcgLog().split('\n').slice(0, 16).join('\n')
    expect(text(log, { width: 100 })).toContain('page size assumed')
  })

  it('invents no number', () => {
    expect(text('[ 1.0] Out of memory: Killed process 7 (web)\n')).not.toMatch(/undefined|NaN|null/)
  })
})

describe('several events', () => {
  const burst = Array.from({ length: 23 }, (_, index) => memcgLog('web', 100 + index)).join('')

  it('begin with a line for each', () => {
    const shown = text(memcgLog('a') + memcgLog('b', 9000))
    expect(shown).toMatch(/^2 OOMs\n\nid {5}when/)
    expect(shown.match(/^oom-\d {2}killed/gm)).toHaveLength(2)
  })

  it('are shown in full at both ends when they are many', () => {
    expect(text(burst).match(/^oom-\d+ {2}killed/gm)).toEqual(['oom-1  killed', 'oom-23  killed'])
    expect(text(burst)).toContain('(21 more events not shown in full: --all shows them)')
    expect(text(burst)).toContain('23 times: web, limit of all pods of the node')
  })

  it('are all shown in full when asked for', () => {
    expect(text(burst, { all: true }).match(/^oom-\d+ {2}killed/gm)).toHaveLength(23)
  })
})

describe('no OOM', () => {
  it('says what was read and where kernel logs are', () => {
    const shown = text(QUIET)
    expect(shown).toContain('No OOM found.')
    expect(shown).toContain('dmesg.txt: 1 line, dmesg framing')
    expect(shown).toContain('journalctl -k')
  })

  it('does not call an allocation failure an OOM', () => {
    const shown = text(ALLOCATION_FAILURE, { width: 100 })
    expect(shown).toContain('No OOM found.')
    expect(shown).toContain('no OOM kill: page allocation failure of kworker/0:1 (pid 31)')
    expect(shown).toContain('16 pages = 65536 bytes')
  })
})

describe('any width', () => {
  it.each([40, 60, 80, 120, 200])('fits %i columns', (width) => {
    const shown = text(memcgLog() + globalLog() + ALLOCATION_FAILURE, { width })
    for (const line of shown.split('\n')) expect([...line].length).toBeLessThanOrEqual(width)
  })

  it('keeps pod and container readable on narrow paper', () => {
    const shown = text(memcgLog(), { width: 40 })
    expect(shown).toContain('11111111-2222-3333-4444-555555555555')
    expect(shown).toContain('container aaaaaaaaaaaa')
  })

  it('takes a width below sense for the least', () => {
    expect(text(memcgLog(), { width: 1 })).toBe(text(memcgLog(), { width: 40 }))
  })
})

describe('--top', () => {
  it('shows victim and trigger whatever it is', () => {
    expect(text(memcgLog(), { top: 1 })).toContain('and 1 more task, 4.00 KiB in sum')
    expect(text(memcgLog(), { top: 0 })).not.toContain('command')
  })
})

describe('hostile names', () => {
  const NAMES = ['\x1b[2J\x1b[31mred', '\u202egnp.exe', 'a\u2028b', 'x) total-vm:4kB', '\x9b31m', 'a\rb', '']

  it.each(NAMES)('%j never acts on the terminal', (comm) => {
    for (const width of [40, 80, 200]) {
      const shown = text(memcgLog(comm), { width })
      expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]/)
    }
  })

  it('are escaped inside our own colours too', () => {
    const shown = text(memcgLog('\x1b[31mred'), { colour: true })
    expect(shown).toContain('\\x1b[31mred')
    expect(shown.replace(/\x1b\[(?:1|2|22|31|32|33|39)m/g, '')).not.toContain('\x1b')
  })

  it('in the name of the input', () => {
    const shown = renderText(parse(memcgLog(), { name: 'a\x1b]0;x\x07\n.log' }), { colour: false, width: 80 })
    expect(shown).toContain('a\\x1b]0;x\\x07\\n.log:1-19')
  })
})

it('colour changes nothing but colour', () => {
  const log = memcgLog() + globalLog()
  expect(text(log, { colour: true }).replace(/\x1b\[\d+m/g, '')).toBe(text(log))
})
