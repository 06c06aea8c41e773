import * as z from 'zod'
import { documentSchema, SCHEMA_NAME } from './document.js'

/**
 * The JSON Schema (2020-12) of a document, made from the zod schemas: what `oomparse schema` prints and what the package
 * has as `oomparse/schema/1.json`. Keys that it does not name are allowed: later versions add some.
 *
 * @example
 * new Ajv2020().validate(documentJsonSchema(), document)
 */
export function documentJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(documentSchema, { io: 'input' })
  return { $schema, $id: `urn:${SCHEMA_NAME.replace('/', ':')}`, title: SCHEMA_NAME, ...rest }
}
