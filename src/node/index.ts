export { type Listed, listFiles } from './list-files.js'
export { type OpenInput, readChunks, reasonOf, UnreadableInput } from './read-chunks.js'
export { isSameFile, type Output, standardOutput, writeOutput } from './write-output.js'
