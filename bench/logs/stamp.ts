const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Nov 23 19:24:43`; the text of the last second is kept, since many lines share it. */
export function syslogStamps(): (epochMs: number) => string {
  let second = Number.NaN
  let stamp = ''
  return (epochMs) => {
    const now = Math.floor(epochMs / 1000)
    if (now !== second) {
      second = now
      const date = new Date(now * 1000)
      const day = String(date.getUTCDate()).padStart(2)
      stamp = `${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)}`
    }
    return stamp
  }
}

/** `[   31.067956] `: seconds since the boot, as dmesg prints them. */
export function kernelStamp(micros: number): string {
  const seconds = Math.floor(micros / 1e6)
  return `[${String(seconds).padStart(5)}.${String(Math.floor(micros % 1e6)).padStart(6, '0')}] `
}

const KERNEL_STAMP = /^\[ *(\d+)\.(\d{6})\] /

export interface KernelLine {
  readonly micros: number
  readonly text: string
}

/** Takes the stamp off a line of dmesg. */
export function kernelLine(line: string): KernelLine {
  const stamp = KERNEL_STAMP.exec(line)
  if (stamp === null) throw new Error(`no kernel stamp: ${line}`)
  return { micros: Number(stamp[1]) * 1e6 + Number(stamp[2]), text: line.slice(stamp[0].length) }
}
