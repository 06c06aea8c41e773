import type { Counter, Dump, Memory, Task } from './dump.js'

/** The messages of a dump, as that kernel prints them. */
export function printed(dump: Dump): string[] {
  const { generation } = dump
  return [
    ...head(dump),
    ...(generation.cpuset === 'line' ? [`${dump.comm} cpuset=/ mems_allowed=0`] : []),
    identity(dump),
    'Call Trace:',
    ` dump_stack+0x6f/0xab`,
    ...(dump.memcg === undefined ? memInfo(dump.memory) : memcg(dump)),
    ...table(dump),
    ...verdict(dump),
  ]
}

function head({
  comm,
  mask: { hex, names },
  order,
  adjustment,
  generation: { flags, adjustment: word },
}: Dump): string[] {
  const named = flags === 'none' ? '' : `(${names.join('|')})`
  const nodemask = flags.startsWith('names-nodemask') ? ', nodemask=(null)' : ''
  const blanks = flags === 'names-nodemask-two-blanks' ? '  ' : ' '
  const adjusted =
    word === 'oom_adj'
      ? 'oom_adj=0'
      : word === 'oom_score_adj'
        ? `oom_score_adj=${adjustment}`
        : `oom_adj=0, oom_score_adj=${adjustment}`
  return [
    `${comm} invoked oom-killer: gfp_mask=${hex}${named}${nodemask},${blanks}order=${order}, ${adjusted}`,
  ]
}

function identity({ comm, pid, uid, cpu, generation: { release, identity: form } }: Dump): string {
  if (form === 'Pid') return `Pid: ${pid}, comm: ${comm} Not tainted ${release} #1`
  const who = form === 'CPU' ? `CPU: ${cpu} PID: ${pid}` : `CPU: ${cpu} UID: ${uid} PID: ${pid}`
  return `${who} Comm: ${comm} Not tainted ${release} #1`
}

function counter(name: string, { usageKb, limitKb, failcnt }: Counter): string {
  return `${name}: usage ${usageKb}kB, limit ${limitKb}kB, failcnt ${failcnt}`
}

function memcg({ memcg: one, generation: { memcg: form, cpuset } }: Dump): string[] {
  if (one === undefined) return []
  const { path, home, memory, swap, isV1, stats } = one
  const title = `Memory cgroup stats for ${path}:`
  const keyed = stats.map(([key, value]) => `${key} ${value}`)
  return [
    ...(cpuset === 'line' ? [`Task in ${path}${home} killed as a result of limit of ${path}`] : []),
    counter('memory', memory),
    counter(isV1 ? 'memory+swap' : 'swap', swap),
    ...(form === 'stats-in-line'
      ? [`${title}${stats.map(([key, value]) => ` ${key}:${value}KB`).join('')}`]
      : []),
    ...(form === 'stats-in-one' ? [title, keyed.join('\n')] : []),
    ...(form === 'stats-in-lines' ? [title, ...keyed] : []),
  ]
}

function memInfo({ pages, zone, chunks, ...sums }: Memory): string[] {
  const counters = pages.map(([key, count]) => `${key}:${count}`)
  const totalKb = chunks.reduce((sum, count, order) => sum + count * 4 * 2 ** order, 0)
  return [
    'Mem-Info:',
    `${counters.slice(0, 3).join(' ')}\n ${counters.slice(3, 6).join(' ')}\n ${counters.slice(6).join(' ')}`,
    `Node 0 Normal free:${zone.freeKb}kB min:${zone.minKb}kB low:${zone.lowKb}kB high:${zone.highKb}kB`,
    'lowmem_reserve[]: 0 0',
    `Node 0 Normal: ${chunks.map((count, order) => `${count}*${4 * 2 ** order}kB`).join(' ')} = ${totalKb}kB`,
    `${sums.pagecachePages} total pagecache pages`,
    `Free swap  = ${sums.swapFreeKb}kB`,
    `Total swap = ${sums.swapTotalKb}kB`,
    `${sums.ramPages} pages RAM`,
    `${sums.reservedPages} pages reserved`,
  ]
}

const WIDTHS: Readonly<Record<string, number>> = { uid: 5, tgid: 5, cpu: 3, oom_adj: 7, oom_score_adj: 13 }

function table({ tasks, generation: { columns, pidWidth, hasTitle } }: Dump): string[] {
  const head = columns.map((name) => name.padStart(WIDTHS[name] ?? 8)).join(' ')
  const row = ({ pid, comm, values }: Task) =>
    `[${`${pid}`.padStart(pidWidth)}] ${values.map((value, at) => `${value}`.padStart(WIDTHS[columns[at] ?? ''] ?? 8)).join(' ')} ${comm}`
  return [
    ...(hasTitle ? ['Tasks state (memory values in pages):'] : []),
    `[${'pid'.padStart((pidWidth + 3) / 2).padEnd(pidWidth)}] ${head} name`,
    ...tasks.map(row),
  ]
}

function verdict(dump: Dump): string[] {
  const { victim, victimUid, score, memcg: one, generation } = dump
  const message = one === undefined ? 'Out of memory' : 'Memory cgroup out of memory'
  const summary =
    one === undefined
      ? 'CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a'
      : `CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=${one.path},task_memcg=${one.path}${one.home}`
  const verb = generation.selects === 'a child' ? 'kill' : 'Kill'
  return [
    ...(generation.cpuset === 'summary'
      ? [`oom-kill:constraint=${summary},task=${victim.comm},pid=${victim.pid},uid=${victimUid}`]
      : []),
    ...(generation.selects === undefined
      ? []
      : [
          `${message}: ${verb} process ${victim.pid} (${victim.comm}) score ${score} or ${generation.selects}`,
        ]),
    kill(dump, message),
  ]
}

function kill(
  { victim: { pid, comm }, victimUid, kb, pgtablesKb, victimAdjustment, generation }: Dump,
  message: string,
): string {
  const two = `anon-rss:${kb.anon}kB, file-rss:${kb.file}kB`
  const three = `${two}, shmem-rss:${kb.shmem}kB`
  switch (generation.kill) {
    case 'vsz':
      return `Killed process ${pid} (${comm}) vsz:${kb.vm}kB, ${two}`
    case 'no-shmem':
      return `Killed process ${pid} (${comm}) total-vm:${kb.vm}kB, ${two}`
    case 'el6':
      return `Killed process ${pid}, UID ${victimUid}, (${comm}) total-vm:${kb.vm}kB, ${two}`
    case 'shmem':
      return `Killed process ${pid} (${comm}) total-vm:${kb.vm}kB, ${three}`
    case 'el7':
      return `Killed process ${pid} (${comm}), UID ${victimUid}, total-vm:${kb.vm}kB, ${three}`
    case 'message':
      return `${message}: Killed process ${pid} (${comm}) total-vm:${kb.vm}kB, ${three}`
    case 'message-uid':
      return `${message}: Killed process ${pid} (${comm}) total-vm:${kb.vm}kB, ${three}, UID:${victimUid}`
    case 'full':
      return `${message}: Killed process ${pid} (${comm}) total-vm:${kb.vm}kB, ${three}, UID:${victimUid} pgtables:${pgtablesKb}kB oom_score_adj:${victimAdjustment}`
  }
}
