/** One row per flag: the parser and the help are made of it. */
export interface Flag {
  readonly name: string
  readonly short?: string
  /** Another spelling, not shown in the help. */
  readonly alias?: string
  /** What its value is called; a flag without takes none. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly about: string
  /** Further lines of the help. */
  readonly more?: readonly string[]
}

export const FLAGS = [
  {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices: ['text', 'json', 'ndjson'],
    about: 'text (default), json or ndjson',
    more: ['json is one document, ndjson one record per line as soon as it is known'],
  },
  {
    name: 'output',
    short: 'o',
    value: 'FILE',
    about: 'write to FILE and not to standard output',
    more: ['the file appears when it is complete'],
  },
  {
    name: 'top',
    value: 'N',
    about: 'tasks shown of each task table (default 10)',
  },
  {
    name: 'all',
    about: 'show every OOM in full, also when there are more than 20',
  },
  {
    name: 'page-size',
    value: 'BYTES',
    about: 'page size of the machine, where the log does not tell it',
    more: ['4096, 16384, 65536, … (getconf PAGESIZE)'],
  },
  {
    name: 'strict',
    about: 'exit with 3 when a record is incomplete or a log lost lines',
  },
  {
    name: 'colour',
    alias: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    about: 'auto (default: on a terminal), always or never',
    more: ['NO_COLOR and FORCE_COLOR are respected'],
  },
  { name: 'help', short: 'h', about: 'show this help' },
  { name: 'version', short: 'V', about: 'show the version' },
] as const satisfies readonly Flag[]

export type FlagName = (typeof FLAGS)[number]['name']
