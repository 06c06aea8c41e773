/** The only script of the page in plain text: unpacks the other, which the policy knows by its hash. */
import { trustedTypes } from '../src/page/trusted.js'
import { unpacked } from '../src/page/unpacked.js'

void unpacked('ui').then((text) => {
  const policy = trustedTypes?.createPolicy('oomparse-ui', { createScript: (same) => same })
  const script = document.createElement('script')
  script.textContent = policy?.createScript(text) ?? text
  document.body.append(script)
})
