import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PageData } from '../data.js'
import type { InputFile, Progress, TypedFacts, TypedOptions } from '../reader/messages.js'
import { shownDocument, shownRaw } from '../shown.js'
import { type Chosen, joined } from './files.js'
import { Parser } from './parser.js'
import { WORDS } from './words.js'

/** What the page is about at the moment. */
export interface LogState {
  /** The answer, as it is shown. */
  readonly data: PageData | undefined
  /** Which logs it is made of; none where it was put into the page. */
  readonly files: readonly InputFile[]
  /** The folder that all inputs lie in, with its slash. */
  readonly folder: string
  readonly options: TypedOptions
  /** While logs are read. */
  readonly progress: Progress | undefined
  readonly wrong: keyof TypedFacts | undefined
  readonly failure: string | undefined
  /** A folder had more files than are read. */
  readonly isCut: boolean
}

/** What is to be read, and how. */
type Asked = Pick<LogState, 'files' | 'options' | 'isCut'>

export interface Logs extends LogState {
  readonly parser: Parser
  add(chosen: Chosen): void
  change(options: TypedOptions): void
  cancel(): void
  /** What was dropped cannot be read at all. */
  fail(message: string): void
}

/** The parser is started ahead of the first log, but not while the page is drawn. */
const AFTER_OPENING_MS = 200

const OPTIONS: TypedOptions = { timezone: '', year: '', bootTime: '', redact: false, cannotTell: false }

/** The logs of the page: what was dropped is read by the parser, and read again when options change. */
export function useLogs(initial: PageData | undefined): Logs {
  const [state, setState] = useState(() => beginning(initial))
  const parser = useMemo(() => new Parser(), [])
  const stop = useRef(() => {})
  /** What the answer is made of, or will be when the reading is at its end. */
  const asked = useRef(askedOf(state))
  useEffect(() => {
    if (initial !== undefined) return
    const timer = setTimeout(() => void parser.start(), AFTER_OPENING_MS)
    return () => clearTimeout(timer)
  }, [initial, parser])
  const update = (part: Partial<LogState>) => setState((before) => ({ ...before, ...part }))

  const read = (ask: Asked) => {
    stop.current()
    asked.current = ask
    const ofBytes = ask.files.reduce((sum, { blob }) => sum + blob.size, 0)
    update({ progress: { bytes: 0, ofBytes, ooms: 0 }, wrong: undefined, failure: undefined })
    stop.current = parser.read(ask.files, ask.options, {
      progress: (progress) => update({ progress }),
      read: (data, folder) => update({ ...askedOf(ask), data, folder, progress: undefined }),
      raw: (raw) =>
        setState((before) =>
          before.data === undefined ? before : { ...before, data: { ...before.data, raw } },
        ),
      refused: (wrong) => update({ wrong, progress: undefined }),
      failed: (message) => update({ failure: WORDS.failure(message), progress: undefined }),
    })
  }
  return {
    ...state,
    parser,
    add: ({ files, isCut }) => {
      const { current } = asked
      if (files.length > 0)
        read({ ...current, files: joined(current.files, files), isCut: isCut || current.isCut })
    },
    change: (options) => {
      if (asked.current.files.length > 0) read({ ...asked.current, options })
      else asked.current = { ...asked.current, options }
    },
    fail: (message) => update({ failure: WORDS.notGiven(message) }),
    cancel: () => {
      stop.current()
      asked.current = askedOf(state)
      update({ progress: undefined })
    },
  }
}

function askedOf({ files, options, isCut }: Asked): Asked {
  return { files, options, isCut }
}

function beginning(initial: PageData | undefined): LogState {
  const nothing = { files: [], options: OPTIONS, isCut: false }
  const quiet = { progress: undefined, wrong: undefined, failure: undefined }
  if (initial === undefined) return { data: undefined, folder: '', ...nothing, ...quiet }
  const { document, folder } = shownDocument(initial.document)
  return { data: { document, raw: shownRaw(initial.raw, folder) }, folder, ...nothing, ...quiet }
}
