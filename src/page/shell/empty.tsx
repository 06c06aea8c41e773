import { Intake } from './intake.js'
import { OptionsForm } from './options.js'
import type { Logs } from './use-logs.js'
import { WORDS } from './words.js'

/** Before there is a log: what to drop, and that it stays here. */
export function Empty({ logs }: { logs: Logs }) {
  const { empty } = WORDS
  return (
    <div class="shell-empty">
      <section class="shell-target" aria-labelledby="drop">
        <h1 id="drop">{empty.title}</h1>
        <p>{empty.lead}</p>
        <Intake add={logs.add} />
        <p>{empty.paste}</p>
        <p class="shell-private">{empty.private}</p>
      </section>
      <section class="shell-what">
        <h2>{empty.kinds}</h2>
        <dl>
          {empty.what.map(([kind, examples]) => (
            <div key={kind}>
              <dt>{kind}</dt>
              <dd>{examples}</dd>
            </div>
          ))}
        </dl>
        <h2>{empty.how}</h2>
        <ul>
          {empty.commands.map((command) => (
            <li key={command}>
              <code>{command}</code>
            </li>
          ))}
        </ul>
      </section>
      <details class="shell-facts" open={logs.wrong !== undefined}>
        <summary>{WORDS.facts}</summary>
        <OptionsForm
          options={logs.options}
          wrong={logs.wrong}
          hasFiles={logs.wrong !== undefined}
          change={logs.change}
        />
      </details>
    </div>
  )
}
