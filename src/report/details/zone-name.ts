/** `node 0 Normal`; kernels without NUMA print no node. */
export function zoneName({
  node,
  zone,
}: {
  readonly node?: number | undefined
  readonly zone: string
}): string {
  return node === undefined ? zone : `node ${node} ${zone}`
}
