/** A word that is typed first, and no path. */
export interface Word {
  readonly name: string
  readonly takes: string
  readonly about: string
  /** What can follow it, where that is known. */
  readonly choices?: readonly string[]
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** One row per word: the help, the manual page and the completions are made of it. */
export const WORDS = [
  { name: 'timeline', takes: '[options] <path...>', about: 'show all that happened, one line per event' },
  { name: 'explain', takes: '[term...]', about: 'say what a word of a dump or of a report means' },
  { name: 'schema', takes: '', about: 'print the JSON Schema of the json format' },
  {
    name: 'completion',
    takes: SHELLS.join('|'),
    about: 'print the completions for a shell',
    choices: SHELLS,
  },
] as const satisfies readonly Word[]
