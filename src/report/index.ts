export { type Selection, selectEvents, type TimeBound } from '../select/index.js'
export type { PageData, RawPart } from './html/index.js'
export { jsonPieces, renderJson, renderNdjsonRecord } from './json.js'
export { renderLatest } from './latest.js'
export type { RawOf } from './markdown/index.js'
export { renderOneline } from './oneline.js'
export { renderText, type TextOptions } from './text.js'
export { renderTimeline, type TimelineOptions } from './timeline.js'
export { visible, visibleDocument, visibleOf } from './visible.js'

/** Loaded when they are asked for: the report on a terminal does not wait for them. */
export const loadMarkdown = () => import('./markdown/index.js')
export const loadCsv = () => import('./csv/index.js')
export const loadHtml = () => import('./html/index.js')
