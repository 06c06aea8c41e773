import type { InputFile } from '../reader/messages.js'

/** Of a folder so many files are read, and so deep. */
const MOST_FILES = 5000
const DEEPEST = 24

/** Files that were chosen, and whether there were more than are read. */
export interface Chosen {
  readonly files: readonly InputFile[]
  readonly isCut: boolean
}

/** Of an `<input type="file">`, with `webkitdirectory` or without. */
export function chosenFiles(list: Iterable<File>): Chosen {
  return cut([...list].map((file) => inputOf(file, file.webkitRelativePath)))
}

/** What was dropped, folders with all that is in them. Must be called while the event is handled. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<Chosen> {
  const entries = [...items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []))
  // Of what is no entry of a file system (a picture of another page) there is only the file.
  if (entries.length === 0) return chosenFiles(files)
  const found: InputFile[] = []
  for (const entry of entries) await collect(entry, '', DEEPEST, found)
  return cut(found)
}

export function pastedText(text: string): InputFile {
  return { name: 'pasted', blob: new Blob([text]), found: false }
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

async function collect(
  entry: FileSystemEntry,
  folder: string,
  depth: number,
  found: InputFile[],
): Promise<void> {
  if (found.length > MOST_FILES || depth === 0) return
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`
  if (isFile(entry)) found.push(inputOf(await fileOf(entry), folder === '' ? '' : path))
  else if (isFolder(entry))
    for (const inner of await entriesOf(entry)) await collect(inner, path, depth - 1, found)
}

/** The browser gives a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  while (all.length <= MOST_FILES) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) break
    all.push(...some)
  }
  return all
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

/** @param path below the folder that was chosen; empty for a file that was chosen itself */
function inputOf(file: File, path: string): InputFile {
  return {
    name: path === '' ? file.name : path,
    blob: file,
    writtenMs: file.lastModified,
    found: path !== '',
  }
}

/** In the order in which the command line reads them: by name, folder by folder. */
function cut(files: readonly InputFile[]): Chosen {
  const ordered = files.toSorted((one, other) => compared(one.name.split('/'), other.name.split('/')))
  return { files: ordered.slice(0, MOST_FILES), isCut: ordered.length > MOST_FILES }
}

function compared(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((name, index) => name !== other[index])
  const [a = '', b = ''] = [one[at], other[at]]
  return a === b ? 0 : a < b ? -1 : 1
}
