/** An amount of the limit of all pods, where the axis has it. */
export interface LimitPoint {
  readonly id: string
  readonly atMs: number
  readonly bytes: number
  /**
   * hit: printed by an OOM; read: from the cgroup; held: the property of systemd; computed: reckoned from the kubelet's
   * configuration; allocatable: of the node object.
   */
  readonly kind: 'hit' | 'read' | 'held' | 'computed' | 'allocatable'
}
