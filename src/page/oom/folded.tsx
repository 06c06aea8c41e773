import type { ComponentChildren } from 'preact'
import type { Frame, OomEvent } from '../../record/index.js'
import { name, PARTS, triggerInFull, victimInFull } from '../../report/index.js'
import { Lines } from '../ui/lines.js'
import { Term } from '../ui/term.js'
import { WORDS } from './words.js'

/** What few readers need: the request and the victim in full, the way to the allocation, the kernel, what is missing. */
export function Folded({ event }: { event: OomEvent }) {
  const { callTrace = [], registers = {}, kernel, victims } = event
  const [victim] = victims
  return (
    <div class="oom-part oom-folded">
      <Fold title={WORDS.request}>
        {triggerInFull(event.trigger, event.pageSizeBytes)
          .filter(Boolean)
          .map((words) => (
            <p key={words}>{words}</p>
          ))}
        <Flags flags={event.trigger.gfpFlags ?? []} />
        <Pairs of={requestPairs(event)} />
      </Fold>
      {victim !== undefined && (
        <Fold title={WORDS.victimInFull}>
          {victimInFull(victim)
            .filter(Boolean)
            .map((words) => (
              <p key={words}>{words}</p>
            ))}
        </Fold>
      )}
      {callTrace.length > 0 && (
        <Fold title={WORDS.trace} note={WORDS.frames(callTrace.length)}>
          <Trace frames={callTrace} />
        </Fold>
      )}
      {Object.keys(registers).length > 0 && (
        <Fold title={WORDS.registers}>
          <Pairs of={Object.entries(registers)} />
        </Fold>
      )}
      {kernel !== undefined && (
        <Fold title={WORDS.kernel} note={kernel.release}>
          <Pairs
            of={[
              ['release', kernel.release],
              ['build', kernel.build],
              ['taint', kernel.taint],
              ['', kernel.taintNames?.join(', ')],
              ['hardware', kernel.hardware],
              ['preempt', kernel.preempt],
              ['kdump', kernel.kdumpLoaded === undefined ? undefined : String(kernel.kdumpLoaded)],
            ]}
          />
        </Fold>
      )}
      <Completeness event={event} />
    </div>
  )
}

function requestPairs({ trigger, constraint }: OomEvent): [string, string | undefined][] {
  return [
    ['gfp_mask', trigger.gfpMask],
    ['constraint', constraint?.constraint],
    ['nodemask', constraint?.nodemask ?? trigger.nodemask],
    ['cpuset', constraint?.cpuset ?? trigger.cpuset],
    ['mems_allowed', constraint?.memsAllowed ?? trigger.memsAllowed],
    ['oom_memcg', constraint?.oomMemcg],
    ['task_memcg', constraint?.taskMemcg],
  ]
}

function Flags({ flags }: { flags: readonly string[] }) {
  if (flags.length === 0) return null
  return (
    <p>
      {flags.map((flag) => (
        <span key={flag}>
          <Term word={flag} />{' '}
        </span>
      ))}
    </p>
  )
}

function Trace({ frames }: { frames: readonly Frame[] }) {
  return (
    <ol class="oom-trace">
      {frames.map(({ symbol, offset, size, uncertain, module }, index) => (
        <li key={index} class={uncertain ? 'oom-aside' : ''}>
          <code>
            {uncertain && <span title={WORDS.uncertainFrame}>? </span>}
            {symbol}
            {offset !== undefined && `+0x${offset.toString(16)}`}
            {size !== undefined && `/0x${size.toString(16)}`}
            {module !== undefined && ` [${module}]`}
          </code>
        </li>
      ))}
    </ol>
  )
}

function Completeness({ event: { completeness, problems, source } }: { event: OomEvent }) {
  const { complete, missing, lostLines, foreignLines, unexplained } = completeness
  return (
    <Fold title={WORDS.completeness} note={complete ? WORDS.complete : WORDS.notAll}>
      <ul>
        {missing.map((part) => (
          <li key={part}>
            {WORDS.notInLog}: {PARTS[part]}
          </li>
        ))}
        {lostLines > 0 && <li>{WORDS.lost(lostLines)}</li>}
        {foreignLines > 0 && <li>{WORDS.foreign(foreignLines)}</li>}
        {unexplained.map(({ line, text }) => (
          <li key={line}>
            {WORDS.unexplained} <Lines input={source.input} line={line} />: <code>{text}</code>
          </li>
        ))}
        {problems.map(({ code, message, line }) => (
          <li key={`${code} ${line} ${message}`}>
            {line !== undefined && <Lines input={source.input} line={line} />} {message} [{name(code)}]
          </li>
        ))}
      </ul>
    </Fold>
  )
}

function Fold({
  title,
  note,
  children,
}: {
  title: string
  note?: string | undefined
  children: ComponentChildren
}) {
  return (
    <details>
      <summary>
        <h3>{title}</h3>
        {note !== undefined && <span class="oom-note">{note}</span>}
      </summary>
      {children}
    </details>
  )
}

/** Words of the log with what they are called; what was not read is not there. */
function Pairs({ of }: { of: readonly (readonly [string, string | undefined])[] }) {
  return (
    <dl class="oom-pairs">
      {of.map(([key, value]) =>
        value === undefined || value === '' ? null : (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}
