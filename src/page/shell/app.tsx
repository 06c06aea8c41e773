import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type { OomEvent } from '../../record/index.js'
import type { PageData, Place, RawPart } from '../data.js'
import { Page, type PageContext } from '../ui/page-context.js'
import { Answer } from './answer.js'
import { Empty } from './empty.js'
import { Header } from './header.js'
import { ProgressBar } from './progress.js'
import { RawLinesOf } from './raw-lines.js'
import { RawPanel } from './raw-panel.js'
import { useDrop } from './use-drop.js'
import { useLogs } from './use-logs.js'
import { useShown } from './use-shown.js'
import { WORDS } from './words.js'

/** The whole page. */
export function App({ initial, isDamaged }: { initial: PageData | undefined; isDamaged: boolean }) {
  const logs = useLogs(initial)
  const isOver = useDrop({ add: logs.add, fail: logs.fail })
  const { data, progress, failure } = logs
  const ooms = useMemo(
    () => (data?.document.events ?? []).filter((event): event is OomEvent => event.type === 'oom'),
    [data?.document],
  )
  useEffect(() => {
    document.title = data === undefined ? WORDS.name : `${WORDS.ooms(ooms.length)} – ${WORDS.name}`
  }, [data, ooms])
  return (
    <>
      <Header logs={logs} embedded={initial} />
      <main class="shell-main" aria-busy={progress !== undefined}>
        {isDamaged && (
          <p class="shell-failure" role="alert">
            {WORDS.damaged}
          </p>
        )}
        {failure !== undefined && (
          <p class="shell-failure" role="alert">
            {failure}
          </p>
        )}
        {progress !== undefined && <ProgressBar progress={progress} cancel={logs.cancel} />}
        {data === undefined && progress === undefined && <Empty logs={logs} />}
        {data !== undefined && (
          <Context data={data} ooms={ooms} explain={logs.parser.explain}>
            <Answer ooms={ooms} folder={logs.folder} isCut={logs.isCut} />
          </Context>
        )}
      </main>
      {isOver && (
        <div class="shell-over" aria-hidden="true">
          {WORDS.drop}
        </div>
      )}
    </>
  )
}

interface Context {
  readonly data: PageData
  readonly ooms: readonly OomEvent[]
  readonly explain: PageContext['explain']
  readonly children: ComponentChildren
}

/** What the parts of an answer can ask for, and the lines that they open. */
function Context({ data, ooms, explain, children }: Context) {
  const { shown, show } = useShown(ooms)
  const [open, setOpen] = useState<{ place: Place; part: RawPart }>()
  const raw = useMemo(() => new RawLinesOf(data.raw), [data.raw])
  const showLines = useCallback(
    (place: Place) => {
      const part = raw.partOf(place)
      if (part !== undefined) setOpen({ place, part })
    },
    [raw],
  )
  const context = useMemo(
    (): PageContext => ({
      data,
      shown,
      show,
      hasLines: (place) => raw.partOf(place) !== undefined,
      showLines,
      explain,
    }),
    [data, shown, show, raw, showLines, explain],
  )
  return (
    <Page.Provider value={context}>
      {children}
      {open !== undefined && <RawPanel {...open} close={() => setOpen(undefined)} />}
    </Page.Provider>
  )
}
