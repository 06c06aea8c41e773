export { renderJson, renderNdjsonRecord } from './json.js'
export { type Selection, selectEvents, type TimeBound } from './selection.js'
export { renderText, type TextOptions } from './text.js'
export { renderTimeline, type TimelineOptions } from './timeline.js'
