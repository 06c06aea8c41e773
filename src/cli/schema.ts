import { documentJsonSchema } from '../record/json-schema.js'

/** The JSON Schema of `--format json`. Loaded only when asked for: zod costs more to start than all the rest. */
export function renderSchema(): string {
  return `${JSON.stringify(documentJsonSchema(), null, 2)}\n`
}
