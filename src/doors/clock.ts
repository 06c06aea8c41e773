/**
 * `oomparse/clock`: stamps as logs print them, and the instants that they mean.
 *
 * @module
 */
export {
  type InstantOfOptions,
  instantOf,
  type StampInstant,
} from '../clock/index.js'
export { isTimezone, readStamp, type Stamp, type StampForm } from '../stamp/index.js'
