/**
 * The same function, which knows its last answer: of one record several rules ask the same, one after the other. Neither the
 * record nor the answer is held for that.
 */
export function lastAsked<Asked extends object, Answer>(
  reckon: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  let known = new WeakMap<Asked, { readonly answer: Answer }>()
  return (asked) => {
    const last = known.get(asked)
    if (last !== undefined) return last.answer
    const answer = reckon(asked)
    known = new WeakMap([[asked, { answer }]])
    return answer
  }
}
