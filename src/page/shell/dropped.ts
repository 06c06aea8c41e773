import type { InputFile } from '../reader/messages.js'
import type { Chosen } from './files.js'
import { chosenOf, inputOf, MOST_FILES } from './files.js'

const DEEPEST = 24

/** What is known of a file system by either of the two ways of browsers. */
type Found = FileSystemHandle | FileSystemEntry

/** Chromium's way: on a page from a file it gives the files of no other. */
interface HandleItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/** What was dropped, folders with all that is in them. Must be called while the event is handled. */
export async function droppedFiles({ items }: DataTransfer): Promise<Chosen> {
  const dropped = [...items].flatMap((item) => (item.kind === 'file' ? [takenOf(item)] : []))
  const found: InputFile[] = []
  for (const one of dropped) {
    const folder = await one.folder
    if (folder !== undefined) await collect(folder, '', DEEPEST, found)
    else if (one.file !== null) found.push(inputOf(one.file, ''))
  }
  return chosenOf(found)
}

function takenOf(item: HandleItem): { file: File | null; folder: Promise<Found | undefined> } {
  const file = item.getAsFile()
  const entry = item.webkitGetAsEntry()
  const isFolder = entry?.isDirectory === true
  const handle = isFolder ? item.getAsFileSystemHandle?.() : undefined
  return {
    file,
    folder: isFolder
      ? (handle ?? Promise.resolve(null)).then((one) => one ?? entry)
      : Promise.resolve(undefined),
  }
}

async function collect(one: Found, folder: string, depth: number, found: InputFile[]): Promise<void> {
  if (found.length > MOST_FILES || depth === 0) return
  const path = folder === '' ? one.name : `${folder}/${one.name}`
  if (isFile(one)) found.push(inputOf(await fileOf(one), path))
  else for (const inner of await within(one)) await collect(inner, path, depth - 1, found)
}

async function within(folder: Found): Promise<Found[]> {
  const all: Found[] = []
  if ('kind' in folder) {
    for await (const inner of (folder as FileSystemDirectoryHandle).values()) {
      if (all.push(inner) > MOST_FILES) break
    }
    return all
  }
  // A hundred at a time.
  const reader = (folder as FileSystemDirectoryEntry).createReader()
  while (all.length <= MOST_FILES) {
    const some = await new Promise<Found[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    all.push(...some)
  }
  return all
}

function isFile(one: Found): one is FileSystemFileHandle | FileSystemFileEntry {
  return 'kind' in one ? one.kind === 'file' : one.isFile
}

function fileOf(one: FileSystemFileHandle | FileSystemFileEntry): Promise<File> {
  return 'kind' in one ? one.getFile() : new Promise((resolve, reject) => one.file(resolve, reject))
}
