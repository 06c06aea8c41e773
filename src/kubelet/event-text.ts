import { type KlogEntry, unquoteGo, valueIn } from '../klog/index.js'
import { podOf } from './pods.js'
import { present } from './statement.js'

/** A Kubernetes Event as a line of the log has it. */
export interface EventText {
  readonly reason: string
  readonly message: string
  readonly kind?: string
  readonly name?: string
  readonly namespace?: string
  readonly uid?: string
  readonly component?: string
  readonly count?: number
  /** As printed; only where the API object is printed. */
  readonly firstAt?: string
  readonly lastAt?: string
}

const FIELD = /([A-Z]\w{0,31}):("(?:[^"\\]|\\.){0,4096}")(?:, )?/y
const TAIL = /^\}\): type: '[A-Za-z]{0,32}' reason: '([A-Za-z0-9]{1,128})' ?/
const REFERENCE = /^\{Kind:([^,{}]{0,64}),Namespace:([^,{}]{0,253}),Name:([^,{}]{0,253}),UID:([^,{}]{0,253}),/
const TIMES = /^FirstTimestamp:([^,]{0,64}),LastTimestamp:([^,]{0,100}),Count:(\d{1,9}),/

/** From 1.19 on: `"Event occurred" object="ns/name" kind="Pod" … reason="Evicted" message="…"`. */
export function eventOccurred(entry: KlogEntry): EventText | undefined {
  const reason = valueIn(entry, 'reason')
  if (reason === undefined) return undefined
  // A node stands alone: it is in no namespace.
  const object = podOf(valueIn(entry, 'object'))
  const about = present({ kind: valueIn(entry, 'kind'), name: object?.name, namespace: object?.namespace })
  return { reason, message: valueIn(entry, 'message') ?? '', ...about }
}

/** Until 1.18: `Event(v1.ObjectReference{Kind:"Node", …}): type: 'Normal' reason: 'Starting' Starting kubelet.` */
export function eventOfReference(text: string): EventText | undefined {
  const { fields, end } = quotedFields(text, text.indexOf('{') + 1)
  const tail = text.slice(end)
  const [head = '', reason] = TAIL.exec(tail) ?? []
  return reason === undefined ? undefined : { reason, message: tail.slice(head.length), ...reference(fields) }
}

/** What the kubelet could not send, whole in one message: `&v1.Event{…}` (`%#v`) or `&Event{…}` (the API's own form). */
export function eventOfObject(text: string): EventText | undefined {
  return eventOfSyntax(text) ?? eventOfStringer(text)
}

/** `… InvolvedObject:v1.ObjectReference{Kind:"Node", …}, Reason:"…", Message:"…", Source:v1.EventSource{…}, …, Count:1, …` */
function eventOfSyntax(text: string): EventText | undefined {
  const opens = 'InvolvedObject:v1.ObjectReference{'
  const from = text.indexOf(opens)
  if (from < 0) return undefined
  const object = quotedFields(text, from + opens.length)
  const said = quotedFields(text, object.end + '}, '.length)
  const reason = said.fields.get('Reason')
  if (reason === undefined) return undefined
  const rest = text.slice(said.end)
  const component = /^Source:v1\.EventSource\{Component:"([^"\\]{1,253})"/.exec(rest)?.[1]
  const count = / Count:(\d{1,9}), Type:"/.exec(rest)?.[1]
  return {
    reason,
    message: said.fields.get('Message') ?? '',
    ...reference(object.fields),
    ...present({ component, count: count === undefined ? undefined : Number(count) }),
  }
}

/** `…,InvolvedObject:ObjectReference{Kind:Node,…},Reason:…,Message:…,Source:EventSource{Component:kubelet,…},…`: no quotes. */
function eventOfStringer(text: string): EventText | undefined {
  const opens = 'InvolvedObject:ObjectReference'
  const from = text.indexOf(opens)
  const reasonAt = from < 0 ? -1 : text.indexOf(',},Reason:', from)
  const messageAt = reasonAt < 0 ? -1 : text.indexOf(',Message:', reasonAt)
  // The message is free text: what follows it is searched from the end.
  const sourceAt = messageAt < 0 ? -1 : text.lastIndexOf(',Source:EventSource{')
  const reason = text.slice(reasonAt + ',},Reason:'.length, messageAt)
  if (sourceAt < messageAt || messageAt < 0 || !/^[A-Za-z0-9]{1,128}$/.test(reason)) return undefined
  const [, kind, namespace, name, uid] = REFERENCE.exec(text.slice(from + opens.length, reasonAt)) ?? []
  const source = text.slice(sourceAt + ',Source:EventSource{'.length)
  const component = /^Component:([^,{}]{1,253}),/.exec(source)?.[1]
  const [, firstAt, lastAt, count] = TIMES.exec(source.slice(source.indexOf('},') + 2)) ?? []
  const about = { kind, namespace, name, uid, component, firstAt, lastAt }
  return {
    reason,
    message: text.slice(messageAt + ',Message:'.length, sourceAt),
    ...present({ ...about, count: count === undefined ? undefined : Number(count) }),
  }
}

/** `Kind:"Node", Name:"a"`: quoted as Go does it, so no value can end early. */
function quotedFields(text: string, from: number): { fields: Map<string, string>; end: number } {
  const fields = new Map<string, string>()
  let end = from
  while (fields.size < 16) {
    FIELD.lastIndex = end
    const [whole, name, quoted = ''] = FIELD.exec(text) ?? []
    const value = unquoteGo(quoted)
    if (whole === undefined || name === undefined || value === undefined) break
    fields.set(name, value)
    end += whole.length
  }
  return { fields, end }
}

function reference(fields: ReadonlyMap<string, string>) {
  return present({
    kind: fields.get('Kind'),
    name: fields.get('Name'),
    namespace: fields.get('Namespace'),
    uid: fields.get('UID'),
  })
}
