import { safeInteger } from '../grammar/index.js'
import type { Fields } from './fields.js'
import type { Form } from './form.js'
import { holdsOwnLogLines } from './log-lines.js'
import { readPod } from './pod-object.js'
import { ValueLines } from './value-lines.js'

const FIELD = /^( {0,8})([A-Za-z0-9][A-Za-z0-9 ./-]{0,252}):(?:\s+(\S.*))?$/
const CONTAINERS = new Map([
  ['Containers', 'containers'],
  ['Init Containers', 'initContainers'],
])

type Tree = Record<string, unknown>

interface Description {
  readonly firstLine: number
  lastLine: number
  /** By the words of the lines above: `Containers/main/Last State/Exit Code`. */
  readonly fields: Map<string, string>
  /** By the same words: where each stands. */
  readonly lines: Map<string, number>
  readonly containers: { readonly of: string; readonly name: string }[]
}

/**
 * `kubectl describe pod`, one or more: put together again as the object that it describes. The pod's uid is not in it,
 * and its events have only ages.
 */
export const podDescription: Form = {
  kind: 'pod-description',
  quotesLogs: true,
  opens: ({ filled }) => /^Name: +\S+$/.test(filled[0] ?? '') && /^Namespace: +\S+$/.test(filled[1] ?? ''),
  read({ lines, text }, found) {
    if (holdsOwnLogLines(text)) return false
    const pods: Description[] = []
    let path: string[] = []
    for (const [at, line] of lines.entries()) {
      const [, indent = '', key = '', value] = FIELD.exec(line) ?? []
      if (key === 'Name' && indent === '') {
        pods.push({
          firstLine: at + 1,
          lastLine: at + 1,
          fields: new Map(),
          lines: new Map(),
          containers: [],
        })
      }
      const pod = pods.at(-1)
      if (pod === undefined) continue
      if (line.trim() !== '') pod.lastLine = at + 1
      if (key === '') continue
      // A step of two blanks is one level; what is deeper than its parent by more is a value over several lines.
      path = [...path.slice(0, indent.length / 2), key]
      if (path.length !== indent.length / 2 + 1) continue
      if (value !== undefined) {
        pod.fields.set(path.join('/'), value.trim())
        pod.lines.set(path.join('/'), at + 1)
      } else if (path.length === 2 && CONTAINERS.has(path[0] ?? '')) {
        pod.containers.push({ of: path[0] ?? '', name: key })
      }
    }
    const told = pods.filter(({ containers }) => containers.length > 0)
    for (const pod of told) {
      const places = new ValueLines()
      readPod(objectOf(pod, places), [pod.firstLine, pod.lastLine], found, places)
    }
    return told.length > 0
  },
}

/** The fields of the Pod that `readPod` looks at. */
function objectOf({ fields, lines, containers }: Description, places: ValueLines): Fields {
  const placed = (of: Tree, key: string, path: string): Tree => {
    const line = lines.get(path)
    if (line !== undefined) places.set(of, key, { line })
    return of
  }
  const spec: Tree = { nodeName: fields.get('Node')?.split('/')[0] }
  for (const [section, key] of CONTAINERS) {
    spec[key] = containers
      .filter(({ of }) => of === section)
      .map(({ name }) => {
        const amount = (of: string) => {
          const path = `${section}/${name}/${of}/memory`
          return placed({ memory: fields.get(path) }, 'memory', path)
        }
        return { name, resources: { limits: amount('Limits'), requests: amount('Requests') } }
      })
  }
  const status: Tree = {
    qosClass: fields.get('QoS Class'),
    reason: fields.get('Reason'),
    message: fields.get('Message'),
    containerStatuses: containers.map(({ of, name }) => statusOf(`${of}/${name}`, name, fields, placed)),
  }
  return {
    metadata: placed({ name: fields.get('Name'), namespace: fields.get('Namespace') }, 'name', 'Name'),
    spec,
    status: placed(status, 'message', 'Message'),
  }
}

function statusOf(
  path: string,
  name: string,
  fields: ReadonlyMap<string, string>,
  placed: (of: Tree, key: string, path: string) => Tree,
): Tree {
  const state = (key: string) => {
    const end: Tree = {
      reason: fields.get(`${path}/${key}/Reason`),
      exitCode: integer(fields.get(`${path}/${key}/Exit Code`)),
      signal: integer(fields.get(`${path}/${key}/Signal`)),
      startedAt: fields.get(`${path}/${key}/Started`),
      finishedAt: fields.get(`${path}/${key}/Finished`),
      message: fields.get(`${path}/${key}/Message`),
    }
    return { terminated: placed(end, 'exitCode', `${path}/${key}/Exit Code`) }
  }
  return {
    name,
    containerID: fields.get(`${path}/Container ID`),
    restartCount: integer(fields.get(`${path}/Restart Count`)),
    state: state('State'),
    lastState: state('Last State'),
  }
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? safeInteger(text) : undefined
}
