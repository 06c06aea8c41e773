import type { SystemdUnitOom, SystemdUnitState } from '../record/index.js'

type Common = 'id' | 'at' | 'host' | 'source' | 'alsoIn' | 'orderUncertain' | 'message' | 'problems'

/** What one line says of a unit. `failure`: worth a record whatever unit it is. */
export type UnitState = Omit<SystemdUnitState, Common> & { readonly failure: boolean }
export type UnitOom = Omit<SystemdUnitOom, Common>
export type UnitFact = UnitState | UnitOom
