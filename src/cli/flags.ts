/** One row per flag: the parser and the help are made of it. */
export interface Flag {
  readonly name: string
  readonly short?: string
  /** Another spelling, not shown in the help. */
  readonly alias?: string
  /** What its value is called; a flag without takes none. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Each use adds to the ones before; of the other flags the last use counts. */
  readonly repeatable?: true
  /** Only for the timeline. */
  readonly timeline?: true
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
    more: [
      'json is one document, ndjson one record per line: of one log as soon as',
      'it is known, of several in the order of the timeline',
    ],
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
    about: 'show every OOM in full, every event and every input,',
    more: ['also when there are very many'],
  },
  {
    name: 'cannot-tell',
    about: 'show also the findings that lack evidence, and what they lack',
  },
  {
    name: 'timezone',
    value: 'ZONE',
    about: 'zone of stamps that have none: Europe/Berlin, +01:00',
    more: ['and of the times given here without a zone (UTC otherwise)'],
  },
  {
    name: 'year',
    value: 'YYYY',
    about: 'year of stamps that have none',
  },
  {
    name: 'boot-time',
    value: 'TIME',
    about: 'when the machine booted, for dmesg with seconds since boot',
    more: ['2024-11-23T18:16:20Z, or seconds since 1970 (btime of /proc/stat)'],
  },
  {
    name: 'config-file',
    value: 'PATH',
    repeatable: true,
    about: 'a configuration file of this machine: when was it changed?',
    more: ['can be given several times'],
  },
  {
    name: 'mtime',
    value: 'PATH=TIME',
    repeatable: true,
    about: 'when a configuration file was changed, told by you',
    more: ['/var/lib/kubelet/config.yaml=2024-11-23T18:16:20Z; several times'],
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
  {
    name: 'since',
    value: 'TIME',
    timeline: true,
    about: 'from then on: 2024-11-23T18:00, with Z or +01:00 at its end',
    more: ['or in --timezone; -2h is two hours before the last event'],
  },
  {
    name: 'until',
    value: 'TIME',
    timeline: true,
    about: 'up to then, in the same forms',
  },
  {
    name: 'type',
    value: 'TYPE,…',
    repeatable: true,
    timeline: true,
    about: 'only these events: oom, kubelet-start, systemd-reload, …',
  },
  {
    name: 'host',
    value: 'HOST,…',
    repeatable: true,
    timeline: true,
    about: 'only events of these hosts',
  },
  { name: 'help', short: 'h', about: 'show this help' },
  { name: 'version', short: 'V', about: 'show the version' },
] as const satisfies readonly Flag[]

export type FlagName = (typeof FLAGS)[number]['name']
