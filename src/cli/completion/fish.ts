import type { Flag } from '../flags.js'
import { WORDS, type Word } from '../words.js'
import { ALL_FLAGS, kindOfValue, phrase } from './spellings.js'

/** Files are completed by fish itself. */
export function fishCompletion(): string {
  return `# Completions of oomparse for fish: oomparse completion fish | source
${WORDS.map(lineOfWord).join('')}${ALL_FLAGS.map(lineOf).join('')}`
}

function lineOf(flag: Flag): string {
  const { name, short } = flag
  const value = kindOfValue(flag)
  const takes =
    value === 'none'
      ? ''
      : value === 'free'
        ? ' -x'
        : value === 'file'
          ? ' -r -F'
          : ` -x -a ${text(value.join(' '))}`
  return `complete -c oomparse${short === undefined ? '' : ` -s ${short}`} -l ${name}${takes} -d ${text(phrase(flag))}\n`
}

function lineOfWord({ name, about, choices }: Word): string {
  const word = `complete -c oomparse -n __fish_use_subcommand -a ${name} -d ${text(about)}\n`
  if (choices === undefined) return word
  return `${word}complete -c oomparse -n '__fish_seen_subcommand_from ${name}' -f -a ${text(choices.join(' '))}\n`
}

/** Between single quotes fish escapes with a backslash. */
function text(words: string): string {
  return `'${words.replace(/[\\']/g, (character) => `\\${character}`)}'`
}
