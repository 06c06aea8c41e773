/** How often a property is tried: `OOMPARSE_RUNS=20` tries twenty times as often as CI. */
export function runs(usual: number): number {
  return Math.ceil(usual * Number(process.env.OOMPARSE_RUNS ?? 1))
}
