import { FLAGS, type Flag } from '../flags.js'

export const ALL_FLAGS: readonly Flag[] = FLAGS

/** What is typed for a flag: `-f`, `--format`. The other spelling of `--colour` is not offered. */
export function spellings({ name, short }: Flag): string[] {
  return [...(short === undefined ? [] : [`-${short}`]), `--${name}`]
}

/** What the value of a flag is: one of these words, a file, what only the person who types knows, or nothing. */
export function kindOfValue({ value, choices }: Flag): readonly string[] | 'file' | 'free' | 'none' {
  if (choices !== undefined) return choices
  if (value === undefined) return 'none'
  return value === 'FILE' || value === 'PATH' ? 'file' : 'free'
}

/** The first line of the help, as a phrase. */
export function phrase({ about }: Pick<Flag, 'about'>): string {
  return about.replace(/[,:]$/, '')
}

/** For a shell: between single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
