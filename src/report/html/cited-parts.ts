import type { Document, Source } from '../../record/index.js'
import { isDump } from '../../record/is-dump.js'

/** So many lines around one that is cited are shown with it. */
const AROUND = 4
/** Of what is cited no more lines than these: about 20 MB. */
const MOST_LINES = 200_000
/** Of raw lines a page keeps so many characters. */
export const MOST_RAW_CHARACTERS = 24 * 1024 * 1024

/**
 * The parts of the inputs whose raw lines a page shows: first the lines that findings rest on, then dumps, the last ones
 * first, then other events, until there are enough.
 */
export function citedParts({ findings, events }: Document): Source[] {
  const evidence = findings.flatMap((finding) =>
    finding.evidence.map(({ input, line }) => around({ input, firstLine: line, lastLine: line })),
  )
  const dumps = events.filter(isDump).toReversed().flatMap(sourcesOf)
  const others = events.filter((event) => !isDump(event)).flatMap(sourcesOf)
  let left = MOST_LINES
  return [...evidence, ...dumps.map(around), ...others.map(around)].filter(({ firstLine, lastLine }) => {
    left -= lastLine - firstLine + 1
    return left >= 0
  })
}

function sourcesOf({ source, alsoIn = [] }: Document['events'][number]): Source[] {
  return [source, ...alsoIn]
}

function around({ input, firstLine, lastLine }: Source): Source {
  return { input, firstLine: Math.max(1, firstLine - AROUND), lastLine: lastLine + AROUND }
}
