import type { ContainerExit, RuntimeOom, UserspaceOomKill } from '../record/index.js'

type Common = 'id' | 'at' | 'host' | 'source' | 'alsoIn' | 'orderUncertain' | 'message'

/** What one line says, without where and when; its problems where it has some. */
type Fact<Record extends { readonly problems: unknown }> = Omit<Record, Common | 'problems'> &
  Partial<Pick<Record, 'problems'>>

export type KillFact = Fact<UserspaceOomKill>
export type ContainerFact = Fact<RuntimeOom> | Fact<ContainerExit>
/** What a program wrote that prints its own time. */
export interface Stamped {
  readonly time: string
  readonly fact: ContainerFact
}
