import { useEffect, useRef, useState } from 'preact/hooks'
import { droppedFiles } from './dropped.js'
import { type Chosen, chosenFiles, pastedText } from './files.js'

/** What is done with files and folders that come, and with one that the browser does not give. */
interface Taker {
  add(chosen: Chosen): void
  fail(message: string): void
}

/** Takes what is dropped or pasted anywhere on the page. True while something is held over it. */
export function useDrop({ add, fail }: Taker): boolean {
  const [isOver, setOver] = useState(false)
  const take = useRef({ add, fail })
  take.current = { add, fail }
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      // Out of the window, and not onto another element of it.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer === null) return
      droppedFiles(event.dataTransfer).then(
        (chosen) => take.current.add(chosen),
        (error: unknown) => take.current.fail(error instanceof Error ? error.message : String(error)),
      )
    }
    const onPaste = ({ clipboardData, target }: ClipboardEvent) => {
      if (clipboardData === null || isField(target)) return
      const text = clipboardData.getData('text/plain')
      if (clipboardData.files.length > 0) take.current.add(chosenFiles(clipboardData.files))
      else if (text.trim() !== '') take.current.add({ files: [pastedText(text)], isCut: false })
    }
    addEventListener('dragover', onOver)
    addEventListener('dragleave', onLeave)
    addEventListener('drop', onDrop)
    addEventListener('paste', onPaste)
    return () => {
      removeEventListener('dragover', onOver)
      removeEventListener('dragleave', onLeave)
      removeEventListener('drop', onDrop)
      removeEventListener('paste', onPaste)
    }
  }, [])
  return isOver
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
}
