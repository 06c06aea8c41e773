import { quantityToBytes } from '../klog/index.js'

/** The bytes of a Kubernetes quantity; nothing for what is none, is not exact, or is less than nothing. */
export function bytesOf(quantity: string | undefined): number | undefined {
  const bytes = quantity === undefined ? undefined : quantityToBytes(quantity)
  return bytes === undefined || bytes < 0 ? undefined : bytes
}
