/**
 * Trusted Types, where the browser has them: text becomes script only by way of the two policies that the page names
 * (`oomparse-page`, `oomparse-parser`), and markup never.
 */
interface TrustedTypes {
  createPolicy<Rules extends Readonly<Record<string, (text: string) => string>>>(
    name: string,
    rules: Rules,
  ): Rules
}

export const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
