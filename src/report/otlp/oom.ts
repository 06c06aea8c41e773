import { victimRssOf } from '../../figures/index.js'
import type { CgroupIdentity, OomEvent } from '../../record/index.js'
import { limitPath } from '../place.js'
import type { Plain } from './value.js'

/**
 * The attributes of an OOM: process, pod and container of the first victim by the names of the semantic conventions, all else
 * below `oomparse.`.
 */
export function oomAttributes(oom: OomEvent): Record<string, Plain> {
  const { victims, cgroup = {}, trigger, kernel, scope, outcome, completeness } = oom
  const [first] = victims
  return {
    // comm is what the conventions call the name of the executable, and the kill line prints the real uid.
    'process.executable.name': first?.comm,
    'process.pid': first?.pid,
    'process.real_user.id': first?.uid,
    ...(first === undefined || first.why === 'child' ? {} : placeOf(cgroup.victimIdentity)),
    'oomparse.kernel.release': kernel?.release,
    'oomparse.oom.scope': scope,
    'oomparse.oom.outcome': outcome,
    'oomparse.oom.complete': completeness.complete,
    'oomparse.oom.task_count': oom.derived.taskCount,
    'oomparse.victim.count': victims.length,
    'oomparse.victim.pids': victims.length > 1 ? victims.map(({ pid }) => pid) : undefined,
    'oomparse.victim.rss_bytes': first === undefined ? undefined : victimRssOf(first),
    'oomparse.victim.oom_score_adj': first?.oomScoreAdj,
    'oomparse.victim.cgroup': cgroup.victimHome,
    'oomparse.limit.cgroup': scope === 'memcg' ? limitPath(cgroup) : undefined,
    'oomparse.limit.owner_kind': cgroup.limitOwnerIdentity?.kind,
    'oomparse.limit.bytes': cgroup.memory?.limitBytes,
    'oomparse.limit.usage_bytes': cgroup.memory?.usageBytes,
    'oomparse.limit.failed_charges': cgroup.memory?.failcnt,
    'oomparse.trigger.comm': trigger.comm,
    'oomparse.trigger.pid': trigger.pid,
    'oomparse.trigger.order': trigger.order,
    'oomparse.trigger.gfp_mask': trigger.gfpMask,
    'oomparse.trigger.manual': trigger.manual,
  }
}

function placeOf(identity: CgroupIdentity | undefined): Record<string, Plain> {
  return {
    'k8s.pod.uid': identity?.podUid,
    'container.id': identity?.containerId,
    'container.runtime.name': identity?.runtime,
  }
}
