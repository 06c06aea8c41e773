import { describe, expect, it } from 'vitest'
import { type CgroupNode, cgroupTree } from './cgroup-tree.js'

const outline = (node: CgroupNode, depth = 0): string[] => [
  `${' '.repeat(depth)}${node.name}${node.roles.map((role) => ` ${role}`).join('')}`,
  ...node.children.flatMap((child) => outline(child, depth + 1)),
]

describe('the cgroups of a dump', () => {
  it('are a tree with those between the limit and the victim', () => {
    const root = cgroupTree({
      limitOwner: '/kubepods.slice',
      victimHome: '/kubepods.slice/kubepods-burstable.slice/a.scope',
    })
    expect(root && outline(root)).toEqual([
      '/',
      ' kubepods.slice limit-owner',
      '  kubepods-burstable.slice',
      '   a.scope victim-home',
    ])
    expect(root?.children[0]?.whose).toBe('all pods of the node')
    expect(root?.children[0]?.children[0]?.whose).toBe('all burstable pods')
  })

  it('have their statistics, also where the heading names none', () => {
    const stats = { bytes: { anon: 4096 }, counts: {} }
    const root = cgroupTree({ limitOwner: '/a/b', stats: [stats] })
    expect(root?.children[0]?.children[0]?.stats).toBe(stats)
  })

  it('can be one that is both', () => {
    const root = cgroupTree({ limitOwner: '/a', victimHome: '/a', groupKill: '/a' })
    expect(root && outline(root)).toEqual(['/', ' a limit-owner victim-home group-kill'])
  })

  it('are none where the log names none', () => {
    expect(cgroupTree({})).toBeUndefined()
    expect(cgroupTree({ stats: [{ bytes: {}, counts: {} }] })).toBeUndefined()
  })

  it('keep names that look like something else', () => {
    const root = cgroupTree({ limitOwner: '/__proto__/constructor' })
    expect(root && outline(root)).toEqual(['/', ' __proto__', '  constructor limit-owner'])
  })
})
