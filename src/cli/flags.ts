import { FORMATS } from './values.js'

/** Headings of the help, in its order. */
export const FLAG_GROUPS = {
  report: 'What the report has, and where it goes:',
  selects: 'Only a part of it (those that choose OOMs leave other events as they are):',
  facts: 'What the logs do not say:',
  timeline: 'Of the timeline:',
  other: 'Other:',
} as const
export type FlagGroup = keyof typeof FLAG_GROUPS

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
  /** The heading of the help that it stands under. */
  readonly group: FlagGroup
  readonly about: string
  /** Further lines of the help. */
  readonly more?: readonly string[]
}

export const FLAGS = [
  {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices: FORMATS,
    group: 'report',
    about: 'text (default), json, ndjson, oneline, csv, csv-ooms, markdown,',
    more: [
      'html, prometheus, otlp',
      'json is one document, ndjson one record per line: of one log as soon as',
      'it is known, of several in the order of the timeline; oneline is one line',
      'and csv-ooms one row per OOM, csv one row per task; markdown is a ticket,',
      'html a page for a browser with all of it in one file, prometheus metrics',
      'of what was read, otlp log records of OpenTelemetry',
    ],
  },
  {
    name: 'output',
    short: 'o',
    value: 'FILE',
    group: 'report',
    about: 'write to FILE and not to standard output',
    more: ['the file appears when it is complete'],
  },
  {
    name: 'details',
    group: 'report',
    about: 'each OOM with its figures, tables, call trace and evidence',
  },
  {
    name: 'top',
    value: 'N',
    group: 'report',
    about: 'with --details: tasks shown of each table (default 10)',
  },
  {
    name: 'all',
    group: 'report',
    about: 'show every OOM, every event and every input,',
    more: ['also when there are very many'],
  },
  {
    name: 'cannot-tell',
    group: 'report',
    about: 'show also the findings that lack evidence, and what they lack',
  },
  {
    name: 'timezone',
    value: 'ZONE',
    group: 'facts',
    about: 'zone of stamps that have none: Europe/Berlin, +01:00',
    more: ['and of the times given here without a zone (UTC otherwise)'],
  },
  {
    name: 'year',
    value: 'YYYY',
    group: 'facts',
    about: 'year of stamps that have none',
  },
  {
    name: 'boot-time',
    value: 'TIME',
    group: 'facts',
    about: 'when the machine booted, for dmesg with seconds since boot',
    more: ['2024-11-23T18:16:20Z, or seconds since 1970 (btime of /proc/stat)'],
  },
  {
    name: 'config-file',
    value: 'PATH',
    repeatable: true,
    group: 'facts',
    about: 'a configuration file of this machine: when was it changed?',
    more: ['can be given several times'],
  },
  {
    name: 'mtime',
    value: 'PATH=TIME',
    repeatable: true,
    group: 'facts',
    about: 'when a configuration file was changed, told by you',
    more: ['/var/lib/kubelet/config.yaml=2024-11-23T18:16:20Z; several times'],
  },
  {
    name: 'page-size',
    value: 'BYTES',
    group: 'facts',
    about: 'page size of the machine, where the log does not tell it',
    more: ['4096, 16384, 65536, … (getconf PAGESIZE)'],
  },
  {
    name: 'rules',
    value: 'FILE',
    repeatable: true,
    group: 'report',
    about: 'a JavaScript module with rules of your own, which is run',
    more: ['docs/cookbook.md has one; can be given several times'],
  },
  {
    name: 'redact',
    group: 'report',
    about: 'pseudonyms for hosts, processes, pods, cgroups, users and files',
    more: ['the same name has the same pseudonym in one report'],
  },
  {
    name: 'follow',
    short: 'F',
    group: 'other',
    about: 'read to the end, then wait for more, through log rotation:',
    more: ['each OOM as soon as it is complete; text, ndjson, oneline, csv, otlp'],
  },
  {
    name: 'threads',
    value: 'N',
    group: 'other',
    about: 'how many files are read at once, each by a thread of its own',
    more: ['(default: one per core, up to 8, where there is much to read)'],
  },
  {
    name: 'strict',
    group: 'other',
    about: 'exit with 3 when a record is incomplete or a log lost lines',
  },
  {
    name: 'colour',
    alias: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    group: 'report',
    about: 'auto (default: on a terminal), always or never',
    more: ['NO_COLOR and FORCE_COLOR are respected'],
  },
  {
    name: 'since',
    value: 'TIME',
    group: 'selects',
    about: 'from then on: 2024-11-23T18:00, with Z or +01:00 at its end',
    more: ['or in --timezone; -2h is two hours before the last event'],
  },
  {
    name: 'until',
    value: 'TIME',
    group: 'selects',
    about: 'up to then, in the same forms',
  },
  {
    name: 'host',
    value: 'HOST,…',
    repeatable: true,
    group: 'selects',
    about: 'only events of these hosts',
  },
  {
    name: 'victim',
    value: 'NAME',
    group: 'selects',
    about: 'only OOMs that killed a process with this in its name,',
    more: ['or with this pid'],
  },
  {
    name: 'cgroup',
    value: 'PART',
    group: 'selects',
    about: 'only OOMs with this in the path of the limit or of the victim',
  },
  {
    name: 'pod',
    value: 'PART',
    group: 'selects',
    about: 'only OOMs of a pod with this in its uid, or in its name',
    more: ['where a log or a pod object tells it'],
  },
  {
    name: 'last',
    value: 'N',
    group: 'selects',
    about: 'only the last N OOMs of those',
  },
  {
    name: 'worst',
    value: 'N',
    group: 'selects',
    about: 'only the N OOMs of those whose victims held most memory',
    more: ['(anon, file and shmem rss of the kill lines)'],
  },
  {
    name: 'type',
    value: 'TYPE,…',
    repeatable: true,
    group: 'timeline',
    about: 'only these events: oom, kubelet-start, systemd-reload, …',
  },
  { name: 'help', short: 'h', group: 'other', about: 'show this help' },
  { name: 'version', short: 'V', group: 'other', about: 'show the version' },
] as const satisfies readonly Flag[]

export type FlagName = (typeof FLAGS)[number]['name']
