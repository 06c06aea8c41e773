import type { Shell } from '../words.js'
import { bashCompletion } from './bash.js'
import { fishCompletion } from './fish.js'
import { zshCompletion } from './zsh.js'

/** What a shell reads to complete the command line: made of the tables that the program itself reads it by. */
export function renderCompletion(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bashCompletion()
    case 'zsh':
      return zshCompletion()
    case 'fish':
      return fishCompletion()
    default:
      return shell satisfies never
  }
}
