import type { KillFact } from './fact.js'

const MOST_SPLITS = 16

/**
 * Who was killed and whose pressure it was, out of `{killed}{between}{under pressure}`. Whoever names a cgroup can put
 * the words between them into it; oomd kills only at or below the one that it watches, which tells the right place.
 */
export function splitPressure(text: string, between: string): Partial<KillFact> | undefined {
  const splits: { readonly cgroup: string; readonly pressureCgroup: string }[] = []
  let at = text.indexOf(between)
  while (at >= 0 && splits.length < MOST_SPLITS) {
    splits.push({ cgroup: text.slice(0, at), pressureCgroup: text.slice(at + between.length) })
    at = text.indexOf(between, at + 1)
  }
  if (splits.length === 0) return undefined
  if (splits.length === 1) return splits[0]
  const [only, ...others] = at < 0 ? splits.filter(isBelow) : []
  if (only !== undefined && others.length === 0) return only
  const message =
    'a name in the line has the words that stand between the two cgroups: which they are is not known'
  return { problems: [{ code: 'ambiguous-cgroup', message }] }
}

function isBelow({
  cgroup,
  pressureCgroup,
}: {
  readonly cgroup: string
  readonly pressureCgroup: string
}): boolean {
  return cgroup === pressureCgroup || cgroup.startsWith(pressureCgroup === '/' ? '/' : `${pressureCgroup}/`)
}
