import { RULES } from '../diagnosis/index.js'
import { BUDDY } from './terms/buddy.js'
import { CGROUP_COUNTERS } from './terms/cgroup-counters.js'
import { CGROUP_FILES } from './terms/cgroup-files.js'
import { EVENT_KEYS } from './terms/event-keys.js'
import { EVENTS } from './terms/events.js'
import { FINDING } from './terms/finding.js'
import { FIRST_LINES } from './terms/first-lines.js'
import { GFP } from './terms/gfp.js'
import { GFP_BITS } from './terms/gfp-bits.js'
import { KILL_LINE } from './terms/kill-line.js'
import { KUBERNETES } from './terms/kubernetes.js'
import { MEM_INFO } from './terms/mem-info.js'
import { MEMORY_STAT } from './terms/memory-stat.js'
import { MEMORY_STAT_EVENTS } from './terms/memory-stat-events.js'
import { MEMORY_STAT_V1 } from './terms/memory-stat-v1.js'
import { NODES } from './terms/nodes.js'
import { RECORD } from './terms/record.js'
import { REPORT } from './terms/report.js'
import { SUMMARY_LINE } from './terms/summary-line.js'
import { SYSTEMD } from './terms/systemd.js'
import { TAINT } from './terms/taint.js'
import { TASK_TABLE } from './terms/task-table.js'
import { TIME } from './terms/time.js'
import { TRACE } from './terms/trace.js'
import { VALUES } from './terms/values.js'
import { ZONE_LINES } from './terms/zone-lines.js'
import { ZONES } from './terms/zones.js'
import type { Topic } from './topic.js'

/** The rules say themselves what they ask. */
const RULE_TOPIC: Topic = {
  topic: 'rules',
  about: 'the questions that the diagnosis asks',
  terms: RULES.map(({ id, question, needs }) => ({
    term: id,
    where: `findings; it reads ${needs.join(', ')}`,
    means: question,
    see: ['verdict'],
  })),
}

/** In the order of a dump; of several meanings of a word the first is the one that a reader of dumps meets first. */
export const TOPICS: readonly Topic[] = [
  FIRST_LINES,
  TRACE,
  CGROUP_COUNTERS,
  MEMORY_STAT,
  MEMORY_STAT_V1,
  MEMORY_STAT_EVENTS,
  NODES,
  ZONES,
  ZONE_LINES,
  BUDDY,
  MEM_INFO,
  TASK_TABLE,
  SUMMARY_LINE,
  KILL_LINE,
  GFP,
  GFP_BITS,
  TAINT,
  CGROUP_FILES,
  SYSTEMD,
  KUBERNETES,
  REPORT,
  RULE_TOPIC,
  FINDING,
  EVENTS,
  RECORD,
  VALUES,
  TIME,
  EVENT_KEYS,
]
