import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Program } from './program.js'

const program = new Program()
beforeAll(() => program.build())
afterAll(() => program.remove())

describe('oomparse explain', () => {
  it('explains a word', async () => {
    const { status, stdout, stderr } = await program.run(['explain', 'failcnt'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^failcnt \(cgroup-counters\)\n {2}How often a charge met the limit\./)
  })

  it('knows the rules of the diagnosis', async () => {
    const { status, stdout } = await program.run(['explain', 'stale-node-limit'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^stale-node-limit \(rules\)\n/)
  })

  it('ends with 1 for a word that it does not know, and says what is like it', async () => {
    const { status, stdout, stderr } = await program.run(['explain', 'oom_scor_adj'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^oomparse: no explanation of "oom_scor_adj": did you mean oom_score_adj/)
  })

  it('never sends control characters of a word to the terminal', async () => {
    const { stderr } = await program.run(['explain', 'a\x1b]0;b\x07'])
    expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
  })

  it('lists the topics, and reads no standard input for it', async () => {
    const { status, stdout } = await program.run(['explain'])
    expect(status).toBe(0)
    expect(stdout).toContain('\n  task-table ')
  })

  it('writes to a file', async () => {
    const path = join(program.directory, 'rss.txt')
    const { status, stdout } = await program.run(['explain', 'rss', '-o', path])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
    expect(readFileSync(path, 'utf8')).toContain('rss (task-table)')
  })
})
