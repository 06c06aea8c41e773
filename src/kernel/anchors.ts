import type { Construct } from './construct.js'
import { CONSTRUCTS } from './constructs/index.js'
import { literal } from './literal.js'

/**
 * One regular expression made of the fixed texts of all constructs that may begin a dump. While no dump is open, a
 * line that it does not match is passed over unread: it cannot drift from the grammar, for it is made of it.
 */
export const ANCHORS: RegExp = anchorsOf(CONSTRUCTS)

function anchorsOf(forms: readonly Construct[]): RegExp {
  const starts: string[] = []
  const anywhere: string[] = []
  for (const { begins, opens } of forms) {
    if (begins !== true) continue
    if ('within' in opens) anywhere.push(literal(opens.within))
    else if ('pattern' in opens)
      (opens.pattern.source.startsWith('^') ? starts : anywhere).push(withoutCaret(opens.pattern))
    else starts.push(...opens.map(literal))
  }
  return new RegExp(`^(?:${starts.join('|')})|${anywhere.join('|')}`)
}

function withoutCaret({ source }: RegExp): string {
  return source.replace(/^\^/, '')
}
