import { Numbered } from './numbered.js'

/** Ids below are given by the distribution; from here on they are people's (and of those who run containers). */
const FIRST_PERSON = 1000
const NOBODY = 65534

/** Numeric user ids: those of people become 1001, 1002, …, in the order in which they come. */
export class FakeUsers {
  readonly #people = new Numbered(FIRST_PERSON + 1)

  of(uid: number): number {
    if (!Number.isInteger(uid) || uid < FIRST_PERSON || uid === NOBODY) return uid
    const number = this.#people.of(String(uid))
    return number < NOBODY ? number : number + 1
  }
}
