import { VERSION } from '../version.js'
import { keepCompiled } from './keep-compiled.js'

const args = process.argv.slice(2)
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Asked by scripts, again and again: answered before anything else is loaded.
  process.stdout.on('error', async (error) => {
    const { stop } = await import('./stop.js')
    stop(error)
  })
  process.stdout.write(`${VERSION}\n`)
} else {
  keepCompiled()
  const { runProgram } = await import('./program.js')
  runProgram(args)
}
