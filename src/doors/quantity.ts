/**
 * `oomparse/quantity`: amounts as Kubernetes writes them (`1.5Gi`, `100m`), exactly, without the rest.
 *
 * @module
 */
export {
  type NoQuantity,
  parseQuantity,
  type Quantity,
  type QuantityFormat,
  quantityToBytes,
} from '../klog/quantity.js'
export { formatQuantity } from '../klog/quantity-format.js'
export type { Problem } from '../record/index.js'
