import type { Metric } from './family.js'

// Gauges all of them: what is counted is in the logs that were read, and falls when those are rotated or a ring buffer wraps.

const VICTIM = ['host', 'comm', 'pod_uid', 'container_id']
const LIMIT = ['host', 'limit_owner', 'limit_owner_kind']

/** Every metric there is, in the order in which they are printed. */
export const METRICS = {
  build: {
    name: 'oomparse_build_info',
    help: 'The program that made this, always 1.',
    labels: ['version'],
  },
  inputs: { name: 'oomparse_inputs', help: 'Logs and other files that were read.' },
  lines: { name: 'oomparse_input_lines', help: 'Lines that were read.' },
  gaps: { name: 'oomparse_input_gaps', help: 'Places where lines are known to be lost.' },
  events: { name: 'oomparse_events', help: 'Events that were read, OOMs among them.', labels: ['type'] },
  ooms: {
    name: 'oomparse_ooms',
    help: 'Runs of the kernel OOM killer, by what ran out, how it ended, and what kind of cgroup owns the limit.',
    labels: ['host', 'scope', 'outcome', 'limit_owner_kind'],
  },
  incomplete: {
    name: 'oomparse_ooms_incomplete',
    help: 'OOMs whose dump lacks a part or lost lines.',
    labels: ['host'],
  },
  undated: {
    name: 'oomparse_ooms_undated',
    help: 'OOMs of which no log tells the instant.',
    labels: ['host'],
  },
  last: {
    name: 'oomparse_oom_last_timestamp_seconds',
    help: 'When the last OOM was, of those with a known instant, in seconds since 1970.',
    labels: ['host'],
  },
  victims: {
    name: 'oomparse_oom_victims',
    help: 'Processes that the kernel killed for memory.',
    labels: VICTIM,
  },
  victimRss: {
    name: 'oomparse_oom_victim_rss_max_bytes',
    help: 'The most that one of these victims held: anon, file and shmem rss of its kill line.',
    labels: VICTIM,
  },
  atLimit: {
    name: 'oomparse_limit_ooms',
    help: 'OOMs at the limit of this cgroup.',
    labels: LIMIT,
  },
  limit: {
    name: 'oomparse_limit_bytes',
    help: 'Memory limit of this cgroup at the last OOM that prints it as a number.',
    labels: LIMIT,
  },
  usage: {
    name: 'oomparse_limit_usage_bytes',
    help: 'Memory usage of this cgroup at the last OOM that prints it.',
    labels: LIMIT,
  },
  failures: {
    name: 'oomparse_limit_failed_charges',
    help: 'failcnt of this cgroup at the last OOM that prints it: charges that did not fit at first, not OOMs.',
    labels: LIMIT,
  },
  allocationFailures: {
    name: 'oomparse_page_allocation_failures',
    help: 'Allocations that failed or stalled, with nobody killed.',
    labels: ['host', 'kind'],
  },
  findings: {
    name: 'oomparse_findings',
    help: 'What the diagnosis rules concluded.',
    labels: ['rule', 'verdict'],
  },
  problems: {
    name: 'oomparse_problems',
    help: 'Trouble with the logs, by its code.',
    labels: ['code'],
  },
  unlisted: {
    name: 'oomparse_records_unlisted',
    help: 'Records that have no series of their own in a metric, because it would have more than 100.',
    labels: ['metric'],
  },
} as const satisfies Record<string, Metric>

export type MetricKey = keyof typeof METRICS
