import type { InputFile } from '../reader/messages.js'

/** Of folders so many files are read. */
export const MOST_FILES = 5000

/** Files that were chosen, and whether there were more than are read. */
export interface Chosen {
  readonly files: readonly InputFile[]
  readonly isCut: boolean
}

/** Of an `<input type="file">`, with `webkitdirectory` or without. */
export function chosenFiles(list: Iterable<File>): Chosen {
  return chosenOf([...list].map((file) => inputOf(file, file.webkitRelativePath)))
}

export function pastedText(text: string): InputFile {
  return { name: 'pasted', blob: new Blob([text]), found: false }
}

/** @param path below the folder that was chosen; empty for a file that was chosen itself */
export function inputOf(file: File, path: string): InputFile {
  return {
    name: path === '' ? file.name : path,
    blob: file,
    writtenMs: file.lastModified,
    found: path !== '',
  }
}

/** In the order in which the command line reads them: by name, folder by folder. */
export function chosenOf(files: readonly InputFile[]): Chosen {
  const ordered = files.toSorted((one, other) => compared(one.name.split('/'), other.name.split('/')))
  return { files: ordered.slice(0, MOST_FILES), isCut: ordered.length > MOST_FILES }
}

/** All of both; a name that is taken gets a number, and the same file is not read twice. */
export function joined(before: readonly InputFile[], added: readonly InputFile[]): InputFile[] {
  const all = [...before]
  for (const file of added) {
    if (all.some((one) => isSame(one, file))) continue
    let name = file.name
    for (let number = 2; all.some((one) => one.name === name); number++) name = `${file.name} (${number})`
    all.push({ ...file, name })
  }
  return all
}

function isSame(one: InputFile, other: InputFile): boolean {
  return (
    one.name === other.name &&
    one.writtenMs !== undefined &&
    one.writtenMs === other.writtenMs &&
    one.blob.size === other.blob.size
  )
}

function compared(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((name, index) => name !== other[index])
  const [a = '', b = ''] = [one[at], other[at]]
  return a === b ? 0 : a < b ? -1 : 1
}
