import type { Draft, Joint, Layer } from './framing.js'
import type { Habits } from './habit.js'

/** Says that the line may wear one more part of a coat; gives the run of lines that wear it. */
export function addLayer(joint: Joint, run: string, worn: string, draft: Draft): string {
  joint.layers.push({ run, worn, draft })
  joint.run = `${run} ${worn}`
  return joint.run
}

/**
 * A line of this run that another framing could read as well: `<4>Nov 23 19:16:20 invoked oom-killer: …` is a
 * process with a strange name, unless the lines of syslog begin here.
 */
export function addOther(sure: Draft, joint: Joint, run: string, read: () => Draft | undefined): Draft {
  const other = read()
  if (other) joint.layers.unshift({ run, worn: other.framing, draft: other })
  else joint.run = run
  return sure
}

/** What a line wears if the next lines of its run do so too. */
export type Doubt = readonly Layer[]

export interface Choice {
  readonly draft: Draft
  readonly doubt: Doubt | undefined
}

/** The reading of a line that its run supports, and the layers that it may come to support. */
export function chooseReading(sure: Draft, run: string, layers: readonly Layer[], habits: Habits): Choice {
  let draft = sure
  let doubt: Doubt | undefined
  for (const [depth, layer] of layers.entries()) {
    const habit = habits.of(layer.run)
    habit.see(layer.worn)
    if (doubt !== undefined) continue
    if (habit.worn) draft = layer.draft
    else doubt = layers.slice(depth)
  }
  // Also below a layer that is in doubt: it is asked for when that one is found to be worn.
  if (run !== '' && !layers.some((layer) => layer.run === run)) habits.of(run).see('')
  return { draft, doubt }
}

/** Whether the next lines can still decide what a doubtful one wears. */
export function isOpen(doubt: Doubt, habits: Habits): boolean {
  for (const { run } of doubt) {
    const habit = habits.of(run)
    if (habit.open) return true
    if (habit.plain) return false
  }
  return false
}

/** The reading of a doubtful line by the lines of its run; nothing if it wears no more. */
export function confirmedReading(doubt: Doubt, habits: Habits): Draft | undefined {
  let draft: Draft | undefined
  for (const layer of doubt) {
    if (habits.of(layer.run).plain) break
    draft = layer.draft
  }
  return draft
}
