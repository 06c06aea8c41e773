export { renderOtlpRecord } from './request.js'
export { WaitingRecords } from './waiting.js'
