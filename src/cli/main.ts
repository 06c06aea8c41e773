import { reasonOf } from '../node/index.js'
import { VERSION } from '../version.js'
import { readCommand } from './command.js'
import { discardOutput, open } from './output.js'
import { UsageError } from './usage-error.js'

const { stdin, stdout, stderr, env } = process

function complain(message: string): void {
  // A file name is as hostile as a log.
  stderr.write(
    `oomparse: ${message.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?')}\n`,
  )
}

async function run(): Promise<number> {
  const command = readCommand(process.argv.slice(2))
  switch (command.run) {
    case 'help': {
      const { renderHelp } = await import('./help.js')
      stdout.write(renderHelp())
      return 0
    }
    case 'version':
      stdout.write(`${VERSION}\n`)
      return 0
    case 'schema': {
      const { renderSchema } = await import('./schema.js')
      const output = await open(command.output)
      await output.write(renderSchema())
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
      // All that reads logs: neither --help nor --version should wait for it.
      const { read } = await import('./read.js')
      return await read(command, { isTTY: stdout.isTTY, columns: stdout.columns, env }, complain)
    }
    default:
      return command satisfies never
  }
}

/** The reader has seen enough (`| head -1`): that is success. */
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

/** The disk is full, the device is gone. Trouble with an input never comes here: it is told where it is read. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}

function stop(error: unknown): never {
  discardOutput()
  if (isClosedPipe(error)) process.exit(0)
  if (error instanceof UsageError) {
    complain(error.message)
    stderr.write('Try: oomparse --help\n')
    process.exit(2)
  }
  if (isSystemError(error)) {
    complain(`cannot write: ${reasonOf(error)}`)
    process.exit(2)
  }
  complain(`this is a bug, please report it: ${error instanceof Error ? '' : String(error)}`)
  if (error instanceof Error) stderr.write(`${error.stack}\n`)
  process.exit(2)
}

stdout.on('error', stop)
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.once(signal, () => {
    discardOutput()
    process.exit(status)
  })
run().then((status) => {
  process.exitCode = status
}, stop)
