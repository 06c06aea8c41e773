const NUMBER = /\d+(?:\.\d+)?/g

/** The text without what stands in round brackets: there a finding may reckon. */
export function cleared(says: string): string {
  let text = says
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\([^()]*\)/g, '')
  }
  return text
}

export function numbersIn(text: string): string[] {
  return text.match(NUMBER) ?? []
}

/** The numbers outside of brackets that the line does not have as they are written. */
export function unquoted(says: string, line: string): string[] {
  const there = new Set(numbersIn(line))
  return numbersIn(cleared(says)).filter((number) => !there.has(number))
}
