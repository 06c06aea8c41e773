import { mayWait } from '../node/index.js'
import { readCommand } from './command.js'
import { eraseDrawn } from './drawn.js'
import { stopGently } from './gentle-stop.js'
import { discardOutput, open } from './output.js'
import { complain, stop } from './stop.js'
import { UsageError } from './usage-error.js'

const { stdin, stdout, stderr, env } = process

/** The whole program, for all that is typed but `--version` alone. */
export function runProgram(args: readonly string[]): void {
  stdout.on('error', stop)
  // Where nobody can be told, the others still get the result.
  stderr.on('error', () => {})
  process.on('uncaughtException', stop)
  // Also after a signal, and where a module with rules ends the process.
  process.on('exit', tidy)
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => {
      if (stopGently()) return
      tidy()
      if (mayWait.isSo) process.kill(process.pid, signal)
      process.exit(status)
    })
  // Where nothing is left to wait for, Node.js ends without a word, and with the status of success.
  const failEarly = () => {
    stop(new UsageError('a module with rules waits for what never comes'))
  }
  process.once('beforeExit', failEarly)
  run(args).then((status) => {
    process.off('beforeExit', failEarly)
    process.exitCode = status
  }, stop)
}

/** Nothing half drawn and nothing half written stays. */
function tidy(): void {
  eraseDrawn()
  discardOutput()
}

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  switch (command.run) {
    case 'help': {
      const { renderHelp } = await import('./help.js')
      stdout.write(renderHelp())
      return 0
    }
    case 'version': {
      const { VERSION } = await import('../version.js')
      stdout.write(`${VERSION}\n`)
      return 0
    }
    case 'schema': {
      const { renderSchema } = await import('./schema.js')
      const output = await open(command.output)
      await output.write(renderSchema())
      await output.commit()
      return 0
    }
    case 'completion': {
      const { renderCompletion } = await import('./completion/index.js')
      const output = await open(command.output)
      await output.write(renderCompletion(command.shell))
      await output.commit()
      return 0
    }
    case 'explain': {
      const { explainWords } = await import('./explain.js')
      const { text, unknown } = explainWords(command.words, stdout.columns)
      const output = await open(command.output)
      await output.write(text)
      await output.commit()
      for (const message of unknown) complain(message)
      return unknown.length > 0 ? 1 : 0
    }
    case 'read': {
      if (command.paths.length === 0 && stdin.isTTY) {
        const { SHORT_USAGE } = await import('./help.js')
        stderr.write(SHORT_USAGE)
        return 2
      }
      const terminal = { isTTY: stdout.isTTY, columns: stdout.columns, env }
      // All that reads logs: neither --help nor explain should wait for it.
      if (command.follow) {
        const { follow } = await import('./follow.js')
        return await follow(command, terminal, complain)
      }
      const { read } = await import('./read.js')
      return await read(command, terminal, complain)
    }
    default:
      return command satisfies never
  }
}
