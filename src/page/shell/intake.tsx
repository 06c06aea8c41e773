import { useRef, useState } from 'preact/hooks'
import { type Chosen, chosenFiles, pastedText } from './files.js'
import { WORDS } from './words.js'

/** The ways in, beside dropping: files, a folder, text. */
export function Intake({ add }: { add: (chosen: Chosen) => void }) {
  const [isPasting, setPasting] = useState(false)
  return (
    <div class="shell-intake">
      <Chooser label={WORDS.chooseFiles} add={add} />
      <Chooser label={WORDS.chooseFolder} add={add} isFolder />
      <button type="button" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
        {WORDS.pasteText}
      </button>
      {isPasting && (
        <Paste
          add={(text) => {
            setPasting(false)
            add({ files: [pastedText(text)], isCut: false })
          }}
        />
      )}
    </div>
  )
}

function Chooser({
  label,
  add,
  isFolder = false,
}: {
  label: string
  add: (chosen: Chosen) => void
  isFolder?: boolean
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        {...(isFolder ? { webkitdirectory: true } : { multiple: true })}
        onChange={({ currentTarget }) => {
          add(chosenFiles(currentTarget.files ?? []))
          // The same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function Paste({ add }: { add: (text: string) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      class="shell-paste"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') add(text)
      }}
    >
      <label>
        {WORDS.pasteLabel}
        <textarea
          rows={8}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={text.trim() === ''}>
        {WORDS.readPasted}
      </button>
    </form>
  )
}
