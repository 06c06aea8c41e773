import { FLAG_GROUPS, FLAGS, type Flag, type FlagGroup } from '../src/cli/flags.js'
import { WORDS } from '../src/cli/words.js'
import { VERSION } from '../src/version.js'

/** When the text of the page was last changed. */
const DATE = '2026-12-01'

/** man/oomparse.1, made of the tables that the program reads its command line by. */
export function renderPage(): string {
  return `.\\" Made of src/cli/flags.ts by man/page.ts: npm run man:update
.TH OOMPARSE 1 ${DATE} "oomparse ${VERSION}" "User Commands"
.SH NAME
oomparse \\- say who was killed for memory by the Linux kernel, at whose limit, and why
.SH SYNOPSIS
.B oomparse
.RI [ options ] " path" " ..."
${WORDS.map(({ name, takes }) => `.br\n.B oomparse ${roff(name)}\n${takes === '' ? '' : `${roff(takes)}\n`}`).join('')}.SH DESCRIPTION
${paragraph('Reads what Linux prints when it kills a process for memory, from kernel logs of any form, and with logs of kubelet and systemd, file times and the facts of the node says how the limit came about that was hit.')}
.PP
${paragraph('A path is a file (plain, gzip, xz or zstd), a directory (every file in it is read), or - for standard input, as with no path. What a file is, is found by itself. Nothing is sent anywhere.')}
.SH COMMANDS
A file of such a name is typed with a folder: ./schema.
${WORDS.map(({ name, takes, about }) => `.TP\n.B ${roff(`${name} ${takes}`.trimEnd())}\n${paragraph(about)}\n`).join('')}.SH OPTIONS
${groups().join('')}.SH EXIT STATUS
${[
  ['0', 'at least one OOM was found'],
  ['1', 'none was found'],
  ['2', 'wrong usage, or an input that cannot be read'],
  ['3', 'only with --strict: a record is incomplete, or an input lost lines'],
]
  .map(([status = '', meaning = '']) => `.TP\n.B ${status}\n${paragraph(meaning)}\n`)
  .join('')}.SH ENVIRONMENT
.TP
.BR NO_COLOR ", " FORCE_COLOR
${paragraph('Colours are off or on, if --colour does not say otherwise.')}
.TP
.B COLUMNS
${paragraph('How wide the report is.')}
.SH EXAMPLES
.EX
${[
  'dmesg | oomparse',
  'oomparse /var/log/kern.log*',
  'oomparse timeline bundle/ --since -2h',
  'oomparse -f prometheus -o /var/lib/node_exporter/oom.prom kern.log',
  'dmesg -w | oomparse --follow -f ndjson -',
]
  .map((line) => `${roff(line)}\n`)
  .join('')}.EE
.SH SEE ALSO
.BR dmesg (1),
.BR journalctl (1)
`
}

function groups(): string[] {
  const flags: readonly Flag[] = FLAGS
  return Object.entries(FLAG_GROUPS).map(([group, title]) => {
    const own = flags.filter((flag) => flag.group === (group as FlagGroup))
    return `.SS "${roff(title.replace(/:$/, ''))}"\n${own.map(option).join('')}`
  })
}

function option({ name, short, value, about, more = [] }: Flag): string {
  const names = [...(short === undefined ? [] : [`\\fB\\-${short}\\fR`]), `\\fB${roff(`--${name}`)}\\fR`]
  const what = value === undefined ? '' : ` \\fI${roff(value)}\\fR`
  // The lines of the help, which are not all of them sentences.
  const lines = [about, ...more].map((line) => `${paragraph(line)}\n`).join('.br\n')
  return `.TP\n${names.map((typed) => `${typed}${what}`).join(', ')}\n${lines}`
}

/** A line that begins with a dot or a quote would be a request. */
function paragraph(text: string): string {
  return roff(text).replace(/^(?=[.'])/, '\\&')
}

/** Only ASCII, so that every roff sets it: a hyphen that is typed stays one. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('…', '...').replaceAll('"', '\\(dq')
}
