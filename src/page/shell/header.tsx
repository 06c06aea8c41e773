import type { PageData } from '../data.js'
import { Exports } from './exports.js'
import { Intake } from './intake.js'
import { Menu } from './menu.js'
import { OptionsForm } from './options.js'
import { Theme } from './theme.js'
import type { Logs } from './use-logs.js'
import { WORDS } from './words.js'

/**
 * The bar at the top: what can be done with the answer.
 *
 * @param embedded what the command line has put into the page: its logs are not there to be read again
 */
export function Header({ logs, embedded }: { logs: Logs; embedded: PageData | undefined }) {
  const { data, files, options, wrong, parser } = logs
  return (
    <header class="shell-bar">
      <p class="shell-name">
        <b>{WORDS.name}</b> <span>{WORDS.about}</span>
      </p>
      {data !== undefined && (
        <>
          <Menu label={files.length === 0 ? WORDS.readOthers : WORDS.addMore}>
            <Intake add={logs.add} />
          </Menu>
          {files.length > 0 && (
            <Menu label={WORDS.facts}>
              <OptionsForm options={options} wrong={wrong} hasFiles change={logs.change} />
            </Menu>
          )}
          <Exports
            exported={(format) => parser.exported(format, files.length === 0 ? embedded : undefined)}
          />
        </>
      )}
      <Theme />
    </header>
  )
}
