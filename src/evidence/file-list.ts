import { safeInteger } from '../grammar/index.js'
import type { Form } from './form.js'
import { atOf, readStamp } from './stamp.js'
import { linkedZone } from './zone-link.js'

/** What `ls -l` prints before the owner, with the blocks or the inode of -s and -i before it. */
const MODE = /^ *(?:\d{1,20} +){0,2}([-dlbcps])[-rwxsStTlL]{9}[.+@]? +\d+ \S/
/** The time with its zone: --full-time, --time-style=full-iso, busybox. The name is all that follows. */
const TIME = / (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? [+-]\d{4}) /
const SIZE = /(?:^| )(\d{1,16})$/
const TOTAL = /^total \d{1,16}[0-9.,KMGT]{0,8}$/

/**
 * Lines of `ls -l --full-time` (the same as --time-style=full-iso). Names can have blanks and anything else; only what
 * stands before the first time is looked at. Directories and devices are passed over.
 */
export const fileList: Form = {
  kind: 'file-times',
  opens({ filled }) {
    const [first = '', second] = filled
    if (isEntry(first)) return true
    if (TOTAL.test(first) || isHeading(first)) {
      return second === undefined ? TOTAL.test(first) : TOTAL.test(second) || isEntry(second)
    }
    return first.startsWith('ls: ') && second !== undefined && isEntry(second)
  },
  read({ lines }, found) {
    let folder = ''
    let entries = 0
    for (const [at, line] of lines.entries()) {
      if (isHeading(line) && (at === 0 || lines[at - 1] === '')) folder = line.slice(0, -1)
      const mode = MODE.exec(line)
      const time = TIME.exec(line)
      if (mode === null || time === null || time.index < mode[0].length) continue
      entries++
      const [type] = mode[1] ?? ''
      const stamp = readStamp(time[1] ?? '')
      if ((type !== '-' && type !== 'l') || stamp === undefined) continue
      const [name, target] = cutLink(line.slice(time.index + time[0].length), type === 'l')
      const zone = name.endsWith('localtime') ? linkedZone(target) : undefined
      if (zone !== undefined) found.fact({ kind: 'zone', zone }, at + 1)
      const size = safeInteger(SIZE.exec(line.slice(0, time.index))?.[1] ?? 'none')
      found.offset(stamp, at + 1)
      found.event(
        {
          type: 'config-file-modified',
          path: folder === '' || name.startsWith('/') ? name : `${folder.replace(/\/$/, '')}/${name}`,
          basis: 'ls',
          message: line,
          ...(size === undefined ? {} : { sizeBytes: size }),
        },
        atOf(stamp, 'file-mtime'),
        at + 1,
      )
    }
    return entries > 0
  },
}

function isEntry(line: string): boolean {
  return MODE.test(line) && TIME.test(line)
}

/** `/etc/kubernetes:` stands before the files of a folder when several were asked for. */
function isHeading(line: string): boolean {
  return line.length > 1 && line.length <= 4096 && line.endsWith(':') && /^[./~]/.test(line)
}

function cutLink(printed: string, isLink: boolean): [name: string, target: string] {
  const arrow = isLink ? printed.indexOf(' -> ') : -1
  const name = arrow < 0 ? printed : printed.slice(0, arrow)
  // On a terminal, names with blanks are quoted (coreutils 8.25 and later).
  return [/^'[^']*'$/.test(name) ? name.slice(1, -1) : name, arrow < 0 ? '' : printed.slice(arrow + 4)]
}
