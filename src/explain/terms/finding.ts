import type { Topic } from '../topic.js'

export const FINDING: Topic = {
  topic: 'findings',
  about: 'what a diagnosis is made of, and how sure it is',
  where: 'findings of the report and of our records',
  terms: [
    {
      term: 'verdict',
      means: 'How sure a finding is: confirmed, likely, possible or cannot-tell.',
      see: ['confirmed', 'likely', 'possible', 'cannot-tell'],
    },
    { term: 'confirmed', means: 'Everything that the finding rests on was read from an input.' },
    { term: 'likely', means: 'One premise was inferred and not read; missing says which.' },
    { term: 'possible', means: 'It fits, but so does another cause, which is named.' },
    {
      term: 'cannot-tell',
      means:
        'The question arises, but the inputs do not decide it; missing says what would. Shown with --cannot-tell.',
    },
    {
      term: 'finding',
      aliases: ['findings', 'rule'],
      means: 'The answer of one rule to one question, with the lines that it rests on.',
      see: ['verdict'],
    },
    {
      term: 'title',
      aliases: ['summary'],
      means: 'The answer in one line, and in one or two sentences with its numbers.',
    },
    {
      term: 'evidence',
      aliases: ['says'],
      means:
        'The lines that the finding rests on. Numbers outside of brackets stand in the line as written; those in brackets are reckoned.',
    },
    {
      term: 'figures',
      means: 'The numbers of the finding for a program, read or reckoned, each with its unit in its name.',
    },
    { term: 'next', means: 'What to run or ask next.' },
    { term: 'references', means: 'Where to read more.' },
    { term: 'overturnedBy', means: 'What one would have to see to know that the finding is wrong.' },
    {
      term: 'schema',
      aliases: ['generator'],
      means: 'Which form of the document this is, and which program wrote it.',
    },
    {
      term: 'framing',
      aliases: ['compression'],
      means:
        'What wraps the lines of an input: dmesg, journal, syslog, a console; and whether it was packed.',
    },
  ],
}
