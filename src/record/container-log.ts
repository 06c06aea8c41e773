/** Where the runtime keeps what containers print: the names of pod and container are in the path. */
const CONTAINER_LOG =
  /(?:^|\/)(?:pods\/[^/_]+_[^/_]+_[^/_]+\/([^/]+)\/|containers\/[^/_]+_[^/_]+_([^/_]+)-[0-9a-f]{12,64}\.log)/

/**
 * The container whose output an input is, by its name; nothing for any other.
 *
 *     containerOfLog('var/log/pods/default_web-0_2b2edfdb/app/0.log')   // 'app'
 */
export function containerOfLog(input: string): string | undefined {
  const [, below, flat] = CONTAINER_LOG.exec(input) ?? []
  return below ?? flat
}
