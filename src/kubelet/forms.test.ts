import { expect, test } from 'vitest'
import { formOf, isKnownMessage } from './forms.js'

test.each([
  ['"Event occurred" object="a"', 'Event occurred'],
  ['Event(v1.ObjectReference{Kind:"Node"})', 'Event(v1.ObjectReference{Kind:"Node"})'],
  ['"Got sys oom event" event="x"', 'Got sys oom event'],
  ['Version: v1.20.2', 'Version: v1.20.2'],
])('%s is read, in its line as by itself', (line, message) => {
  expect(formOf(message)).toBeDefined()
  expect(
    isKnownMessage(
      `I1123 19:24:43.624423     424 x.go:1] ${line}`,
      'I1123 19:24:43.624423     424 x.go:1] '.length,
    ),
  ).toBe(true)
})

test.each([
  '"SyncLoop (housekeeping)"',
  '"Event',
  'Event',
  '',
  '"',
  '""Event occurred"',
  'the Event occurred',
])('%s is not', (line) => expect(isKnownMessage(line, 0)).toBe(false))
