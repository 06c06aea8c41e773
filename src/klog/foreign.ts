/** What systemd says of the unit between the lines of `journalctl -u kubelet -o cat`. */
const UNIT =
  /^(?:(?:Start|Stopp|Reload|Finish)(?:ing|ed) |[A-Za-z0-9@:_.\\-]{1,256}\.(?:service|slice|scope|socket|timer|mount): )/

/** Where a dump of the kernel begins, when somebody pasted it without its stamps. */
const KERNEL =
  / invoked oom-killer: | page allocation (?:failure|stall)|^oom-kill:|^oom_reaper: |^(?:Memory cgroup o|O)ut of memory: |^Mem-Info:|^Task in \//

/** `-- Boot … --` of journalctl. */
const MARK = /^-- .{1,256} --$/

/**
 * A line without a coat that is not the continuation of the klog line above it, because another program is known to
 * print it.
 */
export function isForeign(text: string): boolean {
  return UNIT.test(text) || MARK.test(text) || KERNEL.test(text)
}
