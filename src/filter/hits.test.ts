import { expect, it } from 'vitest'
import { anchor, confirmedByWords } from '../grammar/index.js'
import { Hits } from './hits.js'
import { Scanner } from './scanner.js'

it('asks once where a line has very many hits that it does not confirm', () => {
  let asked = 0
  const words = confirmedByWords(['kube'], 'behind')
  const confirm = Object.assign(
    (...args: Parameters<typeof words>) => {
      asked++
      return words(...args)
    },
    { ofLine: true as const },
  )
  const anchors = [anchor('Started ', confirm)]
  const scanner = Scanner.create(anchors.map(({ places }) => ({ bytes: places })))
  if (scanner === undefined) throw new Error('no WebAssembly here')
  const text = Buffer.from(`${'Started '.repeat(100_000)}\nStarted x\nStarted kubelet\n`)
  scanner.memory.set(text)
  const hits = new Hits(scanner, anchors)
  hits.begin(0, text.length)
  expect(hits.next(0)).toBe(text.length - 'Started kubelet\n'.length)
  expect(asked).toBe(3)
})
