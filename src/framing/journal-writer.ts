import type { Draft } from './framing.js'
import { numberOf } from './json.js'

/**
 * Who wrote an entry, by the fields that journald sets itself and nobody else can (systemd.journal-fields): the name
 * (`SYSLOG_IDENTIFIER`) is the writer's choice.
 */
export function setWriter(into: Draft, field: (name: string) => string | undefined): void {
  const transport = field('_TRANSPORT')
  const uid = numberOf(field('_UID'))
  if (uid !== undefined) into.uid = uid
  const isProcess =
    transport === undefined ? uid !== undefined || into.pid !== undefined : transport !== 'kernel'
  if (isProcess) into.byProcess = true
}
