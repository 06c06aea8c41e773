export { type Selection, selectEvents, type TimeBound } from '../select/index.js'
export { counted, limitSize, percent, size, sizeAndKilobytes } from './bytes.js'
export { withoutFolder } from './common-folder.js'
export { type Composed, type CompositionRow, composed } from './details/composition.js'
export { zoneName } from './details/zone-name.js'
export { ZONE_COLUMNS } from './details/zones.js'
export { PARTS, problem } from './doubts.js'
export { eventLine } from './event-line.js'
export { VERDICTS } from './findings.js'
export { groupsOf } from './groups.js'
export { type Fact, factsOf } from './head/facts.js'
export { fillingWords } from './head/filled.js'
export { weighed } from './head/finding-lines.js'
export { inFull } from './head/fit.js'
export type { PageData, RawPart } from './html/index.js'
export { inputDoubtsOf, kernelMessagesHint } from './inputs.js'
export { jsonPieces, renderJson, renderNdjsonRecord } from './json.js'
export { renderLatest } from './latest.js'
export type { RawOf } from './markdown/index.js'
export { moment, shortMoment } from './moment.js'
export { name, process } from './name.js'
export { renderOneline } from './oneline.js'
export { outcome } from './outcome.js'
export { owner } from './owner.js'
export { limitPath, shortPlace } from './place.js'
export { stamp } from './stamp.js'
export { type MarkedTask, marksOf, tasksHeadline } from './tasks.js'
export { renderText, type TextOptions } from './text.js'
export { renderTimeline, type TimelineOptions } from './timeline.js'
export { triggerInFull } from './trigger.js'
export { COUNTERS } from './usage.js'
export { SHORT_WHY, victimInFull } from './victims.js'
export { visible, visibleDocument, visibleOf } from './visible.js'

/** Loaded when they are asked for: the report on a terminal does not wait for them. */
export const loadMarkdown = () => import('./markdown/index.js')
export const loadCsv = () => import('./csv/index.js')
export const loadPrometheus = () => import('./prometheus/index.js')
export const loadOtlp = () => import('./otlp/index.js')
export const loadHtml = () => import('./html/index.js')

/** The rows of the timeline, for the page. */
export { columnsOf, firstColumns } from './columns.js'
export { inOrder } from './findings.js'
export { fold, type Row } from './fold.js'
export { clockNote } from './log-clock.js'
export { withAmounts } from './sheet.js'
export { dated } from './stamp.js'
export { type Cells, cellsOf, firstOf } from './timeline-cells.js'
