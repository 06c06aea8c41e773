let erase: (() => void) | undefined

/** How what stands on the terminal for a while is erased; undefined when there is nothing. */
export function onErase(action: (() => void) | undefined): void {
  erase = action
}

/** Before anything else is written to standard error, and when the program ends, however that comes. */
export function eraseDrawn(): void {
  erase?.()
}
