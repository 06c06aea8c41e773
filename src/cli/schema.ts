import * as z from 'zod'
import { documentSchema } from '../record/index.js'

/** The JSON Schema of `--format json`. Loaded only when asked for: zod costs more to start than all the rest. */
export function renderSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(documentSchema), null, 2)}\n`
}
