export { type Selection, selectEvents, type TimeBound } from '../select/index.js'
export { jsonPieces, renderJson, renderNdjsonRecord } from './json.js'
export { renderLatest } from './latest.js'
export type { RawOf } from './markdown/index.js'
export { renderOneline } from './oneline.js'
export { renderText, type TextOptions } from './text.js'
export { renderTimeline, type TimelineOptions } from './timeline.js'

/** Loaded when they are asked for: the report on a terminal does not wait for them. */
export const loadMarkdown = () => import('./markdown/index.js')
export const loadCsv = () => import('./csv/index.js')
export const loadPrometheus = () => import('./prometheus/index.js')
export const loadOtlp = () => import('./otlp/index.js')
