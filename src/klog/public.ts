/** The package's second door, `oomparse/klog`: klog, Go values and Kubernetes quantities as data, without the rest. */
export { parseGoDuration } from './duration.js'
export { type KlogEntry, type KlogPair, valueIn } from './entry.js'
export type { GoList, GoMap, GoScalar, GoStruct, GoValue } from './go-tree.js'
export { parseGoValue } from './go-value.js'
export { type ParseKlogOptions, parseKlog } from './parse.js'
export {
  type NoQuantity,
  parseQuantity,
  type Quantity,
  type QuantityFormat,
  quantityToBytes,
} from './quantity.js'
export { formatQuantity } from './quantity-format.js'
export { unquoteGo } from './quote.js'
