import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../man/page.js'
import { FLAGS, type Flag } from '../src/cli/flags.js'
import { WORDS } from '../src/cli/words.js'
import { runTool, toolNamed } from './support/tool.js'

const PAGE = 'man/oomparse.1'
const mandoc = toolNamed('mandoc')
const man = toolNamed('man')
const flags: readonly Flag[] = FLAGS

describe('the manual page', () => {
  it('is the one that the tables make (npm run man:update)', () => {
    if (process.env.OOMPARSE_UPDATE === '1') writeFileSync(PAGE, renderPage())
    expect(readFileSync(PAGE, 'utf8')).toBe(renderPage())
  })

  it('has only ASCII', () => {
    expect(renderPage()).toMatch(/^[\n\x20-\x7e]*$/)
  })

  it.skipIf(mandoc === undefined)(
    `${mandoc === undefined ? '(mandoc is not installed) ' : ''}is what mandoc has nothing to say of`,
    () => {
      expect(runTool(mandoc ?? '', ['-T', 'lint', '-W', 'warning', PAGE])).toEqual({ status: 0, said: '' })
    },
  )

  it.skipIf(man === undefined)(
    `${man === undefined ? '(man is not installed) ' : ''}is set without a warning, with every option and command`,
    () => {
      const env = ['MANWIDTH=100', 'MANROFFOPT=-ww', 'LC_ALL=C.UTF-8', 'MAN_KEEP_FORMATTING=']
      const { status, said } = runTool('/usr/bin/env', [...env, man ?? '', '--warnings=w', '-l', PAGE])
      expect(status, said).toBe(0)
      expect(said).not.toMatch(/warning|<standard input>|troff/)
      const words = said.split(/[\s,]+/)
      for (const { name, short } of flags)
        for (const typed of [`--${name}`, ...(short === undefined ? [] : [`-${short}`])])
          expect(words).toContain(typed)
      for (const { name } of WORDS) expect(words).toContain(name)
    },
  )
})
