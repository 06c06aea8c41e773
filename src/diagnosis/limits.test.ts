import { expect, it } from 'vitest'
import { parse } from '../parse.js'
import { memcgLog } from '../report/sample-logs.js'

/** What the rule on the node's limit says of the sample, whose limit is that of `/kubepods.slice`, for another owner. */
function staleFindings(owner: string): number {
  const log = memcgLog().replaceAll('/kubepods.slice', owner)
  const { findings } = parse(log, { cannotTell: true })
  return findings.filter(({ rule }) => rule === 'stale-node-limit').length
}

it('a kubepods group that a user made has no limit of the node', () => {
  expect(staleFindings('/kubepods.slice')).toBe(1)
  expect(staleFindings('/user.slice/user-1000.slice/user@1000.service/kubepods.slice')).toBe(0)
  expect(staleFindings('/user.slice/user-1000.slice/user@1000.service/app.slice/a.service/kubepods')).toBe(0)
})
