import type { CgroupIdentity } from '../record/cgroup.js'
import { containerName } from './container-name.js'
import type { Owner } from './owner.js'
import { believableDirectory, type Stand } from './place.js'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const HEX32 = /^[0-9a-f]{32}$/
const ECS_CONTAINER = /^[0-9a-f]{32}-\d{1,20}$/
const ECS_SLICE = /^ecstasks-([0-9a-f]{32})\.slice$/
const NOMAD = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(.+)\.scope$/s
const SLURMSTEPD = /^(?:[A-Za-z0-9.-]+_)?slurmstepd\.scope$/
const SLURM = /^slurm(?:_[A-Za-z0-9.-]+)?$/

/** Schedulers that give each job a group: Slurm, ECS, Nomad. */
export function batchOwner(stand: Stand): Owner | undefined {
  return slurm(stand) ?? ecs(stand) ?? ecsSlice(stand) ?? nomad(stand)
}

/** v2 `/system.slice/slurmstepd.scope/job_7/step_0/…`, v1 `/slurm/uid_1000/job_7/step_0/…`; the rest is the job's. */
function slurm(stand: Stand): Owner | undefined {
  const { place, at, from } = stand
  const { parts } = place
  const head = parts[at] ?? ''
  const v2 = SLURMSTEPD.test(head) && (parts[at - 1] === 'system.slice' || at === from)
  const v1 = SLURM.test(head) && believableDirectory(stand)
  if (!v1 && !v2) return undefined
  let next = at + 1
  const take = (word: string): string | undefined => {
    const part = parts[next] ?? ''
    if (!part.startsWith(word) || !/^[a-z0-9]{1,20}$/.test(part.slice(word.length))) return undefined
    next++
    return part.slice(word.length)
  }
  const user = v1 ? take('uid_') : undefined
  const jobId = take('job_')
  const stepId = jobId === undefined ? undefined : take('step_')
  const identity: CgroupIdentity = { kind: 'slurm', runtime: 'slurm', ...(v2 ? { unit: head } : {}) }
  if (user !== undefined && /^\d+$/.test(user)) identity.uid = Number(user)
  if (jobId !== undefined) identity.jobId = jobId
  if (stepId !== undefined) identity.stepId = stepId
  return { end: next, identity }
}

/** `/ecs/{task}/{container}`; agents with the long ARN format put the cluster in between. */
function ecs(stand: Stand): Owner | undefined {
  const { place, at } = stand
  if (place.parts[at] !== 'ecs' || !believableDirectory(stand)) return undefined
  const taskAt = isTask(place.parts[at + 1]) ? at + 1 : at + 2
  const jobId = place.parts[taskAt]
  if (jobId === undefined || !isTask(jobId)) return undefined
  const name = place.parts[taskAt + 1] ?? ''
  const containerId = containerName(name)?.containerId ?? (ECS_CONTAINER.test(name) ? name : undefined)
  const task = { runtime: 'ecs', driver: 'cgroupfs', jobId } as const
  if (containerId === undefined) return { end: taskAt + 1, identity: { kind: 'other', ...task } }
  return { end: taskAt + 2, identity: { kind: 'docker', ...task, containerId } }
}

/** `/ecstasks.slice/ecstasks-{task}.slice/docker-{id}.scope` */
function ecsSlice({ place, at, from }: Stand): Owner | undefined {
  const unit = place.parts[at] ?? ''
  const jobId = ECS_SLICE.exec(unit)?.[1]
  const home = place.parts[at - 1] === 'ecstasks.slice' && at === from + 1
  if (jobId === undefined || !(home || place.relative)) return undefined
  const task = { runtime: 'ecs', driver: 'systemd', jobId } as const
  const scope = place.parts[at + 1] ?? ''
  const container = containerName(scope)
  if (container?.runtime !== 'docker')
    return { end: at + 1, identity: { kind: 'systemd-slice', ...task, unit } }
  const { containerId } = container
  return { end: at + 2, identity: { kind: 'docker', ...task, containerId, unit: scope } }
}

/** `/nomad.slice/share.slice/{alloc}.{task}.scope`. Nomad makes these itself: they are no units of systemd. */
function nomad({ place, at, from }: Stand): Owner | undefined {
  const found = NOMAD.exec(place.parts[at] ?? '')
  const [top, pool] = place.parts.slice(from, at)
  const home =
    top === 'nomad.slice' && (pool === 'share.slice' || pool === 'reserve.slice') && at === from + 2
  const [, jobId, name] = found ?? []
  if (!home || jobId === undefined || name === undefined) return undefined
  return { end: at + 1, identity: { kind: 'other', runtime: 'nomad', jobId, name } }
}

function isTask(name: string | undefined): boolean {
  return name !== undefined && (HEX32.test(name) || UUID.test(name))
}
