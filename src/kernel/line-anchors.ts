import { type Anchor, anchor } from '../grammar/index.js'
import { BANNER } from './boot.js'
import { CONSTRUCTS } from './constructs/index.js'
import { NOTICES } from './notices.js'

/** What a line has that begins a dump, tells of lost lines, or of a boot: while no dump is open, others say nothing. */
export const LINE_ANCHORS: readonly Anchor[] = [
  ...CONSTRUCTS.filter(({ begins }) => begins === true).flatMap(({ opens, anchors }) => {
    if ('pattern' in opens) return anchors ?? []
    return 'within' in opens ? [anchor(opens.within)] : opens.map((text) => anchor(text))
  }),
  ...NOTICES.flatMap(({ within, anchors = [within] }) => anchors.map((text) => anchor(text))),
  anchor(BANNER),
]
