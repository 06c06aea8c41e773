/**
 * `oomparse/klog`: klog, Go values and Kubernetes quantities as data, without the rest.
 *
 * @module
 */
export {
  formatQuantity,
  type GoList,
  type GoMap,
  type GoScalar,
  type GoStruct,
  type GoValue,
  type KlogEntry,
  type KlogPair,
  type NoQuantity,
  type ParseKlogOptions,
  parseGoDuration,
  parseGoValue,
  parseKlog,
  parseQuantity,
  type Quantity,
  type QuantityFormat,
  quantityToBytes,
  unquoteGo,
  valueIn,
} from '../klog/index.js'
export type { At, FramingName, LogLine, Problem } from '../record/index.js'
