import { type Anchor, anchor, confirmedByWords } from '../grammar/index.js'
import { JOBS } from './job-line.js'
import { NODE_WORDS } from './node-unit.js'
import { MESSAGES } from './unit-message.js'

/** What a line of PID 1 has that says something: reloads, failures and OOMs of any unit, all about those of a node. */
export const SYSTEMD_ANCHORS: readonly Anchor[] = [
  // Up to 253.1, later, and the requests.
  ...['Reloading.', 'Reloading...', 'Reloading finished in ', 'Reexecuting.'].map((text) => anchor(text)),
  ...[' requested from client PID ', ' request rejected due to rate limit.'].map((text) => anchor(text)),
  ...JOBS.map(([verb]) => anchor(verb, confirmedByWords(NODE_WORDS, 'behind'))),
  ...MESSAGES.map(([opens, , of]) =>
    of === 'node' ? anchor(opens, confirmedByWords(NODE_WORDS, 'line')) : anchor(opens),
  ),
  // Of 219.
  ...[' entered failed state.', ' scheduling restart.'].map((text) => anchor(text)),
  // journalctl's own.
  ...['-- Boot ', '-- Reboot --', '-- Logs begin', '-- Journal begins'].map((text) => anchor(text)),
]
