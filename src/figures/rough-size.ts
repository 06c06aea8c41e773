const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/**
 * An amount in the unit that a human would take: three digits, and two places of GiB and more, in which limits are compared.
 * The rest is cut off and not rounded: what is shown is there. Findings and reports both have it from here, so that one
 * amount is the same words on one screen.
 *
 *     roughSize(27968328 * 1024)   // '26.67 GiB'
 */
export function roughSize(bytes: number): string {
  if (Math.abs(bytes) < 1024) return `${bytes} B`
  let value = bytes
  let unit: string = 'B'
  for (const next of UNITS) {
    if (Math.abs(value) < 1024) break
    value /= 1024
    unit = next
  }
  const places = unit === 'KiB' || unit === 'MiB' ? placesOf(Math.abs(value)) : 2
  return `${(Math.trunc(value * 10 ** places) / 10 ** places).toFixed(places)} ${unit}`
}

function placesOf(value: number): number {
  if (value >= 100) return 0
  return value >= 10 ? 1 : 2
}
