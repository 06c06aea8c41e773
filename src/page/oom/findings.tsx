import type { ComponentChildren } from 'preact'
import type { Finding } from '../../record/index.js'
import { stamp, VERDICTS, weighed } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { figuresOf } from './cited.js'
import { Command } from './copy.js'
import { WORDS } from './words.js'

/** What follows from an OOM, the weightiest first: how surely, by which lines, and what to do. */
export function Findings({ id, about }: { id: string; about: readonly Finding[] }) {
  const all = weighed(about)
  const told = all.filter(({ verdict }) => verdict !== 'cannot-tell')
  const untold = all.filter(({ verdict }) => verdict === 'cannot-tell')
  const others = about.filter((finding) => !all.includes(finding))
  return (
    <section class="oom-part oom-findings" aria-labelledby={`${id}-findings`}>
      <h3 id={`${id}-findings`}>{WORDS.findings}</h3>
      {about.length === 0 && <p class="oom-note">{WORDS.noFindings}</p>}
      {[...told, ...others, ...untold].map((finding, index) => (
        <One key={`${finding.rule} ${finding.title}`} finding={finding} isOpen={index === 0} />
      ))}
    </section>
  )
}

function One({ finding, isOpen }: { finding: Finding; isOpen: boolean }) {
  const { verdict, title, summary, missing, overturnedBy, next, references } = finding
  return (
    <details class={`oom-finding oom-${verdict}`} open={isOpen}>
      <summary>
        <span class="oom-verdict" title={WORDS.verdicts[verdict]}>
          {VERDICTS[verdict].words}
        </span>{' '}
        <span class="oom-title">{title}</span>
      </summary>
      <p>{summary}</p>
      <dl>
        <Row label={WORDS.missing} has={missing.length > 0}>
          {missing.join('; ')}
        </Row>
        <Row label={WORDS.next} has={next.length > 0}>
          <ul>
            {next.map((command) => (
              <Command key={command} text={command} />
            ))}
          </ul>
        </Row>
        <Row label={WORDS.evidence} has={finding.evidence.length > 0}>
          <Evidence finding={finding} />
        </Row>
        <Row label={WORDS.wrongIf} has={overturnedBy !== undefined && overturnedBy !== ''}>
          {overturnedBy}
        </Row>
        <Row label={WORDS.see} has={references.length > 0}>
          <ul>
            {references.map((reference) => (
              <li key={reference}>
                <Reference text={reference} />
              </li>
            ))}
          </ul>
        </Row>
      </dl>
    </details>
  )
}

function Row({ label, has, children }: { label: string; has: boolean; children: ComponentChildren }) {
  if (!has) return null
  return (
    <div class="oom-row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Evidence({ finding: { evidence, figures } }: { finding: Finding }) {
  return (
    <ul class="oom-evidence">
      {evidence.map(({ input, line, at, says }) => (
        <li key={`${input}:${line} ${says}`}>
          {at !== undefined && <time>{stamp(at)}</time>} {says}{' '}
          <Lines input={input} line={line} figures={figuresOf(says, figures)} />
        </li>
      ))}
    </ul>
  )
}

function Reference({ text }: { text: string }) {
  if (!/^https:\/\/[^\s<>"]+$/.test(text)) return <>{text}</>
  return (
    <a href={text} rel="noreferrer">
      {text}
    </a>
  )
}
