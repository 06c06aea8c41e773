export const STAMP = 'Nov 24 09:00:00 node-1 kernel: [ 7013.123456] '
export const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0\n'
const HEADER = '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name\n'
const ROW = '[   1234]     0  1234    25000     9000   122880        0             0 '
const KLOG = 'I1124 09:00:00.123456     424 server.go:42] '

/** One text again and again, to a length. */
function filled(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

/** Each is as long as asked for, or about so. */
export const HOSTILE_INPUTS: Readonly<Record<string, (length: number) => string>> = {
  'one line of letters': (length) => filled('a', length),
  'one line of blanks': (length) => `x${filled(' ', length)}x`,
  'one line of brackets': (length) => filled('[', length),
  'one line of closing brackets': (length) => filled(')', length),
  'one line of digits': (length) => filled('1', length),
  'one line of quotes': (length) => filled('"', length),
  'one line of backslashes': (length) => filled('\\', length),
  'one line of half stamps': (length) => filled('[ 7013.', length),
  'one line of stamps': (length) => filled('[ 7013.123456] ', length),
  'one line of heads': (length) => filled(' invoked oom-killer: gfp_mask=0x', length),
  'one line of kill lines': (length) => filled('Killed process 1 (a) total-vm:1kB, ', length),
  'one line of zones': (length) => filled('Node 0 DMA free:1kB ', length),
  'one line of chunks': (length) => `Node 0 DMA:${filled(' 1*4kB (M)', length)} = 4kB\n`,
  'one line of constraints': (length) =>
    `oom-kill:constraint=${filled(',task_memcg=/a,task=b,pid=1', length)}\n`,
  'one line of colours': (length) => filled('\x1b[31m', length),
  'one line of escapes': (length) => filled('\\x0a', length),
  'one line of NUL': (length) => filled('\0', length),
  'one line of a name': (length) => `${STAMP}${filled('x) ', length)} invoked oom-killer: gfp_mask=0x1\n`,
  'one line of a path': (length) => `${HEAD}Memory cgroup stats for ${filled('/a', length)}:\n`,
  'one line of slices': (length) => `${HEAD}memory: usage 1kB ${filled('/kubepods-pod_1.slice', length)}\n`,
  'one line of JSON, open': (length) => filled('{"MESSAGE":', length),
  'one line of JSON, deep': (length) => `{"MESSAGE":${filled('[', length)}`,
  'one line of klog, a string': (length) => `${KLOG}"${filled('a\\"', length)}\n`,
  'one line of klog, pairs': (length) => `${KLOG}"Started"${filled(' a="b"', length)}\n`,
  'one line of klog, values': (length) => `${KLOG}"Started" a=${filled('{', length)}\n`,
  'one line of klog, headers': (length) => filled(KLOG, length),
  'one line of syslog headers': (length) => filled(STAMP, length),
  'one line of YAML': (length) => `kind: Node\nmetadata: ${filled('{a: [', length)}`,
  'lines of heads': (length) => filled(HEAD, length),
  'lines of heads with stamps': (length) => filled(`${STAMP}${HEAD}`, length),
  'lines of table headers': (length) => filled(HEADER, length),
  'rows without a header': (length) => filled(`${ROW}a\n`, length),
  'rows of one table': (length) => `${HEAD}${HEADER}${filled(`${ROW}a\n`, length)}`,
  'rows and heads': (length) => filled(`${HEAD}${HEADER}${ROW}a\n`, length),
  'lines that nobody knows in a dump': (length) => `${HEAD}${filled('unknown 12 kB\n', length)}`,
  'lines of frames': (length) => `${HEAD}${filled(' dump_stack+0x1/0x2\n', length)}`,
  'lines of registers': (length) => `${HEAD}Call Trace:\n${filled('RAX: 1 RBX: 2\n', length)}`,
  'lines of zones': (length) => `${HEAD}${filled('Node 0 DMA free:1kB min:2kB low:3kB high:4kB\n', length)}`,
  'lines of counters': (length) => `${HEAD}Memory cgroup stats for /a:\n${filled('anon 1\n', length)}`,
  'lines of kills': (length) =>
    filled(`${STAMP}Out of memory: Killed process 1 (a) total-vm:4kB, anon-rss:4kB, file-rss:0kB\n`, length),
  'lines of reapers': (length) =>
    filled('oom_reaper: reaped process 1 (a), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB\n', length),
  'lines of reloads': (length) => filled('Nov 24 09:00:00 node-1 systemd[1]: Reloading.\n', length),
  'lines of pieces': (length) => filled('2026-11-24T09:00:00.1Z stdout P part\n', length),
  'lines of klog that go on': (length) => `${KLOG}Started\n${filled('goes on\n', length)}`,
  'lines of klog, cut in a string': (length) => filled(`${KLOG}"Started\n`, length),
  'lines of a journal export': (length) => `__CURSOR=a\n${filled('MESSAGE=a\n', length)}`,
  'lines of YAML': (length) => `kind: Node\nstatus:\n${filled('  a: &a [*a]\n', length)}`,
  'lines of a unit': (length) => `Id=kubepods.slice\n${filled('MemoryMax=1\n', length)}`,
  'many hosts': (length) =>
    Array.from(
      { length: Math.ceil(length / 110) },
      (_, host) =>
        `Nov 24 09:00:00 node-${host} kernel: [ 1.000000] Out of memory: Killed process ${host} (a) total-vm:4kB, anon-rss:4kB, file-rss:0kB\n`,
    ).join(''),
}
