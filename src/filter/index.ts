export { type FilterSink, LineFilter } from './line-filter.js'
export { Scanner } from './scanner.js'
