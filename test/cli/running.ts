import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import type { Result } from './program.js'

/** A program that goes on until it is told to stop. */
export class Running {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #looks = new Set<() => void>()
  readonly ended: Promise<Result>
  stdout = ''
  stderr = ''

  constructor(path: string, args: readonly string[]) {
    const { PATH = '' } = process.env
    this.#child = spawn(process.execPath, [path, ...args], { env: { PATH } })
    this.#child.stdin.on('error', () => {})
    this.#child.stdout.setEncoding('utf8').on('data', (text) => {
      this.stdout += text
      for (const look of this.#looks) look()
    })
    this.#child.stderr.setEncoding('utf8').on('data', (text) => {
      this.stderr += text
      for (const look of this.#looks) look()
    })
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (status) => {
        for (const look of this.#looks) look()
        resolve({ status, stdout: this.stdout, stderr: this.stderr })
      })
    })
  }

  /** Waits until what was printed so far is as wanted. */
  async until(isSo: (printed: { stdout: string; stderr: string }) => boolean): Promise<void> {
    if (isSo(this)) return
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const isOver = this.#child.exitCode !== null || this.#child.signalCode !== null
        if (!isSo(this) && !isOver) return
        this.#looks.delete(look)
        if (isSo(this)) resolve()
        else reject(new Error(`it ended before that, and printed ${this.stdout}${this.stderr}`))
      }
      this.#looks.add(look)
      look()
    })
  }

  write(text: string): void {
    this.#child.stdin.write(text)
  }

  endInput(): void {
    this.#child.stdin.end()
  }

  /** Only what it has read by itself counts: it is awaited before. */
  async stop(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): Promise<Result> {
    this.#child.kill(signal)
    return await this.ended
  }

  /** At the end of a test, however that ended. */
  kill(): void {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL')
  }
}
