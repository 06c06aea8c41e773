export { localMs, minutesOf, readStamp, type Stamp, type StampForm } from './stamp.js'
