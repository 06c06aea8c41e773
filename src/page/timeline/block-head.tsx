import type { Block } from './blocks.js'
import { idsOf } from './marks.js'
import { WORDS } from './words.js'

interface HeadProps {
  readonly block: Block
  readonly left: number
  toggle(): void
}

/** A machine's name above its lanes, which opens and closes them. */
export function BlockHead({ block, left, toggle }: HeadProps) {
  const { group, isClosed } = block
  const { host, boot } = group
  const name = [host === '' ? WORDS.noHost : host, ...(boot === undefined ? [] : [WORDS.boot(boot)])].join(
    ', ',
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button of HTML cannot stand in a drawing
    <g
      class="timeline-head"
      role="button"
      tabIndex={0}
      aria-expanded={!isClosed}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        toggle()
      }}
    >
      <rect x={-left} width={100_000} height={23} />
      <text x={8 - left} y={16}>
        {isClosed ? '▸' : '▾'} {name}{' '}
        <tspan class="timeline-muted">
          {WORDS.several(group.marks.reduce((sum, mark) => sum + idsOf(mark).length, 0))}
        </tspan>
      </text>
    </g>
  )
}
