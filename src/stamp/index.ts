export { localMs, minutesOf, readStamp, type Stamp, type StampForm } from './stamp.js'
export { isOffset, isTimezone } from './zone-name.js'
