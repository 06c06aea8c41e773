/**
 * Whether something was opened that can keep its reader or writer waiting for ever: a pipe without another end, a device.
 * Node.js waits for it in a thread, and for that thread before it exits; so after a signal only the signal itself ends the
 * process.
 */
export const mayWait = { isSo: false }
