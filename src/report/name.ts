import { NBSP } from './columns.js'
import { unbroken } from './sheet.js'

const PLAIN = /^[^\s"'(),;\\]+$/

/** A process name; one that could be taken for our own text is quoted, and so is the empty one. */
export function name(comm: string): string {
  return PLAIN.test(comm) ? comm : unbroken(`"${comm}"`)
}

/** `web (pid 151)` */
export function process({ comm, pid }: { comm?: string | undefined; pid?: number | undefined }): string {
  const words = comm === undefined ? '' : name(comm)
  if (pid === undefined) return words
  return words === '' ? `pid${NBSP}${pid}` : `${words}${NBSP}(pid${NBSP}${pid})`
}
