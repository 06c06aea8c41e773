import { type Findings, UNKNOWN } from './findings.js'
import { foldedAt } from './folded.js'
import type { Form } from './form.js'
import { settingsOfArguments, words } from './kubelet-arguments.js'

const VARIABLE = /^(?:export )?[A-Za-z_][A-Za-z0-9_]{0,63}=(.*)$/
const FLAGS_IN_VARIABLE = /^(?:export )?[A-Z_][A-Z0-9_]{0,63}=["']? *--[a-z]/
const COMMAND = /^(?:\/[^\s\0]{0,256}\/)?(?:hyperkube[ \0]{1,8})?kubelet[ \0]{1,8}--[a-z]/
const FLAG = /^--[a-z][a-z0-9_-]{0,63}(?:[= ]|$)/

/** Variables with flags: kubeadm-flags.env, /etc/default/kubelet, /etc/sysconfig/kubelet, Environment= of a unit. */
export const environmentFile: Form = {
  kind: 'kubelet-config',
  opens: ({ filled }) =>
    filled.every((line) => line.startsWith('#') || VARIABLE.test(line) || !line.includes('=--')) &&
    filled.some((line) => FLAGS_IN_VARIABLE.test(line)) &&
    (VARIABLE.test(filled[0] ?? '') || (filled[0] ?? '').startsWith('#')),
  read({ lines }, found) {
    for (let at = 0; at < lines.length; at++) {
      const { text, first, last } = foldedAt(lines, at)
      tellVariable(text, [first + 1, last + 1], found)
      at = last
    }
    return true
  },
}

/** The command line of a running kubelet (/proc/PID/cmdline, ps), and files with a flag per line (microk8s). */
export const commandLine: Form = {
  kind: 'kubelet-config',
  opens: ({ filled }) =>
    COMMAND.test(filled[0] ?? '') || (filled.length > 1 && filled.every((line) => FLAG.test(line))),
  read({ text, lines, filled }, found) {
    if (!COMMAND.test(filled[0] ?? '') && !filled.every((line) => FLAG.test(line))) return false
    const last = lines.findLastIndex((line) => line.trim() !== '') + 1
    tellArguments('flags', text, [lines.findIndex((line) => line.trim() !== '') + 1, last], found)
    return true
  },
}

/** `KUBELET_EXTRA_ARGS="--kube-reserved=memory=1Gi"`: the flags of one variable. */
export function tellVariable(line: string, lines: readonly [number, number], found: Findings): void {
  const value = VARIABLE.exec(line)?.[1]
  if (value === undefined || !value.includes('--')) return
  const quoted = /^(["'])(.*)\1\s*$/.exec(value)
  tellArguments('environment', quoted?.[2] ?? value, lines, found, line)
}

/** The settings of some arguments, where they make any that count. */
export function tellArguments(
  form: 'flags' | 'environment',
  text: string,
  lines: readonly [number, number],
  found: Findings,
  message = text,
): void {
  const settings = settingsOfArguments(words(text))
  if (settings === undefined) return
  found.kinds.add('kubelet-config')
  const printed = message.replaceAll('\0', ' ').trim()
  // Of a setting that is folded it is not known which of its lines has an amount.
  const places = lines[0] === lines[1] ? {} : { lines: {} }
  found.event({ type: 'kubelet-config', form, ...settings, message: printed, ...places }, UNKNOWN, lines)
}
