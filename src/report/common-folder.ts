import type { Document } from '../record/index.js'

/**
 * The document with the folder that all its inputs lie in taken off their names: a bundle's path in every line says
 * nothing. `folder` is that path with its slash, or '' where there is none in common.
 *
 *     withoutFolder(document of 'inc/dmesg.txt' and 'inc/node/date.txt')   // folder 'inc/', names 'dmesg.txt', …
 */
export function withoutFolder(document: Document): { document: Document; folder: string } {
  const folder = commonFolder(document.inputs.map(({ name }) => name))
  if (folder === '') return { document, folder }
  const short = (name: string) => (name.startsWith(folder) ? name.slice(folder.length) : name)
  return {
    folder,
    document: {
      ...document,
      inputs: document.inputs.map((input) => ({ ...input, name: short(input.name) })),
      events: document.events.map((event) => ({
        ...event,
        source: { ...event.source, input: short(event.source.input) },
        ...(event.alsoIn === undefined
          ? {}
          : { alsoIn: event.alsoIn.map((source) => ({ ...source, input: short(source.input) })) }),
      })),
      findings: document.findings.map((finding) => ({
        ...finding,
        summary: finding.summary.replaceAll(folder, ''),
        evidence: finding.evidence.map((one) => ({ ...one, input: short(one.input) })),
      })),
    },
  }
}

/** Files that the caller states lie nowhere. */
function commonFolder(names: readonly string[]): string {
  const [first = '', ...others] = names.filter((name) => !name.startsWith('('))
  if (others.length === 0) return ''
  let folder = first.slice(0, first.lastIndexOf('/') + 1)
  for (const name of others) while (!name.startsWith(folder)) folder = parentOf(folder)
  return folder.length > 1 ? folder : ''
}

function parentOf(folder: string): string {
  return folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1)
}
