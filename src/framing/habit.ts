/** More runs than any log has: many hosts in one file. Beyond, all are learned anew. */
const MOST_RUNS = 4096

/**
 * So many lines one behind the other make a habit. Three are not enough: until 4.20 the kernel begins the first two lines of a
 * dump with the name of a process, and that process can crash right before.
 */
const ENOUGH = 4
/** Where so many lines wore nothing, … */
const MANY_PLAIN = 32
/** … it takes more: the kernel tells of ten crashes at once, and then of none for five seconds (`printk_ratelimit`). */
const ENOUGH_BEHIND_MANY = 16

/**
 * What the lines of a run wear at one place of their coat, where a message could imitate it.
 *
 *     [ 7013.123456] [   T77] Mem-Info:       a caller, if all lines have one
 *     [ 7013.123456] [   T77] invoked …       the name of a process, if the others have none
 *
 * Whoever chooses a name can add to a line and take nothing away. So where the lines wear nothing, those that seem to
 * are believed only when enough of them come one behind the other; and where they wear something, anything is believed.
 */
export class Habit {
  #usual: string | undefined
  #last: string | undefined
  /** How many of the last lines wore the same. */
  #streak = 0
  #plainLines = 0

  /** A line wears this here; '' is nothing. */
  see(worn: string): void {
    this.#streak = worn === this.#last ? this.#streak + 1 : 1
    this.#last = worn
    if (worn === '') {
      this.#plainLines++
      if (this.#usual === undefined || this.#streak > 1) this.#usual = ''
    } else if (this.#streak >= this.#enough) {
      this.#usual = worn
      this.#plainLines = 0
    }
  }

  get #enough(): number {
    if (this.worn) return 2
    return this.#plainLines < MANY_PLAIN ? ENOUGH : ENOUGH_BEHIND_MANY
  }

  /** Whether a line that seems to wear something here does. */
  get worn(): boolean {
    return this.#usual !== undefined && this.#usual !== ''
  }

  /** Whether it does not, for all that is known. */
  get plain(): boolean {
    return this.#usual === ''
  }

  /** Whether the next lines can still show that the last ones wear something. */
  get open(): boolean {
    return !this.worn && this.#last !== undefined && this.#last !== ''
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
