import { mkdirSync, writeFileSync } from 'node:fs'
import { ANCHORS } from '../src/anchors.js'
import type { Anchor } from '../src/grammar/index.js'
import { KERNEL_ANCHORS } from '../src/kernel/index.js'

/** A list of patterns, one in a line: what `grep -E -f` and `rg -f` read. */
export interface AnchorFile {
  readonly path: string
  readonly count: number
}

/** The texts that oomparse's own filter looks for, so that everybody searches the same. */
export function anchorFiles(folder: string): { all: AnchorFile; kernel: AnchorFile } {
  mkdirSync(folder, { recursive: true })
  return {
    all: anchorFile(`${folder}/anchors.txt`, ANCHORS),
    kernel: anchorFile(`${folder}/kernel-anchors.txt`, KERNEL_ANCHORS),
  }
}

function anchorFile(path: string, anchors: readonly Anchor[]): AnchorFile {
  const patterns = [...new Set(anchors.map(({ places }) => places.map(oneOf).join('')))]
  writeFileSync(path, `${patterns.join('\n')}\n`, 'latin1')
  return { path, count: patterns.length }
}

/** A place of an anchor, in the words that grep, ripgrep and JavaScript have in common. */
function oneOf(characters: string): string {
  if (characters.length > 1 && /^[\w "'-]+$/.test(characters)) {
    const hyphen = characters.includes('-') ? '-' : ''
    return `[${characters.replace('-', '')}${hyphen}]`
  }
  const alternatives = [...characters].map((one) => (/[.*+?^${}()|[\]\\]/.test(one) ? `\\${one}` : one))
  return alternatives.length === 1 ? alternatives.join('') : `(${alternatives.join('|')})`
}
