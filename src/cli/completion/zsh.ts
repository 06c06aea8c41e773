import type { Flag } from '../flags.js'
import { WORDS, type Word } from '../words.js'
import { ALL_FLAGS, kindOfValue, phrase, quoted, spellings } from './spellings.js'

/** For a folder of `fpath`, as `_oomparse`, or to be sourced. */
export function zshCompletion(): string {
  const rows = WORDS.map(({ name, about }) => quoted(`${name}:${plain(about)}`))
  return `#compdef oomparse
# Completions of oomparse for zsh: source <(oomparse completion zsh), or this file as _oomparse in a folder of fpath
_oomparse() {
  local -a words_first
  words_first=(
${rows.map((row) => `    ${row}\n`).join('')}  )
  if ((CURRENT == 3)); then
    case $words[2] in
${WORDS.map(caseOf).join('')}    esac
  fi
  _arguments -s \\
${ALL_FLAGS.map((flag) => `    ${specOf(flag)} \\\n`).join('')}    '1: :{ _describe word words_first; _files }' \\
    '*:path:_files'
}
if [[ $funcstack[1] == _oomparse ]]; then
  _oomparse "$@"
else
  compdef _oomparse oomparse
fi
`
}

/** `'(-f --format)'{-f+,--format=}'[about]:FORMAT:(text json)'` */
function specOf(flag: Flag): string {
  const { name, short, repeatable, value } = flag
  const takes = kindOfValue(flag)
  const long = `--${name}${takes === 'none' ? '' : '='}`
  const about = `[${plain(phrase(flag))}]`
  const what =
    takes === 'none'
      ? ''
      : `:${plain(value ?? '')}:${takes === 'free' ? ' ' : takes === 'file' ? '_files' : `(${takes.join(' ')})`}`
  const again = repeatable === true
  if (short === undefined) return quoted(`${again ? '*' : ''}${long}${about}${what}`)
  const names = `{-${short}${takes === 'none' ? '' : '+'},${long}}`
  const before = again ? '*' : `(${spellings(flag).join(' ')})`
  return `${quoted(before)}${names}${quoted(`${about}${what}`)}`
}

function caseOf({ name, choices }: Word): string {
  if (choices === undefined) return ''
  return `      ${name})
        compadd -- ${choices.join(' ')}
        return
        ;;
`
}

/** These end a part of what _arguments takes. */
function plain(text: string): string {
  return text.replace(/[[\]:\\]/g, (character) => `\\${character}`)
}
