export { parseGoDuration } from './duration.js'
export { type KlogEntry, type KlogPair, valueIn } from './entry.js'
export type { GoList, GoMap, GoScalar, GoStruct, GoValue } from './go-tree.js'
export { goTextAt, goValueAt, parseGoValue } from './go-value.js'
export { type LogrusEntry, readLogrus } from './logrus.js'
export { type ParseKlogOptions, parseKlog } from './parse.js'
export {
  type NoQuantity,
  parseQuantity,
  type Quantity,
  type QuantityFormat,
  quantityOfStruct,
  quantityToBytes,
} from './quantity.js'
export { formatQuantity } from './quantity-format.js'
export { unquoteGo } from './quote.js'
export { KlogReader, type KlogReaderOptions } from './reader.js'
