/**
 * `oomparse/node`: files, directories, compressed logs, and logs that grow. The only door that needs Node.js.
 *
 * @module
 */
export {
  type Compression,
  type FileTime,
  type FollowOptions,
  follow,
  type Listed,
  listFiles,
  type OpenInput,
  parseFiles,
  readChunks,
  readFileTime,
  streamFile,
  UnreadableInput,
} from '../node/index.js'
export type { BundleOptions, ParseOptions, StatedFile } from '../options.js'
export type { Document, StreamRecord } from '../record/index.js'
