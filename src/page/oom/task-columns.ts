import type { OomEvent, Task } from '../../record/index.js'
import type { Sortable } from './order.js'

/** A column of the task table, named as the kernel names it. */
export interface TaskColumn {
  readonly key: string
  readonly title: string
  /** What is explained; missing where nobody knows it. */
  readonly word?: string
  readonly kind: 'text' | 'number' | 'bytes'
  /** Of several tasks together it is their sum. */
  readonly adds: boolean
  value(task: Task): Sortable
  /** The number as it is printed, where the value is reckoned from it. */
  pages?(task: Task): number | undefined
}

type Size = 'rss' | 'rssAnon' | 'rssFile' | 'rssShmem' | 'totalVm'

/** Those of which the log printed a value for some task: headers from 2.6.32 to today differ. */
export function taskColumns({ tasks = [], pageSizeBytes }: OomEvent): TaskColumn[] {
  const all = [...fixed(pageSizeBytes), ...others(tasks)]
  return all.filter(({ value }) => tasks.some((task) => value(task) !== undefined))
}

function fixed(pageSizeBytes: number): TaskColumn[] {
  return [
    { key: 'comm', title: 'name', word: 'comm', kind: 'text', adds: false, value: ({ comm }) => comm },
    number('pid', 'pid', ({ pid }) => pid),
    size('rss', 'rss'),
    { ...number('pages', 'rss, pages', ({ rssPages }) => rssPages), word: 'rss', adds: true },
    size('rss_anon', 'rssAnon'),
    size('rss_file', 'rssFile'),
    size('rss_shmem', 'rssShmem'),
    {
      key: 'swapents',
      title: 'swapents',
      word: 'swapents',
      kind: 'bytes',
      adds: true,
      value: ({ swapEntries }) => (swapEntries === undefined ? undefined : swapEntries * pageSizeBytes),
      pages: ({ swapEntries }) => swapEntries,
    },
    {
      key: 'pgtables_bytes',
      title: 'pgtables_bytes',
      word: 'pgtables_bytes',
      kind: 'bytes',
      adds: true,
      value: ({ pgtablesBytes }) => pgtablesBytes,
    },
    number('nr_ptes', 'nr_ptes', ({ nrPtes }) => nrPtes),
    number('nr_pmds', 'nr_pmds', ({ nrPmds }) => nrPmds),
    number('oom_score_adj', 'oom_score_adj', ({ oomScoreAdj }) => oomScoreAdj),
    number('oom_adj', 'oom_adj', ({ oomAdj }) => oomAdj),
    size('total_vm', 'totalVm'),
    number('uid', 'uid', ({ uid }) => uid),
    number('tgid', 'tgid', ({ tgid }) => tgid),
    number('cpu', 'cpu', ({ cpu }) => cpu),
  ]
}

function number(key: string, title: string, value: (task: Task) => number | undefined): TaskColumn {
  return { key, title, word: key, kind: 'number', adds: false, value }
}

function size(key: string, name: Size): TaskColumn {
  return {
    key,
    title: key,
    word: key,
    kind: 'bytes',
    adds: name !== 'totalVm',
    value: (task) => task[`${name}Bytes`],
    pages: (task) => task[`${name}Pages`],
  }
}

/** Columns that this version does not know, by the words of the header. */
function others(tasks: readonly Task[]): TaskColumn[] {
  const names = new Set(tasks.flatMap(({ other = {} }) => Object.keys(other)))
  return [...names].map((name) => ({
    key: `other ${name}`,
    title: name,
    kind: 'number',
    adds: false,
    value: ({ other }) => other?.[name],
  }))
}
