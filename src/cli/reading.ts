// One door to all that reads logs: what is loaded together is one file of the program.
export { follow } from './follow.js'
export { read } from './read.js'
