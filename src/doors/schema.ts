/**
 * `oomparse/schema`: the record contract as zod schemas and as JSON Schema. The only door that always loads zod.
 *
 * @module
 */
export * from '../record/index.js'
export { documentJsonSchema } from '../record/json-schema.js'
