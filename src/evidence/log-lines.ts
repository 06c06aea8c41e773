/** A stamp of the kernel, a record of its buffer, a header of klog, or the sender of a syslog line; and the words that a dump begins with. */
const LOG_LINE =
  /^(?:<\d{1,3}>)?\[ {0,5}\d{1,9}\.\d{6}\] |^\d{1,4},\d{1,16},\d{1,16},[^;\n]{1,64};|^[IWEF]\d{4} \d\d:\d\d:\d\d\.|\b(?:kernel|(?:kubelet|systemd|containerd|crio|dockerd)\[\d{1,10}\]): | invoked oom-killer: |^oom-kill:constraint=/m

/**
 * Somebody has put lines of a log below the output of a command. A dump that is taken for a part of that output would be
 * lost, so the file is read as a log then.
 */
export function holdsLogLines(text: string): boolean {
  return LOG_LINE.test(text)
}
