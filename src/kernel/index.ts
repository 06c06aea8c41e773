export { Assembler, type Gap } from './assembler.js'
export { atOf } from './at.js'
export { type FinishOptions, finish } from './finish.js'
export { isKernels } from './senders.js'
