import { execFileSync } from 'node:child_process'
import { arch, cpus, release, totalmem, type } from 'node:os'
import { which } from './measure.js'

/** What the times depend on, one item of a list each. */
export function machineLines(): string[] {
  const [cpu] = cpus()
  return [
    `- ${new Date().toISOString().slice(0, 10)}`,
    `- ${cpu?.model.trim() || 'processor without a name'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `- ${type()} ${release()} ${arch()}, Node ${process.version}`,
    `- ${versionOf('rg')}; ${versionOf('grep')}`,
  ]
}

function versionOf(program: string): string {
  if (which(program) === undefined) return `${program}: not there`
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? program
}
