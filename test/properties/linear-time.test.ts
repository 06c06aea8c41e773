import { describe, expect, it } from 'vitest'
import { parse, parseAll } from '../../src/index.js'
import { renderJson, renderText } from '../../src/report/index.js'
import { renderMarkdown } from '../../src/report/markdown/index.js'
import { HEAD, HOSTILE_INPUTS, STAMP } from '../support/hostile-inputs.js'
import { runs } from '../support/runs.js'

/** Characters of the smaller input; the larger has eight times as many. */
const SMALL = 30_000 * runs(1)
const TIMES = 8
/** Linear is 8, quadratic 64: between them there is room for a machine that does other things. */
const MOST_RATIO = 24
/** Below this a ratio is noise; a quadratic cost of such inputs takes seconds. */
const UNSEEN_MS = 120
const ENOUGH_MS = 3000

/** The least of three, or of as many as fit into some seconds: what the machine does besides only adds. */
function timeOf(run: () => void): number {
  const times: number[] = []
  for (let spent = 0; times.length < 3 && spent < ENOUGH_MS; ) {
    const begin = performance.now()
    run()
    const time = performance.now() - begin
    times.push(time)
    spent += time
  }
  return Math.min(...times)
}

function expectLinear(run: (length: number) => void): void {
  const small = timeOf(() => run(SMALL))
  const large = timeOf(() => run(SMALL * TIMES))
  expect(large, `${small.toFixed(1)} ms for an eighth`).toBeLessThan(Math.max(UNSEEN_MS, small * MOST_RATIO))
}

describe('eight times the input takes about eight times the time', () => {
  it.each(Object.keys(HOSTILE_INPUTS))('%s, parsed', (name) => {
    expectLinear((length) => parse(HOSTILE_INPUTS[name]?.(length) ?? ''))
  })

  it.each(Object.keys(HOSTILE_INPUTS))('%s, in a folder with others, as a report and as JSON', (name) => {
    expectLinear((length) => {
      const document = parseAll([
        { name: 'a.log', log: HOSTILE_INPUTS[name]?.(length) ?? '' },
        { name: 'b.log', log: `${STAMP}${HEAD}` },
      ])
      const options = { all: true, cannotTell: true, colour: false, width: 120, details: true }
      renderText(document, options)
      renderMarkdown(document, options)
      renderJson(document)
    })
  })
})

it('would see a quadratic cost', () => {
  const quadratic = (length: number) => {
    let found = 0
    for (let i = 0; i < length; i += 20) for (let j = 0; j < i; j += 2) found += i ^ j
    return found
  }
  expect(() => expectLinear(quadratic)).toThrow()
})
