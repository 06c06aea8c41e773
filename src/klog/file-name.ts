/** `kubelet.node-a17.root.log.INFO.20261123-192443.424`, packed or not. klog cuts the host at its first dot. */
const NAME =
  /(?:^|\/)[\w-]{1,64}\.([^./\s]{1,63})\.[^./\s]{1,64}\.log\.(?:INFO|WARNING|ERROR|FATAL)\.(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.\d{1,10}(?:\.\w{1,4})?$/

export interface NamedFile {
  /** `2026/11/23 19:24:43`, local time. */
  readonly created: string
  readonly host: string
}

/** What the name of a log file of klog says: a copy that lost its head has no preamble that says it. */
export function readFileName(name: string): NamedFile | undefined {
  const [, host = '', year, month, day, hour, minute, second] = NAME.exec(name) ?? []
  if (year === undefined) return undefined
  return { created: `${year}/${month}/${day} ${hour}:${minute}:${second}`, host }
}
