import type { Finding } from '../record/index.js'
import { cutMiddle } from './columns.js'
import type { Style } from './paint.js'
import { field, labelled, roomOf, type Sheet, unbroken, wrap } from './sheet.js'
import { stamp } from './stamp.js'

/** The surest first. */
const RANKS = ['confirmed', 'likely', 'possible', 'cannot-tell'] as const

const VERDICTS: Readonly<Record<Finding['verdict'], { words: string; style: Style }>> = {
  confirmed: { words: 'CONFIRMED', style: 'red' },
  likely: { words: 'LIKELY', style: 'yellow' },
  possible: { words: 'POSSIBLE', style: 'yellow' },
  'cannot-tell': { words: 'CANNOT TELL', style: 'dim' },
}

const HANGING = ' '.repeat(2)
/** An input's name gets no more than this share of the line. */
const WHERE_SHARE = 0.5

/**
 * One block per finding: what is so, how sure that is, the lines that it rests on, and what would prove it wrong.
 *
 *     ▶ CONFIRMED  The limit that was hit is older than the kubelet's configuration
 *       concerns   oom-1
 *       evidence   2024-11-23T18:16:20Z  the kubelet computed 4020056064 bytes [kubelet.log:88]
 */
export function findings(sheet: Sheet, all: readonly Finding[], cannotTell: boolean): string[][] {
  return RANKS.filter((rank) => cannotTell || rank !== 'cannot-tell').flatMap((rank) =>
    all.filter(({ verdict }) => verdict === rank).map((finding) => block(sheet, finding)),
  )
}

function block(sheet: Sheet, finding: Finding): string[] {
  const { title, summary, events, evidence, missing, overturnedBy, next, references } = finding
  return [
    ...headline(sheet, finding.verdict, title),
    ...field(sheet, '', summary),
    ...field(sheet, 'concerns', events.map(unbroken).join(', ')),
    ...hung(
      sheet,
      'evidence',
      evidence.map((one) => basis(sheet, one)),
    ),
    ...field(sheet, 'missing', missing.join('; ')),
    ...field(sheet, 'wrong if', overturnedBy ?? ''),
    ...hung(sheet, 'next', next),
    ...hung(sheet, 'see', references),
  ]
}

function headline(sheet: Sheet, verdict: Finding['verdict'], title: string): string[] {
  const { words, style } = VERDICTS[verdict]
  const sure = unbroken(words)
  const [first = '', ...rest] = wrap(`▶ ${sure}  ${title}`, sheet.width - HANGING.length)
  const painted = first.replace(sure, () => sheet.paint(style, sure))
  return [painted, ...rest.map((line) => HANGING + line)].map((line) => sheet.paint('bold', line))
}

function basis(sheet: Sheet, { input, line, at, says }: Finding['evidence'][number]): string {
  const where = unbroken(cutMiddle(`[${input}:${line}]`, Math.floor(roomOf(sheet) * WHERE_SHARE)))
  const time = at === undefined ? '' : `${unbroken(stamp(at))}  `
  return `${time}${says} ${where}`
}

/** Paragraphs whose further lines stand a little to the right, so that each is seen to be one. */
function hung(sheet: Sheet, label: string, paragraphs: readonly string[]): string[] {
  const room = roomOf(sheet) - HANGING.length
  const rows = paragraphs.flatMap((text) =>
    wrap(text, room).map((line, index) => (index === 0 ? line : HANGING + line)),
  )
  return rows.length === 0 ? [] : labelled(sheet, label, rows)
}
