import type { Block } from './blocks.js'
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
      aria-label={WORDS.collapse(name)}
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
        <tspan class="timeline-muted">{WORDS.several(group.events.length)}</tspan>
      </text>
    </g>
  )
}
