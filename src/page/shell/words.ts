import { counted, size } from '../../report/index.js'
import type { ExportFormat, TypedFacts } from '../reader/messages.js'

/** The texts of the page around its parts. */
export const WORDS = {
  name: 'oomparse',
  about: 'Who was killed for memory, at whose limit, and why.',
  empty: {
    title: 'Drop a log here',
    lead: 'Or a whole folder of them: kernel, kubelet, systemd and runtime logs, file times, limits, node objects.',
    paste: 'Or paste text: Ctrl+V anywhere on this page.',
    private:
      'Nothing leaves your browser. This page has no network: it is read on your machine, also offline.',
    kinds: 'What it reads',
    what: [
      [
        'logs',
        'dmesg, journalctl, kern.log, messages, serial consoles, kubelet, systemd, containerd, CRI-O, docker',
      ],
      ['limits', 'systemctl show, files of a cgroup (memory.max, memory.events, …)'],
      ['Kubernetes', 'kubectl get and describe of nodes, pods and events; the configuration of the kubelet'],
      ['times', 'stat, ls -l --full-time, timedatectl, /proc/stat'],
    ],
    how: 'Take a log',
    commands: ['dmesg > dmesg.txt', 'journalctl -k -o short-precise > kernel.txt'],
  },
  chooseFiles: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  pasteText: 'Paste text…',
  pasteLabel: 'Text of a log',
  readPasted: 'Read it',
  addMore: 'Add logs',
  readOthers: 'Read other logs',
  drop: 'Drop to read',
  skip: 'Skip to the answer',

  facts: 'What the logs do not say',
  fields: {
    timezone: 'Zone of stamps without one',
    year: 'Year of stamps without one',
    bootTime: 'When the machine booted',
  } satisfies Record<keyof TypedFacts, string>,
  examples: {
    timezone: 'Europe/Berlin, +01:00',
    year: '2026',
    bootTime: '2024-11-23T18:16:20Z, or btime',
  } satisfies Record<keyof TypedFacts, string>,
  wrong: {
    timezone: 'This is no zone: Europe/Berlin, or an offset like +01:00.',
    year: 'This is no year: four digits.',
    bootTime: 'This is no time: 2024-11-23T18:16:20Z, or seconds since 1970 (btime of /proc/stat).',
  } satisfies Record<keyof TypedFacts, string>,
  apply: 'Read again',
  redact: 'Pseudonyms for hosts, processes, pods, users and files',
  cannotTell: 'Also findings that lack evidence',

  reading: 'Reading',
  progress: (bytes: number, ofBytes: number, ooms: number) =>
    `${size(bytes)} of ${size(ofBytes)}${ooms === 0 ? '' : `, ${counted(ooms, 'OOM')} found so far`}`,
  thinking: (ooms: number) =>
    `All is read${ooms === 0 ? '' : `, ${counted(ooms, 'OOM')} found`}: times and findings`,
  cancel: 'Cancel',
  failure: (message: string) =>
    `The parser stopped (${message}). That is a bug, or the log needs more memory than the browser gives: please report it.`,
  damaged: 'The report that was in this page is damaged. Logs can still be read in it.',
  notGiven: (message: string) =>
    `The browser does not give what was dropped (${message}): choose it with the button.`,
  cut: 'The folder has more files than are read: only the first 5000 were.',

  ooms: (count: number) => (count === 0 ? 'No OOM found' : counted(count, 'OOM')),
  onHosts: (hosts: readonly string[]) =>
    hosts.length === 1 ? `on ${hosts[0]}` : `on ${counted(hosts.length, 'host')}`,
  fromInputs: (inputs: number, lines: number) =>
    `read from ${counted(inputs, 'input')}, ${counted(lines, 'line')}`,
  inFolder: (folder: string) => `in ${folder}`,
  redacted: 'with pseudonyms',
  problems: 'What could not be read',
  overall: 'What follows from all of it',
  allOoms: 'All OOMs',
  one: (at: number, of: number) => `OOM ${at} of ${of}`,
  previous: 'Previous',
  next: 'Next',
  timeline: 'All that happened',
  more: (count: number) => `and ${count} more: they are in the timeline`,
  failures: 'Allocations that failed without a kill',

  inputs: 'What was read',
  columns: {
    name: 'input',
    kinds: 'what it is',
    framing: 'framing',
    lines: 'lines',
    bytes: 'size',
    covers: 'covers',
    doubts: 'gaps and problems',
  },
  noKind: 'not recognised',
  packed: (compression: string) => `unpacked from ${compression}`,

  colours: 'Colours',
  schemes: { system: 'as the system', light: 'light', dark: 'dark' },
  save: 'Save',
  saving: {
    json: 'JSON: the whole record',
    csv: 'CSV: a row for each task',
    'csv-ooms': 'CSV: a row for each OOM',
    markdown: 'Markdown: for a ticket',
  } satisfies Record<ExportFormat, string>,
  print: 'Print…',

  lines: (input: string, first: number, last: number) => `${input}, lines ${first} to ${last}`,
  rawTitle: 'Lines of the log',
  earlier: (count: number) => `${counted(count, 'earlier line')}`,
  later: (count: number) => `${counted(count, 'later line')}`,
  cited: 'cited line',
  close: 'Close',
} as const
