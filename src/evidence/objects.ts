import { readEvent } from './event-object.js'
import { isObject, textAt } from './fields.js'
import type { Findings } from './findings.js'
import type { Form } from './form.js'
import { jsonPieces, type Piece } from './json-pieces.js'
import { configzOf, looksLikeConfiguration, readKubeletConfiguration } from './kubelet-object.js'
import { holdsLogLines, holdsOwnLogLines } from './log-lines.js'
import { readNode } from './node-object.js'
import { readPod } from './pod-object.js'
import { yamlPieces } from './yaml-pieces.js'

const VERSION = '"(?:v1|events\\.k8s\\.io\\/v1(?:beta1)?|kubelet\\.config\\.k8s\\.io\\/\\w{1,16})"'
const KIND = '"(?:Node|Pod|Event|List|NodeList|PodList|EventList|KubeletConfiguration)"'
/**
 * The two keys that an object of the API begins with, in either order; kubectl sorts them, and `items` can come between.
 * JSON lines of logs begin with other keys (audit events: with another version).
 */
const JSON_OBJECT = new RegExp(
  `^\\s*\\{\\s*(?:"apiVersion"\\s*:\\s*${VERSION}|"kind"\\s*:\\s*${KIND}\\s*,\\s*"apiVersion"\\s*:\\s*${VERSION})`,
)
const JSON_CONFIGURATION = /"(?:kubeReserved|systemReserved|evictionHard)"\s{0,8}:\s{0,8}\{/
const LOG_KEY = /"(?:ts|msg|message|log|time|level|MESSAGE|__CURSOR|textPayload|jsonPayload)"\s{0,8}:/

const YAML_KIND =
  /^(?:apiVersion: *["']?(?:v1|events\.k8s\.io\/v1(?:beta1)?|kubelet\.config\.k8s\.io\/\w{1,16})["']?|kind: *["']?(?:Node|Pod|Event|List|NodeList|PodList|EventList|KubeletConfiguration)["']?|items:|(?:kubeReserved|systemReserved|evictionHard):(?: *\{.*\})?) *$/
const YAML_LINE = /^(?:---|#|\s|- |[A-Za-z][\w.-]{0,63}:(?:\s|$))/

/** Objects of the API and of the kubelet's configuration in JSON, and lists of them. */
export const jsonObjects: Form = {
  kind: 'other',
  quotesLogs: true,
  opens: ({ text }) =>
    JSON_OBJECT.test(text) ||
    /^\s*\{\s*"kubeletconfig"\s*:/.test(text) ||
    (/^\s*\{/.test(text) && JSON_CONFIGURATION.test(text) && !LOG_KEY.test(text)),
  read: ({ text }, found) =>
    !holdsOwnLogLines(text) && readPieces(jsonPieces(text, found), 'json', text, found),
}

/** The same in YAML: `kubectl get -o yaml`, must-gather, /var/lib/kubelet/config.yaml. */
export const yamlObjects: Form = {
  kind: 'other',
  quotesLogs: true,
  opens: ({ filled }) =>
    filled.some((line) => YAML_KIND.test(line)) && filled.every((line) => YAML_LINE.test(line)),
  read: ({ lines, text }, found) =>
    !holdsOwnLogLines(text) && readPieces(yamlPieces(lines, found), 'yaml', text, found),
}

/** False when none of the objects says anything here, unless that is because it is damaged. */
function readPieces(
  pieces: readonly Piece[] | undefined,
  form: 'json' | 'yaml',
  text: string,
  found: Findings,
): boolean {
  if (pieces === undefined) return false
  for (const piece of pieces) readPiece(piece, form, found)
  if (found.kinds.size > 1) found.kinds.delete('other')
  return !found.kinds.has('other') || (found.problems.length > 0 && !holdsLogLines(text))
}

function readPiece(
  { value, firstLine, lastLine, listKind, places }: Piece,
  form: 'json' | 'yaml',
  found: Findings,
): void {
  if (!isObject(value)) return
  const lines = [firstLine, lastLine] as const
  const configz = configzOf(value)
  const kind = textAt(value, 'kind') ?? listKind?.replace(/List$/, '')
  if (configz !== undefined) {
    found.kinds.add('kubelet-config')
    readKubeletConfiguration(configz, 'configz', lines, found, places())
  } else if (kind === 'Node') {
    found.kinds.add('node-object')
    readNode(value, lines, found, places())
  } else if (kind === 'Pod') {
    found.kinds.add('pod-object')
    readPod(value, lines, found, places())
  } else if (kind === 'Event') {
    found.kinds.add('kubernetes-events')
    readEvent(value, lines, found, places)
  } else if (kind === 'KubeletConfiguration' || (kind === undefined && looksLikeConfiguration(value))) {
    found.kinds.add('kubelet-config')
    readKubeletConfiguration(value, form, lines, found, places())
  }
}
