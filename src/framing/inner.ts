import { addCaller } from './dmesg-stamps.js'
import { unescapeKmsg } from './escapes.js'
import type { Draft, Joint } from './framing.js'
import { readKernelStamp } from './kernel-stamp.js'
import { addLayer } from './layers.js'
import { setPriority } from './priority.js'

const PRIORITY = /^<(\d{1,3})>(?=\[)/
const OPEN = 91
const LESS = 60
const RECORD = /^(\d{1,4}),(\d{1,16}),(\d{1,16})(?:,[^;,\s]{1,64}){0,8};/

/** What a transport can leave of the kernel's own coat: `any`, or only the stamp because it reads the rest. */
export type Inner = 'stamp' | 'any'

/**
 * The kernel's own coat on a message that another transport carried.
 *
 *     <4>[ 7013.123456] Mem-Info:      a container that prints /proc/kmsg
 *     4,396,35176603,-;Mem-Info:       one that prints /dev/kmsg
 *
 * It is a layer, because a message without it may begin with the name of a process. klog headers stay: the kubelet's
 * room reads them.
 */
export function addInner(sure: Draft, joint: Joint, run: string, inner: Inner): void {
  joint.run = run
  const { text } = sure
  const first = text.charCodeAt(0)
  const found = { ...sure }
  if (inner === 'stamp') {
    if (first === OPEN && unwrapStamp(found, 0)) addLayer(joint, run, 'stamp', found)
    return
  }
  const worn = unwrapAny(found, first)
  if (worn === '') return
  const behind = addLayer(joint, run, worn, found)
  if (worn !== 'record') addCaller(found.text, 0, found, joint, behind)
}

function unwrapAny(into: Draft, first: number): string {
  if (first === OPEN) return unwrapStamp(into, 0) ? 'stamp' : ''
  if (first === LESS) return unwrapPriority(into) ? 'priority' : ''
  return first >= 48 && first <= 57 && unwrapRecord(into) ? 'record' : ''
}

function unwrapPriority(into: Draft): boolean {
  const priority = PRIORITY.exec(into.text)
  if (!priority || !unwrapStamp(into, priority[0].length)) return false
  setPriority(into, Number(priority[1]))
  return true
}

/** The stamp that is shown stays the outer one: only it has a date. */
function unwrapStamp(into: Draft, at: number): boolean {
  const textAt = readKernelStamp(into.text, at, into)
  if (textAt < 0) return false
  into.text = into.text.slice(textAt)
  return true
}

function unwrapRecord(into: Draft): boolean {
  const record = RECORD.exec(into.text)
  if (!record) return false
  setPriority(into, Number(record[1]))
  into.sequence = Number(record[2])
  into.monotonicSec = Number(record[3]) / 1e6
  into.text = unescapeKmsg(into.text.slice(record[0].length))
  return true
}
