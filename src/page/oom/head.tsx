import type { Document, Finding, OomEvent } from '../../record/index.js'
import { factsOf, fillingWords, inFull, outcome } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { Term } from '../ui/term.js'
import { WORDS } from './words.js'

interface Head {
  readonly event: OomEvent
  readonly document: Document
  readonly about: readonly Finding[]
}

/** Labels that stand for a word which is explained. */
const TERMS: Readonly<Record<string, string>> = { limit: 'limit', victim: 'victim' }

/** The end of it in one line: who died, when and where. */
export function Headline({ event }: { event: OomEvent }) {
  const { verdict, who, style } = outcome(event)
  const { source, alsoIn = [], host, at, id } = event
  return (
    <header class="oom-head">
      <h2>
        <span class="oom-id">{id}</span>{' '}
        <span class={style === 'red' ? 'oom-alarm' : 'oom-warn'}>{verdict}</span> {who}
      </h2>
      <p class="oom-where">
        {[WORDS.when(at), host === undefined ? '' : WORDS.host(host)].filter(Boolean).map((words) => (
          <span key={words}>{words}</span>
        ))}
        <Lines input={source.input} line={source.firstLine}>
          {source.input}:{WORDS.lines(source.firstLine, source.lastLine)}
        </Lines>
        {alsoIn.length > 0 && (
          <span>
            {WORDS.alsoIn}{' '}
            {alsoIn.map(({ input, firstLine, lastLine }) => (
              <Lines key={`${input}:${firstLine}`} input={input} line={firstLine}>
                {input}:{WORDS.lines(firstLine, lastLine)}{' '}
              </Lines>
            ))}
          </span>
        )}
      </p>
    </header>
  )
}

/** What the head of the text report tells, with room for all of it. */
export function Facts({ event, document, about }: Head) {
  const [limit, ...others] = factsOf(event, document, about, Number.POSITIVE_INFINITY).map(
    ({ label, parts }) => ({ label, words: inFull(parts) }),
  )
  const all = [
    ...(limit === undefined ? [] : [limit]),
    { label: 'filled by', words: fillingWords(event) },
    ...others,
  ]
  return (
    <dl class="oom-facts">
      {all
        .filter(({ words }) => words.length > 0)
        .map(({ label, words }) => (
          <div key={label} class={`oom-fact oom-fact-${label.replace(' ', '-')}`}>
            <dt>
              {TERMS[label] === undefined ? (
                WORDS.facts[label]
              ) : (
                <Term word={TERMS[label]}>{WORDS.facts[label]}</Term>
              )}
            </dt>
            <dd>
              {words.map((word, index) => (
                <span key={index}>
                  {index === 0 ? <b>{word}</b> : <Worded text={word} />}
                  {index < words.length - 1 ? ', ' : ''}
                </span>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** Words of the log that begin a part and are explained. */
const BEGINS = ['failcnt', 'oom_score_adj'] as const

function Worded({ text }: { text: string }) {
  const word = BEGINS.find((one) => text.startsWith(one))
  if (word === undefined) return <>{text}</>
  return (
    <>
      <Term word={word} />
      {text.slice(word.length)}
    </>
  )
}
