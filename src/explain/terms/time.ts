import type { Topic } from '../topic.js'

export const TIME: Topic = {
  topic: 'time',
  about: 'when something happened, and how well that is known',
  where: 'our records (oomparse -f json)',
  terms: [
    {
      term: 'at',
      means: 'The moment: as printed, and as an instant only where the log justifies one.',
      see: ['basis', 'uncertaintyMs'],
    },
    { term: 'printed', means: 'The stamp as the line has it.' },
    { term: 'epochMs', unit: 'milliseconds since 1970, UTC', means: 'The instant.' },
    { term: 'iso', means: 'The instant in ISO 8601.' },
    {
      term: 'monotonicSec',
      unit: 'seconds since boot',
      means: "The kernel's own stamp, [12345.678901]. On many machines it stands still while they sleep.",
    },
    {
      term: 'basis',
      means:
        'What the instant rests on: the journal, syslog, the clock of klog, the time of the boot, a file time. monotonic-only and none: there is no instant. For a file: which command told its time.',
    },
    { term: 'uncertaintyMs', unit: 'milliseconds', means: 'How far the truth can be from the instant.' },
    { term: 'inferred', means: 'What the stamp did not say and other lines did: its year, its zone.' },
    { term: 'orderUncertain', means: 'Events beside this one whose order to it cannot be known.' },
    {
      term: 'lastAt',
      aliases: ['firstAt'],
      means: 'The last or first moment of a series of equal readings.',
    },
    {
      term: 'exitedAt',
      aliases: ['finishedAt', 'startedAt', 'diedAt', 'changedAt', 'bornAt'],
      means:
        'A moment that the log or object names, as printed. changedAt and bornAt are ctime and birth of a file.',
    },
    { term: 'durationMs', unit: 'milliseconds', means: 'How long a reload of systemd took.' },
    {
      term: 'stepMs',
      unit: 'milliseconds',
      means: 'By how much the wall clock jumped against the clock of the kernel.',
      see: ['clock-step'],
    },
    { term: 'bootId', means: 'Random id of one boot: it tells two boots of a machine apart.' },
    {
      term: 'covers',
      aliases: ['gaps', 'lost', 'from', 'to'],
      means:
        'From when to when an input has lines, and where some are missing. Outside of that, silence proves nothing.',
    },
  ],
}
