export { type MarkdownOptions, rawSources, renderMarkdown } from './markdown.js'
export type { RawOf } from './raw.js'
