import { FRAMING_ANCHORS } from './framing/index.js'
import type { Anchor } from './grammar/index.js'
import { KERNEL_ANCHORS } from './kernel/index.js'
import { KUBELET_ANCHORS } from './kubelet/index.js'
import { RUNTIME_ANCHORS } from './runtime/index.js'
import { SYSTEMD_ANCHORS } from './systemd/index.js'

const ALL: readonly Anchor[] = [
  ...KERNEL_ANCHORS,
  ...KUBELET_ANCHORS,
  ...SYSTEMD_ANCHORS,
  ...RUNTIME_ANCHORS,
  ...FRAMING_ANCHORS,
]

/**
 * What a line must have one of to say anything to any room: each room's own texts. Those that need no look at the line come
 * first, for of several at one place the first is found.
 */
export const ANCHORS: readonly Anchor[] = [...ALL.filter(isSure), ...ALL.filter((one) => !isSure(one))]

function isSure({ confirm, behind }: Anchor): boolean {
  return confirm === undefined && behind === undefined
}
