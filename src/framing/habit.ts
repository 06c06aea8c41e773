/** More runs than any log has: many hosts in one file. Beyond, all are learned anew. */
const MOST_RUNS = 4096

/**
 * What the lines of a run wear at one place of their coat, where a message could imitate it.
 *
 *     [ 7013.123456] [   T77] Mem-Info:       a caller, if all lines have one
 *     [ 7013.123456] [   T77] invoked …       the name of a process, if the others have none
 *
 * Whoever chooses a name can add to a line and take nothing away. So where the lines wear nothing, one that seems to
 * is believed only when the next one of its run does so too; and where they wear something, anything is believed.
 */
export class Habit {
  #usual: string | undefined
  #last: string | undefined

  /** A line wears this here; '' is nothing. */
  see(worn: string): void {
    const decides = this.#usual === undefined && (this.#last !== undefined || worn === '')
    if (decides || worn === this.#last) this.#usual = worn
    this.#last = worn
  }

  /** Whether a line that seems to wear something here does. */
  get worn(): boolean {
    return this.#usual !== undefined && this.#usual !== ''
  }

  /** Whether it does not. While the first line waits for the second, neither is known. */
  get plain(): boolean {
    return this.#usual === ''
  }
}

/** The habits of an input, by run. */
export class Habits {
  readonly #byRun = new Map<string, Habit>()
  /** Of the line before: most lines are of the same run. */
  #run = ''
  #habit = new Habit()

  of(run: string): Habit {
    if (run === this.#run) return this.#habit
    let habit = this.#byRun.get(run)
    if (habit === undefined) {
      if (this.#byRun.size >= MOST_RUNS) this.#byRun.clear()
      habit = new Habit()
      this.#byRun.set(run, habit)
    }
    this.#run = run
    this.#habit = habit
    return habit
  }
}
