/** The call was wrong: one line to the person who typed it, no stack. */
export class UsageError extends Error {}
