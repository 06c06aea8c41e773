import { describe, expect, it } from 'vitest'
import { parse } from '../parse.js'
import { ALLOCATION_FAILURE, globalLog, memcgLog, QUIET } from './sample-logs.js'
import { renderText, type TextOptions } from './text.js'

function text(log: string, options: Partial<TextOptions> = {}): string {
  return renderText(parse(log, { name: 'dmesg.txt' }), { colour: false, width: 80, ...options })
}

describe('the head of a cgroup OOM', () => {
  it('is this screen', () => {
    expect(text(memcgLog())).toMatchInlineSnapshot(`
      "oom-1  killed  worker-3 (pid 41820), 8231.440101 s after boot (up 2 h 17 min)
        limit      4.00 GiB of all pods of the node, failcnt 512, /kubepods.slice
        filled by  ████████████████  █ anon 3.96 GiB 99%
        biggest    worker-3 703 MiB (the victim), pause 4.00 KiB
        victim     worker-3 (pid 41820), anon 699 MiB, in container aaaaaaaaaaaa
        asked      worker-3 (pid 41820), the victim itself, for 1 page, GFP_KERNEL
        before     not known: only the kernel's log was read
      ▶ LIKELY  RSS adds up to 703 MiB of 4.00 GiB: the rest is tasks not in the table

      (--details shows its figures, tables and evidence; oomparse explain TERM what a
      word means)
      "
    `)
  })

  it('has its figures below it when asked for', () => {
    expect(text(memcgLog(), { details: true })).toMatchInlineSnapshot(`
      "oom-1  killed  worker-3 (pid 41820), 8231.440101 s after boot (up 2 h 17 min)
        limit      4.00 GiB of all pods of the node, failcnt 512, /kubepods.slice
        filled by  ████████████████  █ anon 3.96 GiB 99%
        biggest    worker-3 703 MiB (the victim), pause 4.00 KiB
        victim     worker-3 (pid 41820), anon 699 MiB, in container aaaaaaaaaaaa
        asked      worker-3 (pid 41820), the victim itself, for 1 page, GFP_KERNEL
        before     not known: only the kernel's log was read
      ▶ LIKELY  RSS adds up to 703 MiB of 4.00 GiB: the rest is tasks not in the table

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

        filled by  usage 4.00 GiB, of which
        anonymous memory of processes     3.96 GiB  99%  ████████████████████  line 11
        page cache, tmpfs included        1.00 MiB  <1%  ····················  line 12
        not told (ho…pfs, kernel memory)  38.1 MiB  <1%  ····················

        call trace dump_stack_lvl

      ▶ CONFIRMED  All pods of the node together hit their memory limit of 4.00 GiB
                   The limit belongs to /kubepods.slice; the killed process ran below
                   it, in a container of pod 11111111-2222-3333-4444-555555555555. In
                   use were 4.00 GiB of 4.00 GiB of memory. 512 charges have failed at
                   it so far, which is not the number of OOMs.
        concerns   oom-1
        next       systemd-cgls --unit kubepods.slice  # who runs in it
                   compare the limit with what was configured: memory.max, MemoryMax=, resources.limits.memory
        evidence   usage 4194304 kB (4.00 GiB), limit 4194304 kB (4.00 GiB), failcnt
                   512 [dmesg.txt:8]
                   names the cgroup whose limit was hit: oom_memcg [dmesg.txt:17]
        wrong if   a line of this dump that names another cgroup as the one over its
                   limit
        see        https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interfa
                     ce-files

      ▶ CONFIRMED  What filled the limit: 99% anonymous memory of processes
                   4.00 GiB were in use: 3.96 GiB (99%) anonymous memory of processes
                   and 1.00 MiB (<1%) page cache, tmpfs included. They add up to it
                   within the batching of the counters.
        concerns   oom-1
        next       look for the process that grew: the task table of the dump, then its heap
        evidence   usage 4194304 kB (4.00 GiB), limit 4194304 kB (4.00 GiB), failcnt
                   512 [dmesg.txt:8]
                   anon 4253941760 bytes (3.96 GiB) [dmesg.txt:11]
                   file 1048576 bytes [dmesg.txt:12]
        wrong if   statistics of the same cgroup that add up to something else
        see        https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interfa
                     ce-files

      ▶ LIKELY  RSS adds up to 703 MiB of 4.00 GiB: the rest is tasks not in the
        table
                   The 2 tasks of the table have 703 MiB resident, 3.31 GiB less than
                   the cgroup uses. What RSS does not count: 3.27 GiB tasks not in the
                   table.
        concerns   oom-1
        missing    which tasks have left the table: kills just before this dump,
                   processes that moved to another cgroup
        next       cat /sys/fs/cgroup/<the cgroup>/memory.stat  # not top: RSS has neither cache nor kernel memory
        evidence   usage 4194304 kB (4.00 GiB), limit 4194304 kB (4.00 GiB), failcnt
                   512 [dmesg.txt:8]
                   anon 4253941760 bytes (3.96 GiB) [dmesg.txt:11]
                   the first row of the table (of 2) [dmesg.txt:15]
        wrong if   a task table with rows that this log has lost
        see        https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-ownersh
                     ip
      "
    `)
  })

  it('says nothing is missing when nothing is', () => {
    expect(text(memcgLog())).not.toContain('doubt')
    expect(text(memcgLog(), { details: true })).not.toContain('incomplete')
  })
})

