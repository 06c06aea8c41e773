import { useState } from 'preact/hooks'
import type { TypedFacts, TypedOptions } from '../reader/messages.js'
import { WORDS } from './words.js'

const FIELDS = ['timezone', 'year', 'bootTime'] as const satisfies readonly (keyof TypedFacts)[]

interface Options {
  readonly options: TypedOptions
  readonly wrong: keyof TypedFacts | undefined
  /** There are logs to read again. */
  readonly hasFiles: boolean
  change(options: TypedOptions): void
}

/** What a person can say that the logs do not, and what the answer shall have. */
export function OptionsForm({ options, wrong, hasFiles, change }: Options) {
  const [typed, setTyped] = useState(options)
  const set = (part: Partial<TypedOptions>, isSwitch: boolean) => {
    const next = { ...typed, ...part }
    setTyped(next)
    // Before there are logs, nothing waits for a button.
    if (isSwitch || !hasFiles) change(next)
  }
  return (
    <form
      class="shell-options"
      onSubmit={(event) => {
        event.preventDefault()
        change(typed)
      }}
    >
      {FIELDS.map((field) => (
        <label key={field}>
          {WORDS.fields[field]}
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder={WORDS.examples[field]}
            value={typed[field]}
            aria-invalid={wrong === field}
            aria-describedby={wrong === field ? `wrong-${field}` : undefined}
            onInput={({ currentTarget }) => set({ [field]: currentTarget.value }, false)}
          />
          {wrong === field && (
            <span class="shell-wrong" id={`wrong-${field}`} role="alert">
              {WORDS.wrong[field]}
            </span>
          )}
        </label>
      ))}
      {hasFiles && <button type="submit">{WORDS.apply}</button>}
      <Switch label={WORDS.redact} isOn={typed.redact} set={(redact) => set({ redact }, true)} />
      <Switch
        label={WORDS.cannotTell}
        isOn={typed.cannotTell}
        set={(cannotTell) => set({ cannotTell }, true)}
      />
    </form>
  )
}

function Switch({ label, isOn, set }: { label: string; isOn: boolean; set: (isOn: boolean) => void }) {
  return (
    <label class="shell-switch">
      <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => set(currentTarget.checked)} />
      {label}
    </label>
  )
}
