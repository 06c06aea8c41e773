import { identifyCgroup } from '../../cgroup/index.js'
import type { Cgroup, MemcgStats } from '../../record/index.js'
import { limitPath, owner } from '../../report/index.js'

/** What a cgroup is to the OOM. */
export type Role = 'limit-owner' | 'victim-home' | 'group-kill'

/** A cgroup that the log names, or one above such. */
export interface CgroupNode {
  readonly path: string
  /** The last part of the path. */
  readonly name: string
  /** Whose it is, in words; missing where the path does not say it. */
  readonly whose?: string
  readonly roles: readonly Role[]
  readonly stats?: MemcgStats
  readonly children: readonly CgroupNode[]
}

interface Growing extends CgroupNode {
  roles: Role[]
  stats?: MemcgStats
  children: Growing[]
}

/** The cgroups of a dump as a tree; undefined where it names none. */
export function cgroupTree(cgroup: Cgroup): CgroupNode | undefined {
  const { victimHome, groupKill, stats = [] } = cgroup
  const limitOwner = limitPath(cgroup)
  const named = [limitOwner, victimHome, groupKill, ...stats.map((one) => one.cgroup)]
  if (named.every((path) => path === undefined)) return undefined
  const nodes = new Map<string, Growing>()
  const root = grown('/', '/')
  nodes.set('/', root)
  for (const path of named) if (path !== undefined) nodeAt(nodes, root, path)
  const mark = (path: string | undefined, role: Role) => {
    if (path !== undefined) nodes.get(cleaned(path))?.roles.push(role)
  }
  mark(limitOwner, 'limit-owner')
  mark(victimHome, 'victim-home')
  mark(groupKill, 'group-kill')
  for (const one of stats) {
    const node = nodes.get(cleaned(one.cgroup ?? limitOwner ?? ''))
    if (node !== undefined) node.stats ??= one
  }
  return root
}

function nodeAt(nodes: Map<string, Growing>, root: Growing, path: string): void {
  let above = root
  let at = ''
  for (const name of path.split('/')) {
    if (name === '') continue
    at += `/${name}`
    let node = nodes.get(at)
    if (node === undefined) {
      node = grown(at, name)
      nodes.set(at, node)
      above.children.push(node)
    }
    above = node
  }
}

function cleaned(path: string): string {
  return `/${path
    .split('/')
    .filter((name) => name !== '')
    .join('/')}`
}

function grown(path: string, name: string): Growing {
  const identity = identifyCgroup(path)
  const whose = identity.kind === 'other' ? '' : owner(identity)
  return { path, name, ...(whose === '' || whose === 'a cgroup' ? {} : { whose }), roles: [], children: [] }
}
