import { unescapeKmsg } from './escapes.js'
import type { Draft } from './framing.js'
import { readKernelStamp } from './kernel-stamp.js'
import { setPriority } from './priority.js'

const PRIORITY = /^<(\d{1,3})>(?=\[)/
const RECORD = /^(\d{1,4}),(\d{1,16}),(\d{1,16})(?:,[^;,\s]{1,64}){0,8};/

/**
 * Takes the kernel's own coat off a message that another transport carried.
 *
 *     <4>[ 7013.123456] Mem-Info:      a container that prints /proc/kmsg
 *     4,396,35176603,-;Mem-Info:       one that prints /dev/kmsg
 *
 * klog headers stay: the kubelet's room reads them.
 */
export function unwrapKernel(into: Draft): boolean {
  const { text } = into
  const first = text.charCodeAt(0)
  if (first === 60) return unwrapPriority(into)
  if (first === 91) return unwrapStamp(into, 0)
  return first >= 48 && first <= 57 && unwrapRecord(into)
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