describe('the head of a global OOM', () => {
  it('is this screen', () => {
    expect(text(globalLog())).toMatchInlineSnapshot(`
      "oom-1  killed  memhog (pid 172), 35.686988 s after boot, lines 1-32
        limit      none was hit: the whole machine ran out, 352 MiB RAM, 6.68 MiB free
        biggest    memhog 387 MiB (the victim, 88.8 MiB of it in swap)
        victim     memhog (pid 172), anon 297 MiB, in memhog.service, oom_score_adj 0
        asked      memhog (pid 172), the victim itself, for 1 page
        before     not known: only the kernel's log was read
      ▶ LIKELY  Too little was free: every usable zone was at or below its min mark
      ▶ CONFIRMED  The machine's swap was full: 95.9 MiB used up (lines 22, 23)

      (--details shows its figures, tables and evidence; oomparse explain TERM what a
      word means)
      "
    `)
  })

  it('has its figures below it when asked for', () => {
    expect(text(globalLog(), { details: true })).toMatchInlineSnapshot(`
      "oom-1  killed  memhog (pid 172), 35.686988 s after boot, lines 1-32
        limit      none was hit: the whole machine ran out, 352 MiB RAM, 6.68 MiB free
        biggest    memhog 387 MiB (the victim, 88.8 MiB of it in swap)
        victim     memhog (pid 172), anon 297 MiB, in memhog.service, oom_score_adj 0
        asked      memhog (pid 172), the victim itself, for 1 page
        before     not known: only the kernel's log was read
      ▶ LIKELY  Too little was free: every usable zone was at or below its min mark
      ▶ CONFIRMED  The machine's swap was full: 95.9 MiB used up (lines 22, 23)

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

        zones      what the request may use of each, against the min watermark and
                   lowmem_reserve
        zone              free    usable       min       low  reserve
        node 0 DMA32  5.47 MiB  5.47 MiB  6.15 MiB  6.69 MiB      0 B  below min
        free       chunks of     4K  8K   in all
                   node 0 DMA32  18  10  152 KiB
        call trace dump_stack_lvl

      ▶ CONFIRMED  No cgroup limit was hit: the machine itself ran out of memory
                   The kernel found no memory for the request on the whole machine,
                   and no limit of a cgroup was hit.
        concerns   oom-1
        next       free -m; cat /proc/meminfo  # what the machine has left now
        evidence   CONSTRAINT_NONE [dmesg.txt:31]
        wrong if   a line of this dump that names a memory cgroup as the one over its
                   limit
        see        https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interfa
                     ce-files

      ▶ CONFIRMED  The machine's swap was full: 95.9 MiB used up
                   Of 95.9 MiB of swap only 32.0 KiB were free: nothing more could be
                   moved out.
        concerns   oom-1
        next       swapon --show; free -m
                   vmstat 1  # si and so: what is moved right now
        evidence   Free swap 32 kB [dmesg.txt:22]
                   Total swap 98300 kB (95.9 MiB) [dmesg.txt:23]
        wrong if   other figures of swap in the same dump
        see        https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interfa
                     ce-files
                   https://kubernetes.io/docs/concepts/cluster-administration/swap-m
                     emory-management/

      ▶ LIKELY  Too little was free: every usable zone was at or below its min mark
                   The request (one page from any zone) needs a zone with more free
                   than its mark, and there was none. Node 0 DMA32: 5608 kB free <=
                   6304 kB min (of it 4096 kB boost).
        concerns   oom-1
        missing    zone lines for 1.21 MiB of free memory: from 6.1 on zones are not
                   printed that the request could not use, and a line may be lost
                   (/proc/zoneinfo)
        next       cat /proc/zoneinfo  # free, min, low, high and protection of each zone
        evidence    +35.687s  mask 0x140dca, order 0 [dmesg.txt:1]
                              Node 0 DMA32: free 5608 kB (5.47 MiB), min 6304 kB
                              (6.15 MiB), boost 4096 kB (4.00 MiB) [dmesg.txt:17]
        wrong if   another zone that the request could use, with more free than its
                   mark
        see        https://docs.kernel.org/admin-guide/sysctl/vm.html#min-free-kbyte
                     s
                   https://github.com/torvalds/linux/blob/v6.12/mm/page_alloc.c
      "
    `)
  })

  it('says that a hand asked for it', () => {
    const shown = text(globalLog(-1))
    expect(shown).toContain('somebody, by SysRq-f: no allocation failed')
    expect(shown).not.toContain('order')
    expect(text(globalLog(-1), { details: true })).toContain('by hand (SysRq-f), no allocation failed')
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
    expect(text(log, { width: 100, details: true })).toContain('page size assumed')
  })

  it('invents no number', () => {
    expect(text('[ 1.0] Out of memory: Killed process 7 (web)\n')).not.toMatch(/undefined|NaN|null/)
  })
})

