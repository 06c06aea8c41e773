import type { Random } from './random.js'

/** What stands in braces in a template. */
const FIELDS: Readonly<Record<string, (random: Random) => string>> = {
  pid: (random) => String(300 + random(32_000)),
  port: (random) => String(32_768 + random(28_000)),
  ip: (random) => `10.${random(256)}.${random(256)}.${1 + random(254)}`,
  n: (random) => String(random(10)),
  nn: (random) => String(10 + random(90)),
  nnn: (random) => String(100 + random(900)),
  nnnnn: (random) => String(10_000 + random(90_000)),
  hex: (random) =>
    random(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  user: (random) => ['deploy', 'backup', 'root', 'ubuntu', 'ansible'][random(5)] ?? 'root',
  path: (random) => ['items', 'orders', 'users/me', 'search', 'health', 'static/app.js'][random(6)] ?? '',
  status: (random) => ['200', '200', '200', '200', '304', '404', '301', '500'][random(8)] ?? '200',
}

/** Makes a template into a function that fills in its fields. */
export function template(text: string): (random: Random) => string {
  // Every second part is the name of a field.
  const parts = text.split(/\{(\w+)\}/)
  const fields = parts.filter((_, index) => index % 2 === 1).map(fieldNamed)
  const fixed = parts.filter((_, index) => index % 2 === 0)
  return (random) => {
    let line = fixed[0] ?? ''
    for (const [index, field] of fields.entries()) line += field(random) + (fixed[index + 1] ?? '')
    return line
  }
}

function fieldNamed(name: string): (random: Random) => string {
  const field = FIELDS[name]
  if (field === undefined) throw new Error(`no field {${name}}`)
  return field
}
