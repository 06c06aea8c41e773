import { readEvictionMessage } from '../kubelet/index.js'
import { bytesOf } from './amount.js'
import { apiAt } from './api-time.js'
import { type Fields, integerAt, objectAt, objectsAt, present, quantityAt, textAt } from './fields.js'
import { type Findings, type Lines, UNKNOWN } from './findings.js'
import { Quoted } from './quoted.js'
import type { Place, ValueLines } from './value-lines.js'

/** Killed by signal 9. Without the reason OOMKilled somebody else may have sent it; the record has both. */
const SIGKILL_EXIT = 137
/** The API server's time of the condition is behind the eviction by the time that the containers take to stop. */
const EVICTION_UNCERTAINTY_MS = 60_000

interface PodName {
  readonly pod: string
  readonly namespace?: string
  readonly podUid?: string
}

/** A Pod: what it asks for, and how its containers ended last. */
export function readPod(pod: Fields, lines: Lines, found: Findings, places: ValueLines): void {
  const metadata = objectAt(pod, 'metadata')
  const name = textAt(metadata, 'name')
  if (name === undefined) return
  const names: PodName = {
    pod: name,
    ...present('namespace', textAt(metadata, 'namespace')),
    ...present('podUid', textAt(metadata, 'uid')),
  }
  const status = objectAt(pod, 'status')
  const states = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'].flatMap((key) =>
    objectsAt(status, key),
  )
  readSpec(pod, names, states, lines, found, places)
  if (status.reason === 'Evicted') readEviction(pod, names, lines, found, places)
  for (const state of states) readEnds(state, names, lines, found, places)
}

function readSpec(
  pod: Fields,
  names: PodName,
  states: readonly Fields[],
  lines: Lines,
  found: Findings,
  places: ValueLines,
): void {
  const quoted = new Quoted()
  const spec = objectAt(pod, 'spec')
  const annotations = objectAt(objectAt(pod, 'metadata'), 'annotations')
  const status = objectAt(pod, 'status')
  const named = ['initContainers', 'containers']
    .flatMap((key) => objectsAt(spec, key))
    .flatMap((container) => {
      const name = textAt(container, 'name')
      return name === undefined ? [] : [{ name, container }]
    })
  found.event(
    {
      type: 'pod-spec',
      ...names,
      message: `Pod ${names.namespace === undefined ? '' : `${names.namespace}/`}${names.pod}`,
      ...present('configHash', textAt(annotations, 'kubernetes.io/config.hash')),
      ...present('node', textAt(spec, 'nodeName')),
      ...present('qosClass', textAt(status, 'qosClass')),
      containers: named.map(({ name, container }, index) => {
        const resources = objectAt(container, 'resources')
        const state = states.find((one) => one.name === name)
        const limits = objectAt(resources, 'limits')
        const limitBytes = memoryAt(resources, 'limits')
        const place = places.of(limits, 'memory')
        quoted.add(`containers.${index}.memoryLimitBytes`, limitBytes, place, quantityAt(limits, 'memory'))
        return {
          name,
          ...present('containerId', state === undefined ? undefined : idAt(state).containerId),
          ...present('memoryLimitBytes', limitBytes),
          ...present('memoryRequestBytes', memoryAt(resources, 'requests')),
        }
      }),
      ...quoted.places,
    },
    UNKNOWN,
    lines,
  )
}

function readEviction(pod: Fields, names: PodName, lines: Lines, found: Findings, places: ValueLines): void {
  const status = objectAt(pod, 'status')
  const message = textAt(status, 'message') ?? ''
  const target = objectsAt(status, 'conditions').find(({ type }) => type === 'DisruptionTarget')
  const at = apiAt(target === undefined ? undefined : textAt(target, 'lastTransitionTime'))
  found.event(
    {
      type: 'pod-evicted',
      ...names,
      ...present('node', textAt(objectAt(pod, 'spec'), 'nodeName')),
      reason: 'Evicted',
      ...readEvictionMessage(message),
      message,
      lines: evictionLines(places.of(objectAt(pod, 'metadata'), 'name'), places.of(status, 'message')),
    },
    at.epochMs === undefined ? at : { ...at, uncertaintyMs: EVICTION_UNCERTAINTY_MS },
    lines,
  )
}

/** All amounts of an eviction stand in its message; the pod's name is a value of its own. */
export function evictionLines(name: Place | undefined, message: Place | undefined): Record<string, number> {
  return {
    ...(name === undefined ? {} : { pod: name.line }),
    ...(message === undefined ? {} : { thresholdBytes: message.line, availableBytes: message.line }),
  }
}

/** The present state and the one before it; older ends of a container are not kept by the API. */
function readEnds(state: Fields, names: PodName, lines: Lines, found: Findings, places: ValueLines): void {
  const container = textAt(state, 'name')
  if (container === undefined) return
  for (const key of ['lastState', 'state']) {
    const end = objectAt(objectAt(state, key), 'terminated')
    const reason = textAt(end, 'reason')
    const exitCode = integerAt(end, 'exitCode')
    if (reason !== 'OOMKilled' && exitCode !== SIGKILL_EXIT) continue
    const finishedAt = textAt(end, 'finishedAt')
    const id = idAt(end)
    found.event(
      {
        type: 'container-oom-killed',
        ...names,
        container,
        // The id beside the state is that of the container that runs now.
        ...(id.containerId === undefined && key === 'state' ? idAt(state) : id),
        ...present('reason', reason),
        ...present('exitCode', exitCode),
        ...present('signal', integerAt(end, 'signal')),
        ...present('startedAt', textAt(end, 'startedAt')),
        ...present('finishedAt', finishedAt),
        ...present('restartCount', integerAt(state, 'restartCount')),
        lines: new Quoted().add('exitCode', exitCode, places.of(end, 'exitCode')).lines,
        message: textAt(end, 'message') ?? `${reason ?? 'ended'}, exit code ${exitCode ?? 'not given'}`,
      },
      apiAt(finishedAt),
      lines,
    )
  }
}

/** `containerd://8f8ca8…`. */
function idAt(of: Fields): { containerId?: string; runtime?: string } {
  const [, runtime = '', containerId = ''] =
    /^([a-z][a-z0-9-]{0,31}):\/\/(\S{1,128})$/.exec(textAt(of, 'containerID') ?? '') ?? []
  return runtime === '' ? {} : { containerId, runtime }
}

function memoryAt(resources: Fields, key: 'limits' | 'requests'): number | undefined {
  return bytesOf(quantityAt(objectAt(resources, key), 'memory'))
}
