/** Nodes as the kernel prints a nodemask: `0-1,3`. */
export type NodeList = readonly (readonly [first: number, last: number])[]

/** undefined where no list is given: `(null)` is no restriction. */
export function readNodeList(printed: string | undefined): NodeList | undefined {
  if (printed === undefined || printed.length > 4096 || !/^[0-9][0-9,-]*$/.test(printed)) return undefined
  const ranges: [number, number][] = []
  for (const part of printed.split(',')) {
    const range = /^([0-9]{1,6})(?:-([0-9]{1,6}))?$/.exec(part)
    if (range === null) return undefined
    const first = Number(range[1])
    ranges.push([first, range[2] === undefined ? first : Number(range[2])])
  }
  return ranges
}

export function hasNode(list: NodeList, node: number): boolean {
  return list.some(([first, last]) => first <= node && node <= last)
}
