import { safeInteger } from '../grammar/index.js'
import type { Findings } from './findings.js'
import type { Form } from './form.js'
import { atOf, readStamp } from './stamp.js'

/** `  File: /etc/kubernetes/kubelet.conf`, in any language: `  Datei: …`, `Fichier : …`. */
const LABELLED = /^ {0,4}([^\s:][^:]{0,30}?) ?: (.+)$/
/** `  Size: 64        Blocks: 8          IO Block: 4096   regular file`. */
const SIZE =
  /^ {0,4}[^\s:][^:]{0,30}: (\d{1,16})(?: {2,}|\t| +\t)[^\s:][^:]{0,30}: \d+\s+[^\s:][^:]{0,30}: \d+\s/
/** `Access: (0644/-rw-r--r--)  Uid: (    0/    root)`. */
const MODE = /^ {0,4}[^\s:][^:]{0,30}: \(\d{4}\/([-dlbcps])[-rwxsStT]{9}\)/
const QUOTES = ['‘’', "''", '""', '“”', '„“', '«»', "`'"]

/** One file's lines until its last time is read. */
interface Block {
  readonly path: string
  readonly firstLine: number
  sizeBytes?: number
  type?: string
  /** Access, modification, change, birth: stat prints them in this order and under these names in every language. */
  times: { readonly text: string; readonly line: number }[]
}

/**
 * The output of `stat`, of GNU and of busybox: what a file's name was and when it was last written. Directories and
 * devices are passed over: their time says nothing about what stands in a file.
 */
export const fileStat: Form = {
  kind: 'file-times',
  opens({ filled }) {
    const [file = '', size] = filled[0]?.startsWith('stat: ') ? filled.slice(1) : filled
    return size === undefined ? /^ {2}File: ./.test(file) : LABELLED.test(file) && SIZE.test(size)
  },
  read({ lines }, found) {
    let block: Block | undefined
    let blocks = 0
    const finish = () => {
      if (block === undefined) return
      blocks++
      tell(block, found)
    }
    for (const [at, line] of lines.entries()) {
      const sizeBytes = SIZE.exec(lines[at + 1] ?? '')?.[1]
      const path = sizeBytes === undefined ? undefined : LABELLED.exec(line)?.[2]
      if (path !== undefined && !SIZE.test(line)) {
        finish()
        block = { path: withoutQuotes(path), firstLine: at + 1, times: [] }
        const size = safeInteger(sizeBytes ?? '')
        if (size !== undefined) block.sizeBytes = size
      } else if (block !== undefined) {
        const mode = block.type === undefined ? MODE.exec(line)?.[1] : undefined
        if (mode !== undefined) block.type = mode
        else if (block.times.length < 4) {
          const text = LABELLED.exec(line)?.[2]?.trim()
          if (text !== undefined && /^\d{4}-\d\d-\d\d \d\d:/.test(text))
            block.times.push({ text, line: at + 1 })
        }
      }
    }
    finish()
    return blocks > 0
  },
}

function tell({ path, firstLine, sizeBytes, type, times }: Block, found: Findings): void {
  const [, modified, changed, born] = times
  if (type !== '-' && type !== 'l') return
  const stamp = modified === undefined ? undefined : readStamp(modified.text)
  if (modified === undefined || stamp === undefined) return
  found.offset(stamp, modified.line)
  found.event(
    {
      type: 'config-file-modified',
      path,
      basis: 'stat',
      message: `${path} ${modified.text}`,
      lines: { modified: modified.line },
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...(changed === undefined ? {} : { changedAt: changed.text }),
      ...(born === undefined ? {} : { bornAt: born.text }),
    },
    atOf(stamp, 'file-mtime'),
    [firstLine, times.at(-1)?.line ?? firstLine],
  )
}

/** Coreutils before 8.26 quote the name as the language does, and print where a link leads: ‘a’ -> ‘b’. */
function withoutQuotes(printed: string): string {
  for (const [open = '', close = ''] of QUOTES) {
    if (!printed.startsWith(open)) continue
    const end = printed.includes(`${close} -> `)
      ? printed.indexOf(`${close} -> `)
      : printed.lastIndexOf(close)
    if (end > 0) return printed.slice(1, end).trim()
  }
  const link = printed.indexOf(' -> ')
  return link > 0 ? printed.slice(0, link) : printed
}
