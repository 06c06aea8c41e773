import type { Asked } from '../support/answer.js'

export const SHORTAGE_ANSWERS: readonly Asked[] = []
