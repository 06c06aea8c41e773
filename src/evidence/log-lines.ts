/** A stamp of the kernel, a record of its buffer, a header of klog, or the sender of a syslog line; and the words that a dump begins with. */
const LOG_LINE =
  /^(?:<\d{1,3}>)?\[ {0,5}\d{1,9}\.\d{6}\] |^\d{1,4},\d{1,16},\d{1,16},[^;\n]{1,64};|^[IWEF]\d{4} \d\d:\d\d:\d\d\.|\b(?:kernel|(?:kubelet|systemd|containerd|crio|dockerd)\[\d{1,10}\]): | invoked oom-killer: |^oom-kill:constraint=|^(?:Memory cgroup o|O)ut of memory: Kill/m

/**
 * Somebody has put lines of a log below the output of a command. A dump that is taken for a part of that output would be
 * lost, so the file is read as a log then.
 */
export function holdsLogLines(text: string): boolean {
  return LOG_LINE.test(text)
}

/** What no line of JSON or YAML that a program wrote begins with, except inside of a text in quotes. */
const NO_DATA = /(?![A-Za-z][\w.-]{0,63}:(?:\s|$))[^\s{}[\]",]|\[ {0,5}\d/my
const LONGEST_HEADER = 4096

/** The same for objects: names and messages inside of them may look like a log, lines of their own may not. */
export function holdsOwnLogLines(text: string): boolean {
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf('\n', from)
    const to = feed < 0 ? text.length : feed
    NO_DATA.lastIndex = from
    if (NO_DATA.test(text) && LOG_LINE.test(text.slice(from, Math.min(to, from + LONGEST_HEADER))))
      return true
    from = to + 1
  }
  return false
}
