import { optionalBlanks, P, shape } from '../../grammar/index.js'
import { construct } from '../construct.js'

/** 4.19 and later, global and memcg: nothing that may be killed. */
export const noKillable = construct({
  name: 'no-killable',
  follows: ['task-row'],
  part: 'kill',
  dumps: 'oom',
  opens: ['Out of memory and no killable processes'],
  begins: true,
  samples: ['Out of memory and no killable processes...'],
  parser: P.string('Out of memory and no killable processes...').skip(optionalBlanks),
  once: () => 'no-killable',
  // The summary is printed for a victim that was chosen.
  fits: ({ constraint, victims }) => constraint === undefined && victims.length === 0,
  fold(draft, _, { at }) {
    draft.noKillable = true
    draft.endLine ??= at
  },
})

/** The panics of an OOM; `panic_on_oom` of 2 ("compulsory") also panics for memory cgroups, cpusets and policies. */
export const panic = construct<string>({
  name: 'panic',
  follows: ['task-row'],
  part: 'kill',
  dumps: 'oom',
  opens: ['Kernel panic - not syncing: '],
  begins: true,
  openEnd: true,
  whenCut: () => 'the input ends in the panic line, which may be cut',
  samples: [
    'Kernel panic - not syncing: Out of memory and no killable processes...',
    'Kernel panic - not syncing: System is deadlocked on memory',
    'Kernel panic - not syncing: Out of memory: compulsory panic_on_oom is enabled',
    'Kernel panic - not syncing: out of memory. panic_on_oom is selected',
    'Kernel panic - not syncing: out of memory from page fault. panic_on_oom is selected.',
  ],
  parser: P.string('Kernel panic - not syncing: ').then(
    shape('panic', /(?:[Oo]ut of memory|System is deadlocked on memory)[^\n]*$/, ([text]) => text.trimEnd()),
  ),
  once: () => 'panic',
  fold(draft, text, { at }) {
    draft.panic = text
    draft.endLine = at
  },
})
