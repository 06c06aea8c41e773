import { useEffect, useState } from 'preact/hooks'
import { WORDS } from './words.js'

const SCHEMES = ['system', 'light', 'dark'] as const
type Scheme = (typeof SCHEMES)[number]
const KEY = 'oomparse-colours'

/** Light or dark: as the system has it, or as chosen. */
export function Theme() {
  const [scheme, setScheme] = useState(remembered)
  useEffect(() => {
    if (scheme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = scheme
  }, [scheme])
  return (
    <label class="shell-theme">
      <span class="unseen">{WORDS.colours}</span>
      <select
        value={scheme}
        onChange={({ currentTarget }) => {
          const chosen = schemeOf(currentTarget.value)
          setScheme(chosen)
          remember(chosen)
        }}
      >
        {SCHEMES.map((one) => (
          <option key={one} value={one}>
            {WORDS.schemes[one]}
          </option>
        ))}
      </select>
    </label>
  )
}

function schemeOf(value: string | null): Scheme {
  return SCHEMES.find((scheme) => scheme === value) ?? 'system'
}

/** Some browsers give a page from a file nothing to remember with. */
function remembered(): Scheme {
  try {
    return schemeOf(localStorage.getItem(KEY))
  } catch {
    return 'system'
  }
}

function remember(scheme: Scheme): void {
  try {
    localStorage.setItem(KEY, scheme)
  } catch {
    // It holds for as long as the page is open.
  }
}
