import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FLAGS, type Flag } from '../../src/cli/flags.js'
import { renderHelp } from '../../src/cli/help.js'
import { FORMATS } from '../../src/cli/values.js'
import { SHELLS, WORDS } from '../../src/cli/words.js'
import { runTool, toolNamed } from '../support/tool.js'
import { Program } from './program.js'

const program = new Program()
const scripts: Record<string, string> = {}
beforeAll(async () => {
  await program.build()
  for (const shell of SHELLS) {
    const { status, stdout, stderr } = await program.run(['completion', shell])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    scripts[shell] = program.file(`completion.${shell}`, stdout)
  }
  program.file('here/kern.log', '')
  program.file('here/two words.log', '')
})
afterAll(() => program.remove())

const flags: readonly Flag[] = FLAGS
const long = flags.map(({ name }) => `--${name}`)
const zsh = toolNamed('zsh')
const fish = toolNamed('fish')
const here = () => `${program.directory}/logs/here`

/** What bash offers behind these words, of which the last one is begun. */
async function inBash(...words: string[]): Promise<string[]> {
  const typed = ['oomparse', ...words].map((word) => `'${word}'`).join(' ')
  const { status, stdout, stderr } = await program.shell(
    `source '${scripts.bash}'; cd '${here()}'; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _oomparse;
     printf '%s\\n' "\${COMPREPLY[@]}"; complete -p oomparse >/dev/null`,
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout.split('\n').filter((word) => word !== '')
}

describe('completion', () => {
  it('is for the shells that it says', async () => {
    for (const args of [['completion'], ['completion', 'tcsh'], ['completion', 'bash', 'zsh']]) {
      const { status, stdout, stderr } = await program.run(args)
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toContain('completion takes one of bash, zsh, fish')
    }
    expect(await program.run(['./completion'])).toMatchObject({ status: 2 })
  })

  it('and every command and format is in the help', () => {
    for (const { name } of WORDS) expect(renderHelp()).toContain(`oomparse ${name}`)
    for (const format of FORMATS) expect(renderHelp()).toMatch(new RegExp(`\\b${format}\\b`))
  })
})

describe('bash', () => {
  it('offers every option', async () => {
    expect((await inBash('--')).toSorted()).toEqual(long.toSorted())
    expect(await inBash('x', '--form')).toEqual(['--format'])
  })

  it('offers the values of an option, however it is typed', async () => {
    expect(await inBash('--format', '')).toEqual([...FORMATS])
    expect(await inBash('-f', 'pro')).toEqual(['prometheus'])
    expect(await inBash('--format', '=')).toEqual([...FORMATS])
    expect(await inBash('--colour', '=', 'al')).toEqual(['always'])
  })

  it('offers files where one is taken, and nothing where only a person knows', async () => {
    expect(await inBash('--output', 'k')).toEqual(['kern.log'])
    expect(await inBash('--year', '')).toEqual([])
  })

  it('offers commands and files first, then files', async () => {
    const first = [...WORDS.map(({ name }) => name), 'kern.log', 'two words.log']
    expect((await inBash('')).toSorted()).toEqual(first.toSorted())
    expect((await inBash('timeline', '')).toSorted()).toEqual(['kern.log', 'two words.log'])
    expect(await inBash('completion', '')).toEqual([...SHELLS])
  })
})

describe(`zsh${zsh === undefined ? ' (not installed)' : ''}`, () => {
  /** What a zsh writes to its terminal when this is typed and tab pressed, until the last of it is there. */
  function inZsh(typed: string, last: string): string {
    const session = `
      zmodload zsh/zpty zsh/zselect
      zpty shell "TERM=dumb PS1= zsh -f -i"
      zpty -w shell ${quoted(`cd '${here()}'; autoload -Uz compinit; compinit -u -D; source '${scripts.zsh}'; print READY-\${:-1}`)}
      while zpty -r shell line '*READY-1*'; do break; done
      zpty -w -n shell ${quoted(`${typed}\t\t`)}
      said=
      for turn in {1..200}; do
        zselect -t 10
        while zpty -r -t shell part; do said+=$part; done
        [[ $said == *${last}* ]] && break
      done
      print -r -- "$said"`
    return runTool(zsh ?? '', ['-f', '-c', session]).said
  }
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

  it.skipIf(zsh === undefined)('takes it', () => {
    expect(runTool(zsh ?? '', ['-n', scripts.zsh ?? ''])).toEqual({ status: 0, said: '' })
  })

  it.skipIf(zsh === undefined)('offers every option', () => {
    const said = inZsh('oomparse --', '--year')
    for (const option of long) expect(said).toContain(option)
  })

  it.skipIf(zsh === undefined)('offers the values of an option', () => {
    const said = inZsh('oomparse --format ', 'text')
    for (const format of FORMATS) expect(said).toContain(format)
  })

  it.skipIf(zsh === undefined)('offers commands and files first', () => {
    const said = inZsh('oomparse ', 'kern.log')
    for (const { name } of WORDS) expect(said).toContain(name)
    expect(said).toContain('kern.log')
  })
})

describe(`fish${fish === undefined ? ' (not installed)' : ''}`, () => {
  function inFish(typed: string): string[] {
    const line = `source '${scripts.fish}'; cd '${here()}'; complete -C '${typed}'`
    const home = `HOME=${program.directory}`
    const { status, said } = runTool('/usr/bin/env', [home, fish ?? '', '-N', '-c', line])
    expect(status, said).toBe(0)
    return said
      .split('\n')
      .map((row) => row.split('\t')[0] ?? '')
      .filter((word) => word !== '')
  }

  it.skipIf(fish === undefined)('offers every option, and no other', () => {
    expect(inFish('oomparse --').toSorted()).toEqual(long.toSorted())
  })

  it.skipIf(fish === undefined)('offers the values of an option, commands and files', () => {
    expect(inFish('oomparse --format ').toSorted()).toEqual([...FORMATS].toSorted())
    expect(inFish('oomparse completion ').toSorted()).toEqual([...SHELLS].toSorted())
    const first = inFish('oomparse ')
    for (const { name } of WORDS) expect(first).toContain(name)
    expect(first).toContain('kern.log')
    expect(inFish('oomparse --output k')).toEqual(['kern.log'])
  })
})
