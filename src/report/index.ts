export { renderJson, renderNdjsonRecord } from './json.js'
export { renderText, type TextOptions } from './text.js'
