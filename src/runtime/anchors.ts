import { type Anchor, anchor } from '../grammar/index.js'

/** What a line of a runtime, or of a killer in user space, has that says something. */
export const RUNTIME_ANCHORS: readonly Anchor[] = [
  'TaskOOM event',
  'TaskExit event',
  'received exit event',
  'received container exit event',
  'received sandbox container exit event',
  'received sandbox exit event',
  'topic=/tasks/oom',
  // docker events, and conmon.
  ' container oom ',
  'OOM received',
  'OOM event received',
  // Two programs that say little else.
  'systemd-oomd',
  'earlyoom',
].map((text) => anchor(text))
