import { expect, it } from 'vitest'
import { withoutFolder } from './common-folder.js'
import { documentOf, finding, input, oom } from './sample-events.js'

function folderOf(...names: string[]): string {
  return withoutFolder({ ...documentOf([]), inputs: names.map((name) => input(name, [])) }).folder
}

it.each<[string, string[]]>([
  ['inc/', ['inc/dmesg.txt', 'inc/node/date.txt']],
  ['/var/log/', ['/var/log/kern.log', '/var/log/kern.log.1']],
  ['', ['dmesg.txt', 'inc/node/date.txt']],
  ['', ['/a/x', '/b/x']],
  ['', ['inc/dmesg.txt']],
  ['inc/', ['(stated)', 'inc/a', 'inc/b']],
  ['', ['incident/a', 'inc/b']],
  ['', ['/a/x', '(stated)', 'stdin', '/a/y']],
])('the folder is "%s" of %j', (folder, names) => {
  expect(folderOf(...names)).toBe(folder)
})

it('is taken off wherever an input is named', () => {
  const event = { ...oom('oom-1', 0), source: { input: 'inc/a', firstLine: 1, lastLine: 2 } }
  const { document } = withoutFolder({
    ...documentOf([{ ...event, alsoIn: [{ input: 'inc/b', firstLine: 1, lastLine: 2 }] }], {
      findings: [finding({ evidence: [{ input: 'inc/b', line: 3, says: 'x' }] })],
    }),
    inputs: [input('inc/a', []), input('inc/b', [])],
  })
  expect(JSON.stringify(document)).not.toContain('inc/')
})
