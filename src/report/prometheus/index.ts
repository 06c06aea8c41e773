export { Exposition, renderPrometheus } from './exposition.js'
