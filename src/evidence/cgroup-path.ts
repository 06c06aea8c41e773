/** A file of a memory cgroup, told from the name of the copy. */
export interface CgroupFile {
  /** `memory.max`, `memory.limit_in_bytes`. */
  readonly file: string
  /** Missing where the name does not say whose file it is. */
  readonly cgroup?: string
}

const FILE = /^memory(?:\.[a-z_]{1,32}){1,3}$/
const MOUNT = /(?:^|\/)sys\/fs\/cgroup\/(?:memory\/|unified\/)?([\s\S]+)$/
const UNIT = /^\.*([\w:@\\-][\w:@.\\-]{0,255}\.(?:slice|scope|service))$/
const IN_UNIT = /[\w:@.\\-]/
/** The command that made a copy is often in its name: `systemctl-show-kubepods.slice.txt`. */
const COMMAND = /^(?:(?:systemctl|show|cat|status|content)[-_. ]){1,3}/
const COPY = /\.(?:txt|log|out)$/

/**
 * Which file of which cgroup a path or the name of a copy means.
 *
 *     cgroupFile('sos/sys/fs/cgroup/memory/kubepods.slice/memory.limit_in_bytes')   // '/kubepods.slice'
 *     cgroupFile('kubepods.memory.max.txt')   // '/kubepods': the name does not say which driver it is
 */
export function cgroupFile(name: string): CgroupFile | undefined {
  const path = name.replace(COPY, '')
  const slash = path.lastIndexOf('/')
  const last = path.slice(slash + 1)
  const from = last.lastIndexOf('memory.')
  const file = last.slice(from)
  if (from < 0 || path.length > 4096 || !FILE.test(file)) return undefined
  if (from > 0 && /[A-Za-z]/.test(last[from - 1] ?? '')) return undefined
  const before = last.slice(0, from).replace(/[._:-]$/, '')
  const cgroup = before === '' ? folderOf(slash < 0 ? '' : path.slice(0, slash)) : unitOf(before)
  return cgroup === undefined ? { file } : { file, cgroup }
}

/** `/kubepods.slice/kubepods-burstable.slice` of `kubepods-burstable.slice`: a slice lies in those its name names. */
export function slicePath(unit: string): string {
  if (unit === '-.slice') return '/'
  const words = unit.slice(0, -'.slice'.length).split('-')
  // An empty word is no valid name of a slice: nothing is known of where it lies.
  if (words.includes('') || words.length > 64) return `/${unit}`
  return words.map((_, at) => `/${words.slice(0, at + 1).join('-')}.slice`).join('')
}

/** What the name ends in, of the characters that a unit can have. */
function lastWord(name: string): string {
  let from = name.length
  while (from > 0 && IN_UNIT.test(name[from - 1] ?? '')) from--
  return name.slice(from)
}

/** The cgroup that a word names: a unit, or kubepods without saying whether it is a slice. */
export function unitOf(name: string): string | undefined {
  const unit = UNIT.exec(lastWord(withoutCommand(name)))?.[1]
  if (unit?.endsWith('.slice')) return slicePath(unit)
  if (unit !== undefined) return `/${unit}`
  return /(?:^|[^A-Za-z0-9])kubepods$/.test(name) ? '/kubepods' : undefined
}

export function withoutCommand(name: string): string {
  return name.replace(COMMAND, '')
}

/** The cgroup that is a folder: below the mount point, or from the first part that is a unit or kubepods. */
function folderOf(folder: string): string | undefined {
  if (/(?:^|\/)sys\/fs\/cgroup(?:\/memory|\/unified)?$/.test(folder)) return '/'
  const mounted = MOUNT.exec(folder)?.[1]
  if (mounted !== undefined) return `/${mounted}`
  const parts = folder.split('/')
  const first = parts.findIndex((part) => part === 'kubepods' || /\.(?:slice|scope|service)$/.test(part))
  return first < 0 ? undefined : `/${parts.slice(first).join('/')}`
}
