/** TASK_COMM_LEN of the kernel less its final zero. */
const MAX_BYTES = 15

const encoder = new TextEncoder()

/** Whether a text can be a process name: at most 15 bytes, of which undecodable ones stand in it as `\\xNN`. */
export function isTaskName(text: string): boolean {
  if (text.length > MAX_BYTES * 4) return false
  return encoder.encode(text.replace(/\\x[0-9a-f]{2}/g, '.')).length <= MAX_BYTES
}
