import { FLAG_GROUPS, FLAGS, type Flag } from './flags.js'
import { WORDS } from './words.js'

const ABOUT_COLUMN = 26

export const SHORT_USAGE = `Usage: oomparse [options] <path...>

Reads kernel logs (dmesg, journalctl -k, kern.log, a serial console, …) and says who was killed for memory.
  dmesg | oomparse          oomparse /var/log/kern.log          oomparse --help
`

/** The whole help: usage, flags, examples, exit statuses. */
export function renderHelp(): string {
  return `Usage: oomparse [options] <path...>
${WORDS.map(({ name, takes }) => `       oomparse ${name} ${takes}`.trimEnd()).join('\n')}

Finds the OOM kills in Linux kernel logs and says who was killed, at whose limit, and why. With logs
of kubelet and systemd, file times and the facts of the node it says how that limit came about.
A path is a file (plain, gzip, xz or zstd), a directory (every file in it is read), or - for
standard input, as with no path. What a file is (dmesg, journal, kubelet log, …) is found by itself.
"oomparse timeline" shows all that happened, one line per event.
"oomparse explain" says what a word of a dump or of a report means: oomparse explain failcnt.
"oomparse schema" prints the JSON Schema of the json format. (A file of that name is ./schema.)
"oomparse completion" prints completions: source <(oomparse completion bash).

${groups()}

Examples:
  dmesg | oomparse                              the log of this machine
  journalctl -k -b -1 -o short-iso | oomparse   the boot before
  oomparse /var/log/kern.log*                   with the rotated ones, compressed too
  kubectl debug node/n1 -qi --image=busybox -- dmesg | oomparse
  oomparse timeline bundle/ --since -2h         the last two hours of all logs in the folder
  oomparse bundle/ -f json | jq '.events[] | select(.type == "oom") | .victims[].comm'
  oomparse -f ndjson - < kern.log | jq -c 'select(.type == "oom") | [.id, .cgroup.limitOwner]'

Exit status: 0 an OOM was found, 1 none was found, 2 wrong usage or an input that cannot be read,
             3 with --strict: a record is incomplete or a log lost lines.
`
}

/** The flags under their headings: thirty in one list are found by nobody. */
function groups(): string {
  const flags: readonly Flag[] = FLAGS
  const blocks = Object.entries(FLAG_GROUPS).map(([group, title]) =>
    [title, ...flags.filter((flag) => flag.group === group).map(row)].join('\n'),
  )
  return blocks.join('\n\n')
}

function row(flag: Flag): string {
  const { name, short, value, about, more = [] } = flag
  const names = `  ${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
  const rest = more.map((line) => `${' '.repeat(ABOUT_COLUMN)}${line}`)
  return [`${names.padEnd(ABOUT_COLUMN - 1)} ${about}`, ...rest].join('\n')
}
