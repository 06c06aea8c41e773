import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Case, CORPUS, corpusCases } from './corpus.js'

const BEGIN = '<!-- made by npm run corpus:update -->'
const END = '<!-- end -->'

/** corpus/README.md with its tables made anew from what is in the folders. */
export function withTables(readme: string): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) throw new Error('corpus/README.md has lost its marks')
  return `${readme.slice(0, begin)}${BEGIN}\n${machineTable()}\n${constructedTable()}${readme.slice(end)}`
}

function machineTable(): string {
  const sentences = JSON.parse(readFileSync(join(CORPUS, 'scenarios.json'), 'utf8')) as Record<string, string>
  const kernels = [...new Set(machineCases().map(groupOf))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )
  const scenarios = [...new Set(machineCases().map(scenarioOf))].sort()
  const rows = scenarios.map((scenario) => {
    const cells = kernels.map((kernel) => {
      const one = machineCases().find(({ name }) => name === `${kernel}/${scenario}`)
      return one === undefined ? '' : one.files.map((file) => file.replace(/\.txt$/, '')).join(' ')
    })
    return `| ${scenario} | ${sentences[scenario] ?? '**no sentence in scenarios.json**'} | ${cells.join(' | ')} |`
  })
  return [
    `| scenario | what happens | ${kernels.join(' | ')} |`,
    `|---|---|${kernels.map(() => '---|').join('')}`,
    ...rows,
    '',
  ].join('\n')
}

function constructedTable(): string {
  const rows = corpusCases()
    .filter((one) => groupOf(one) === 'constructed')
    .map((one) => `| ${scenarioOf(one)} | ${purposeOf(one)} |`)
  return ['| constructed case | what it is for |', '|---|---|', ...rows, ''].join('\n')
}

/** origin.md of a constructed case, without the sentences that all of them share. */
function purposeOf({ folder }: Case): string {
  return readFileSync(join(folder, 'origin.md'), 'utf8')
    .split('\n')
    .filter(
      (line) =>
        line !== '' &&
        !line.startsWith('Constructed from the print formats') &&
        !line.startsWith('Values are invented'),
    )
    .join(' ')
    .replaceAll('|', '\\|')
}

const machineCases = (): Case[] => corpusCases().filter((one) => groupOf(one) !== 'constructed')
const groupOf = ({ name }: Case): string => name.split('/')[0] ?? ''
const scenarioOf = ({ name }: Case): string => name.split('/')[1] ?? ''
