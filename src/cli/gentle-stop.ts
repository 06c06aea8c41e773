let stop: (() => void) | undefined

/** What the first signal does instead of ending the program. */
export function onSignal(action: () => void): void {
  stop = action
}

/** Whether somebody will end the program in good order. */
export function stopGently(): boolean {
  stop?.()
  return stop !== undefined
}