describe('several events', () => {
  const burst = Array.from({ length: 23 }, (_, index) => memcgLog('web', 100 + index)).join('')

  it('have a head each while they are few', () => {
    const shown = text(memcgLog('a') + memcgLog('b', 9000))
    expect(shown.match(/^oom-\d {2}killed/gm)).toEqual(['oom-1  killed', 'oom-2  killed'])
    expect(shown).not.toContain('OOMs')
  })

  it('have a line each when they are more', () => {
    const shown = text(
      Array.from({ length: 7 }, (_, index) => memcgLog(`web-${index}`, 100 + index)).join(''),
    )
    expect(shown).toMatch(/^7 OOMs\n\nid {5}when/)
    expect(shown.match(/^oom-\d {2}.* web-\d/gm)).toHaveLength(7 + 2)
  })

  it('are a line for each victim and limit when they are many', () => {
    const shown = text(burst, { width: 100 })
    expect(shown).toMatch(/^23 OOMs, by who died at whose limit\n\nOOMs {2}victim/)
    expect(shown).toMatch(/^ {2}23 {2}web {5}all pods of the node {2}4\.00 GiB/m)
    expect(shown.match(/^oom-\d+ {2}killed/gm)).toEqual(['oom-1  killed', 'oom-23  killed'])
    expect(shown).toContain('(21 more OOMs between them: --all shows each')
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
    const log = memcgLog() + globalLog() + ALLOCATION_FAILURE
    const shown = text(log, { width }) + text(log, { width, details: true, cannotTell: true })
    // Commands are copied, so the terminal may fold them and we do not.
    const commands = parse(log).findings.flatMap(({ next }) => next)
    for (const line of shown.split('\n').filter((one) => !commands.some((command) => one.endsWith(command))))
      expect([...line].length, line).toBeLessThanOrEqual(width)
  })

  it('keeps pod and container readable on narrow paper', () => {
    const shown = text(memcgLog(), { width: 40, details: true })
    expect(shown).toContain('11111111-2222-3333-4444-555555555555')
    expect(shown).toContain('container aaaaaaaaaaaa')
  })

  it('takes a width below sense for the least', () => {
    expect(text(memcgLog(), { width: 1 })).toBe(text(memcgLog(), { width: 40 }))
  })
})

describe('--top', () => {
  it('shows victim and trigger whatever it is', () => {
    expect(text(memcgLog(), { details: true, top: 1 })).toContain('and 1 more task, 4.00 KiB in sum')
    expect(text(memcgLog(), { details: true, top: 0 })).not.toContain('command')
  })
})

describe('hostile names', () => {
  const NAMES = ['\x1b[2J\x1b[31mred', '\u202egnp.exe', 'a\u2028b', 'x) total-vm:4kB', '\x9b31m', 'a\rb', '']

  it.each(NAMES)('%j never acts on the terminal', (comm) => {
    for (const [width, details] of [
      [40, false],
      [80, true],
      [200, true],
    ] as const) {
      const shown = text(memcgLog(comm), { width, details })
      expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]/)
    }
  })

  it('are escaped inside our own colours too', () => {
    const shown = text(memcgLog('\x1b[31mred'), { colour: true })
    expect(shown).toContain('\\x1b[31mred')
    expect(shown.replace(/\x1b\[(?:1|2|22|31|32|33|39)m/g, '')).not.toContain('\x1b')
  })

  it('in the name of the input', () => {
    const shown = renderText(parse(memcgLog(), { name: 'a\x1b]0;x\x07\n.log' }), {
      colour: false,
      width: 80,
      details: true,
    })
    expect(shown).toContain('a\\x1b]0;x\\x07\\n.log:1-19')
  })
})

it('colour changes nothing but colour', () => {
  const log = memcgLog() + globalLog()
  for (const details of [false, true])
    expect(text(log, { colour: true, details }).replace(/\x1b\[\d+m/g, '')).toBe(text(log, { details }))
})
