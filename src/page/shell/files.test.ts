import { expect, it } from 'vitest'
import { chosenFiles, chosenOf, inputOf, joined, MOST_FILES, pastedText } from './files.js'

const file = (name: string, path = '') => inputOf(new File(['x'], name, { lastModified: 1 }), path)

it('orders files as the command line reads them, folder by folder', () => {
  const paths = ['a/b/c', 'a/b.txt', 'a/b-2', 'a/B', 'a/b/a']
  const { files } = chosenOf(paths.map((path) => file('x', path)))
  expect(files.map(({ name }) => name)).toEqual(['a/B', 'a/b/a', 'a/b/c', 'a/b-2', 'a/b.txt'])
})

it('knows a file that somebody chose from one that lay in a folder', () => {
  expect([file('log').found, file('log', 'folder/log').found]).toEqual([false, true])
  const chosen = Object.assign(new File([''], 'one'), { webkitRelativePath: '' })
  expect(chosenFiles([chosen]).files[0]?.found).toBe(false)
})

it('reads no more files of a folder than it says', () => {
  const many = Array.from({ length: MOST_FILES + 1 }, (_, index) => file('x', `folder/${index}`))
  expect(chosenOf(many)).toMatchObject({ isCut: true, files: { length: MOST_FILES } })
  expect(chosenOf(many.slice(1)).isCut).toBe(false)
})

it('gives another name to what has the same, and reads the same file once', () => {
  const all = joined([file('log'), pastedText('a')], [file('log'), pastedText('b'), pastedText('c')])
  expect(all.map(({ name }) => name)).toEqual(['log', 'pasted', 'pasted (2)', 'pasted (3)'])
})
