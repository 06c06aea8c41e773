import { type Explanation, meanings, TOPICS, termsLike } from '../explain/index.js'

/** Longer lines are hard to read, however wide the terminal. */
const WIDEST = 100
const NARROWEST = 40
const LABEL = 7

export interface Explained {
  readonly text: string
  /** One message for each word that has no explanation. */
  readonly unknown: readonly string[]
}

/** What the words mean: together where they are one term (`Free swap`), otherwise one by one. None: the topics. */
export function explainWords(words: readonly string[], columns: number | undefined): Explained {
  const width = Math.max(NARROWEST, Math.min(columns ?? WIDEST, WIDEST))
  if (words.length === 0) return { text: listOfTopics(width), unknown: [] }
  const together = words.join(' ')
  const asked = answers(together, width).length > 0 ? [together] : words
  const found = asked.map((word) => ({ word, texts: answers(word, width) }))
  return {
    text: found
      .flatMap(({ texts }) => texts)
      .map((text) => `${text}\n`)
      .join('\n'),
    unknown: found.filter(({ texts }) => texts.length === 0).map(({ word }) => unknown(word)),
  }
}

function answers(word: string, width: number): string[] {
  const texts = meanings(word).map((one) => entry(one, width))
  const topic = TOPICS.find((one) => one.topic === word.trim().toLowerCase())
  if (topic === undefined) return texts
  const terms = topic.terms.map(({ term }) => term).join(', ')
  return [...texts, [`topic ${topic.topic}: ${topic.about}`, ...wrap(terms, width, '  ')].join('\n')]
}

function entry({ term, topic, unit, where, means, see }: Explanation, width: number): string {
  return [
    `${term} (${topic})`,
    ...wrap(means, width, '  '),
    ...labelled('unit', unit, width),
    ...labelled('where', where, width),
    ...labelled('see', see?.join(', '), width),
  ].join('\n')
}

function labelled(label: string, text: string | undefined, width: number): string[] {
  if (text === undefined) return []
  const [first = '', ...rest] = wrap(text, width, ' '.repeat(LABEL + 2))
  return [`  ${label.padEnd(LABEL)}${first.trimStart()}`, ...rest]
}

function unknown(word: string): string {
  const like = termsLike(word)
  const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word
  const hint = like.length > 0 ? `did you mean ${like.join(', ')}?` : 'oomparse explain lists the topics'
  return `no explanation of "${shown}": ${hint}`
}

function listOfTopics(width: number): string {
  const column = Math.max(...TOPICS.map(({ topic }) => topic.length)) + 2
  const rows = TOPICS.flatMap(({ topic, about }) => {
    const [first = '', ...rest] = wrap(about, width, ' '.repeat(column + 2))
    return [`  ${topic.padEnd(column)}${first.trimStart()}`, ...rest]
  })
  return [
    'oomparse explain WORD says what a word of a dump or of a report means. Topics, whose names list their words:',
    '',
    ...rows,
    '',
  ].join('\n')
}

/** Breaks at blanks; a word that is longer than the line stands alone. */
function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, indent + line]
}
