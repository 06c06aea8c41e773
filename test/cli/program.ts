import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { build } from 'tsup'
import configs from '../../tsup.config.js'

export interface Result {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command line program, built as it is published, into a directory of its own: tests run side by side. */
export class Program {
  readonly directory = mkdtempSync(join(tmpdir(), 'oomparse-cli-'))
  readonly path = join(this.directory, 'cli.js')

  async build(): Promise<void> {
    const found = Array.isArray(configs) ? configs.find(isProgram) : undefined
    await build({ ...found, config: false, outDir: this.directory, silent: true, clean: false })
  }

  /** A file for it to read. */
  file(name: string, content: string | Uint8Array): string {
    const path = join(this.directory, 'logs', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    return path
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** Runs it without a terminal; `stdin` is empty where none is given. */
  run(args: readonly string[], options: { stdin?: string | Uint8Array; env?: Record<string, string> } = {}) {
    const { PATH = '' } = process.env
    const child = spawn(process.execPath, [this.path, ...args], { env: { PATH, ...options.env } })
    // A program that does not read its standard input closes it.
    child.stdin.on('error', () => {})
    child.stdin.end(options.stdin ?? '')
    return resultOf(child)
  }

  /** Runs a line of bash, in which `oomparse` is the program, in a folder of its own; standard input is `/dev/null`. */
  shell(line: string, folder = this.directory): Promise<Result> {
    const oomparse = `oomparse() { '${process.execPath}' '${this.path}' "$@"; }`
    return resultOf(
      spawn('bash', ['-c', `${oomparse}; ${line}`], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
    )
  }
}

function resultOf(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Promise<Result> {
  return new Promise((resolve) => {
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}

function isProgram({ entry }: { entry?: unknown }): boolean {
  return typeof entry === 'object' && entry !== null && 'cli' in entry
}
