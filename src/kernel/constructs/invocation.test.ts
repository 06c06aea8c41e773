import { expect, it } from 'vitest'
import { type OomEvent, parse } from '../../index.js'

function oomOf(...lines: string[]): OomEvent {
  const ooms = parse(`${lines.join('\n')}\n`).events.filter((event) => event.type === 'oom')
  expect(ooms).toHaveLength(1)
  return ooms[0] as OomEvent
}

const ASKED = 'invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0'
const KILL = 'Killed process 7 (java), UID 0, total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB'

it('the cpuset is what stands behind the name, whatever is in the name', () => {
  const { trigger } = oomOf(
    `[ 1.000001] a cpuset=b ${ASKED}`,
    '[ 1.000002] a cpuset=b cpuset=c mems_allowed=0-1',
    `[ 1.000003] ${KILL}`,
  )
  expect(trigger).toMatchObject({ comm: 'a cpuset=b', cpuset: 'c', memsAllowed: '0-1' })
})

it('the cpuset is read where a prefix hides the name', () => {
  const { trigger, problems } = oomOf(
    `what the machine said: java ${ASKED}`,
    'java cpuset=c mems_allowed=0',
    KILL,
  )
  expect(trigger).toMatchObject({ cpuset: 'c', memsAllowed: '0' })
  expect(trigger.comm).toBeUndefined()
  expect(problems.map(({ code }) => code)).toContain('unknown-prefix')
})

it('a cpuset line of another process is not of the dump', () => {
  const { trigger } = oomOf(
    `[ 1.000001] java ${ASKED}`,
    '[ 1.000002] other cpuset=c mems_allowed=0',
    `[ 1.000003] ${KILL}`,
  )
  expect(trigger.cpuset).toBeUndefined()
})
