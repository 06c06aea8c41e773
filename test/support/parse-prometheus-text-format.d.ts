/** The package has no types of its own; what a gauge has of them. */
declare module 'parse-prometheus-text-format' {
  interface Sample {
    readonly value: string
    readonly labels?: Record<string, string>
  }
  export default function parse(
    text: string,
  ): { readonly name: string; readonly type: string; readonly metrics: readonly Sample[] }[]
}
