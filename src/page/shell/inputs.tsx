import type { Input } from '../../record/index.js'
import { inputDoubtsOf, shortMoment, size } from '../../report/index.js'
import { WORDS } from './words.js'

/** What was read: what each input is, what it covers, and what of it was lost. */
export function Inputs({ inputs }: { inputs: readonly Input[] }) {
  const { columns } = WORDS
  return (
    <section class="shell-inputs">
      <h2 id="inputs">{WORDS.inputs}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      <section class="shell-scroll" tabIndex={0} aria-labelledby="inputs">
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.kinds}</th>
              <th scope="col">{columns.framing}</th>
              <th scope="col" class="shell-right">
                {columns.lines}
              </th>
              <th scope="col" class="shell-right">
                {columns.bytes}
              </th>
              <th scope="col">{columns.covers}</th>
              <th scope="col">{columns.doubts}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map((input, index) => (
              <Row key={index} input={input} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function Row({ input }: { input: Input }) {
  const { name, kinds, framing, lines, bytes, compression } = input
  const doubts = inputDoubtsOf(input)
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>
        {kinds.length === 0 ? WORDS.noKind : kinds.join(', ')}
        {compression !== undefined && <small>{WORDS.packed(compression)}</small>}
      </td>
      <td>{framing}</td>
      <td class="shell-right">{lines}</td>
      <td class="shell-right">{bytes === undefined ? '' : size(bytes)}</td>
      <td>{covered(input)}</td>
      <td>
        {doubts.length > 0 && (
          <ul class="shell-doubts">
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  )
}

function covered({ covers }: Input): string {
  if (covers === undefined) return ''
  const [from, to] = [shortMoment(covers.from), shortMoment(covers.to)]
  return from === to ? from : `${from} to ${to}`
}
