import { FLAGS, type Flag } from './flags.js'

const ABOUT_COLUMN = 26

export const SHORT_USAGE = `Usage: oomparse [options] <path...>

Reads kernel logs (dmesg, journalctl -k, kern.log, a serial console, …) and says who was killed for memory.
  dmesg | oomparse          oomparse /var/log/kern.log          oomparse --help
`

/** The whole help: usage, flags, examples, exit statuses. */
export function renderHelp(): string {
  return `Usage: oomparse [options] <path...>
       oomparse schema

Finds the OOM kills in Linux kernel logs and says who was killed, at whose limit, and why.
A path is a file (plain or gzip), a directory (every log in it is read), or - for standard input.
With no path, standard input is read. Its form (dmesg, journal, syslog, JSON, …) is found by itself.
"oomparse schema" prints the JSON Schema of the json format; a file of that name is ./schema.

Options:
${FLAGS.map(row).join('\n')}

Examples:
  dmesg | oomparse                              the log of this machine
  journalctl -k -b -1 -o short-iso | oomparse   the boot before
  oomparse /var/log/kern.log*                   with the rotated ones, gzip too
  kubectl debug node/n1 -qi --image=busybox -- dmesg | oomparse
  oomparse bundle/ -f json | jq '.events[] | select(.type == "oom") | .victims[].comm'
  oomparse -f ndjson - < kern.log | jq -c 'select(.type == "oom") | [.id, .cgroup.limitOwner]'

Exit status: 0 an OOM was found, 1 none was found, 2 wrong usage or an input that cannot be read,
             3 with --strict: a record is incomplete or a log lost lines.
`
}

function row(flag: Flag): string {
  const { name, short, value, about, more = [] } = flag
  const names = `  ${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
  const rest = more.map((line) => `${' '.repeat(ABOUT_COLUMN)}${line}`)
  return [`${names.padEnd(ABOUT_COLUMN - 1)} ${about}`, ...rest].join('\n')
}
