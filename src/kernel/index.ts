export { Assembler, type Gap } from './assembler.js'
export { readBoot } from './boot.js'
export { finish } from './finish.js'
export { isKernels } from './senders.js'
