/** The only script of the page in plain text: unpacks the other, which the policy knows by its hash. */
import { trustedTypes } from '../src/page/trusted.js'
import { unpacked } from '../src/page/unpacked.js'

void unpacked('packed').then((text) => {
  const policy = trustedTypes?.createPolicy('oomparse-page', { createScript: (same) => same })
  const script = document.createElement('script')
  // The worker is made of the same text.
  script.id = 'program'
  script.textContent = policy?.createScript(text) ?? text
  document.body.append(script)
})
