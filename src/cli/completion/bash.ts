import type { Flag } from '../flags.js'
import { WORDS, type Word } from '../words.js'
import { ALL_FLAGS, kindOfValue, quoted, spellings } from './spellings.js'

/** Works without the package bash-completion, and with the bash 3.2 of macOS. */
export function bashCompletion(): string {
  const ofKind = (kind: 'file' | 'free') => ALL_FLAGS.filter((flag) => kindOfValue(flag) === kind)
  return `# Completions of oomparse for bash: source <(oomparse completion bash)
_oomparse() {
  local cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # --format=json comes as three words.
  if [[ $cur == '=' ]]; then
    cur=
  elif [[ $before == '=' ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $before in
${ALL_FLAGS.map(choiceOf).join('')}    ${pattern(ofKind('file'))})
      _oomparse_files
      return
      ;;
    ${pattern(ofKind('free'))})
      return
      ;;
${WORDS.map(followingOf).join('')}  esac
  if [[ $cur == -* ]]; then
    _oomparse_words ${quoted(ALL_FLAGS.flatMap(spellings).join(' '))}
    return
  fi
  if ((COMP_CWORD == 1)); then
    _oomparse_words ${quoted(WORDS.map(({ name }) => name).join(' '))}
  fi
  _oomparse_files
}

_oomparse_words() {
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$1" -- "$cur")
}

_oomparse_files() {
  local file
  compopt -o filenames 2>/dev/null
  while IFS= read -r file; do
    COMPREPLY+=("$file")
  done < <(compgen -f -- "$cur")
}

complete -F _oomparse oomparse
`
}

function pattern(flags: readonly Flag[]): string {
  return flags.flatMap(spellings).join(' | ')
}

function choiceOf(flag: Flag): string {
  const kind = kindOfValue(flag)
  if (typeof kind === 'string') return ''
  return `    ${pattern([flag])})
      _oomparse_words ${quoted(kind.join(' '))}
      return
      ;;
`
}

/** Only where the word stands first: later it is a path. */
function followingOf({ name, choices }: Word): string {
  if (choices === undefined) return ''
  return `    ${name})
      if ((COMP_CWORD == 2)); then
        _oomparse_words ${quoted(choices.join(' '))}
        return
      fi
      ;;
`
}
