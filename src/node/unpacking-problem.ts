import type { Problem } from '../record/index.js'

const FORMS = {
  zstd: {
    tool: 'zstdcat',
    truncated: { code: 'zstd-truncated' },
    damaged: { code: 'zstd-damaged' },
    unsupported: { code: 'zstd-unsupported' },
  },
  xz: {
    tool: 'xzcat',
    truncated: { code: 'xz-truncated' },
    damaged: { code: 'xz-damaged' },
    unsupported: { code: 'xz-unsupported' },
  },
} as const

/** Why the unpacking ended before the end of the file. */
export type Trouble =
  | { readonly kind: 'truncated' }
  /** `why` completes "it is damaged: …" and "it is not read to its end: …". */
  | { readonly kind: 'damaged' | 'unsupported'; readonly why: string }

/**
 * Says it for the record of the input: `{ kind: 'damaged', why: 'a checksum is wrong' }` of zstd is `zstd-damaged`, "the zstd
 * file is damaged (a checksum is wrong): what comes after is not read".
 */
export function unpackingProblem(form: keyof typeof FORMS, trouble: Trouble): Problem {
  const { tool, truncated, damaged, unsupported } = FORMS[form]
  if (trouble.kind === 'truncated')
    return { ...truncated, message: `the ${form} file ends early: what comes after is not there to read` }
  if (trouble.kind === 'unsupported')
    return {
      ...unsupported,
      message: `the ${form} file is not read to its end (${trouble.why}): ${tool} may do it`,
    }
  return {
    ...damaged,
    message: `the ${form} file is damaged (${trouble.why}): what comes after is not read`,
  }
}
