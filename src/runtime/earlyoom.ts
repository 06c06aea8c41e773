import { safeInteger } from '../grammar/index.js'
import type { KillFact } from './fact.js'

const LOW =
  /^low memory! at or below (SIGTERM|SIGKILL) limits: mem {1,4}(\d{1,3}(?:\.\d{1,4})?) ?%[^,]{0,64}, swap /
/**
 * `badness`: until 1.7. The uid comes with 1.6, the command line with 1.8, the adjustment with 1.9. A process chose its
 * name of 15 bytes, too short to hold what follows it here; its command line can hold anything.
 */
const SENDING =
  /^sending (SIG[A-Z]{3,8}|signal \d{1,2}) to process (\d{1,10})(?: uid (\d{1,10}))? "([^\n]{0,15}?)": (?:badness|oom_score) (-?\d{1,6})(?:, oom_score_adj (-?\d{1,5}))?, VmRSS (\d{1,10}) MiB(?:$|, cmdline ")/
const ESCALATING = /^escalating to SIGKILL after \d{1,6}(?:\.\d{1,6})? seconds/
const EXITED = /^process(?: (\d{1,10}))? exited after \d{1,6}(?:\.\d{1,6})? seconds/
const STAYED = /^process (\d{1,10}) did not exit/

/** One line of earlyoom about a kill. Its measurements (`mem avail: …`) are none. */
export function readEarlyoom(text: string): KillFact | undefined {
  if (text.startsWith('mem avail')) return undefined
  if (text.startsWith('low memory! ')) return readLow(text)
  if (text.startsWith('sending ')) return readSending(text)
  if (ESCALATING.test(text)) return { ...fact('escalated'), signal: 'SIGKILL' }
  if (text.startsWith('kill failed: ')) return fact('failed')
  const exited = EXITED.exec(text)
  if (exited !== null) return { ...fact('exited'), ...pidOf(exited[1]) }
  const stayed = STAYED.exec(text)
  return stayed === null ? undefined : { ...fact('failed'), ...pidOf(stayed[1]) }
}

function fact(stage: KillFact['stage']): KillFact {
  return { type: 'userspace-oom-kill', killer: 'earlyoom', stage }
}

function pidOf(digits: string | undefined): Pick<KillFact, 'pid'> {
  return digits === undefined ? {} : { pid: Number(digits) }
}

/** What is printed are the limits: the share of memory, and of swap, that was to stay available. */
function readLow(text: string): KillFact | undefined {
  const [, signal, percent] = LOW.exec(text) ?? []
  if (signal === undefined) return undefined
  return { ...fact('warned'), reason: 'memory-low', signal, limitPercent: Number(percent) }
}

function readSending(text: string): KillFact | undefined {
  const [whole, signal, pid, uid, comm, score = '', adjustment, rss = ''] = SENDING.exec(text) ?? []
  if (whole === undefined || signal === undefined || comm === undefined) return undefined
  if (whole.length < text.length && !text.endsWith('"')) return undefined
  const oomScore = safeInteger(score)
  const oomScoreAdj = safeInteger(adjustment ?? '-')
  const rssMiB = safeInteger(rss)
  return {
    ...fact('killed'),
    signal,
    ...pidOf(pid),
    ...(uid === undefined ? {} : { uid: Number(uid) }),
    comm,
    ...(rssMiB === undefined ? {} : { rssMiB }),
    ...(oomScore === undefined ? {} : { oomScore }),
    ...(oomScoreAdj === undefined ? {} : { oomScoreAdj }),
  }
}
