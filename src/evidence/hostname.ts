import type { Form } from './form.js'

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})$/
const STATIC = /^ *Static hostname: (\S{1,253})$/
/** `Linux node-a17 5.10.0-32-cloud-amd64 #1 SMP Debian 5.10.223-1 (2024-08-10) x86_64 GNU/Linux`. */
const UNAME = /^Linux (\S{1,253}) \d{1,3}\.\d{1,3}\S{0,128} #\d/

/** A file that tells the machine's name: /etc/hostname, `hostname`, `hostnamectl`, `uname -a`. */
export const hostname: Form = {
  kind: 'hostname',
  opens: ({ only, bare, first }) =>
    STATIC.test(first) || (only !== undefined && nameIn(only, bare) !== undefined),
  read({ only, bare, first }, found) {
    const name = STATIC.exec(first)?.[1] ?? (only === undefined ? undefined : nameIn(only, bare))
    if (name === undefined) return false
    found.host = name
    return true
  },
}

function nameIn(line: string, bare: string): string | undefined {
  return UNAME.exec(line)?.[1] ?? (bare.includes('hostname') && NAME.test(line) ? line : undefined)
}
