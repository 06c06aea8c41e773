import { describe, expect, test } from 'vitest'
import { readEvictionMessage } from './index.js'

const LOW = 'The node was low on resource: memory.'

describe('the message of an eviction', () => {
  test.each<[text: string, says: object]>([
    [LOW, { resource: 'memory' }],
    [`${LOW} `, { resource: 'memory' }],
    [
      `${LOW} Container web was using 123456Ki, which exceeds its request of 100Mi. Container log-agent was using 20Mi, which exceeds its request of 0. `,
      {
        resource: 'memory',
        containers: [
          { name: 'web', usageBytes: 126418944, requestBytes: 104857600 },
          { name: 'log-agent', usageBytes: 20971520, requestBytes: 0 },
        ],
      },
    ],
    [
      `${LOW} Threshold quantity: 300Mi, available: 191208Ki. `,
      {
        resource: 'memory',
        thresholdBytes: 314572800,
        availableBytes: 195796992,
        printed: { thresholdBytes: '300Mi', availableBytes: '191208Ki' },
      },
    ],
    [
      `${LOW} Threshold quantity: 300Mi, available: 254488Ki. Container join was using 2314928Ki, request is 128Mi, has larger consumption of memory. `,
      {
        resource: 'memory',
        thresholdBytes: 314572800,
        availableBytes: 260595712,
        printed: { thresholdBytes: '300Mi', availableBytes: '254488Ki' },
        containers: [{ name: 'join', usageBytes: 2370486272, requestBytes: 134217728 }],
      },
    ],
    [
      `${LOW} Threshold quantity: 1.5Gi, available: 1Gi. Pod web-0 was using 3Gi, request is 2Gi, has larger consumption of memory. Container web was using 3Gi, request is 2Gi, has larger consumption of memory. `,
      {
        resource: 'memory',
        thresholdBytes: 1610612736,
        availableBytes: 1073741824,
        printed: { thresholdBytes: '1.5Gi', availableBytes: '1Gi' },
        containers: [{ name: 'web', usageBytes: 3221225472, requestBytes: 2147483648 }],
      },
    ],
    [
      'The node was low on resource: ephemeral-storage. Threshold quantity: 2Gi, available: 1Gi. Container web was using 5Gi, request is 0, has larger consumption of ephemeral-storage. ',
      {
        resource: 'ephemeral-storage',
        thresholdBytes: 2147483648,
        availableBytes: 1073741824,
        printed: { thresholdBytes: '2Gi', availableBytes: '1Gi' },
        containers: [{ name: 'web', usageBytes: 5368709120, requestBytes: 0 }],
      },
    ],
    // Inodes and process ids are no bytes.
    [
      'The node was low on resource: pids. Threshold quantity: 1000, available: 12. Container web was using 900, request is 0, has larger consumption of pids. ',
      { resource: 'pids', containers: [{ name: 'web' }] },
    ],
    ['The node was low on resource: nodefsInodes.', { resource: 'nodefsInodes' }],
    ...['nodefs', 'imagefs', 'imagefsInodes', 'inodes'].map((resource): [string, object] => [
      `The node was low on resource: ${resource}.`,
      { resource },
    ]),
    // What is no sentence of the kubelet ends the reading; what was read before stays.
    [
      `${LOW} Threshold quantity: 1GB, available: lots. Container web was using 1Gi, request is 0. `,
      { resource: 'memory' },
    ],
    [
      `${LOW} Container web was using 1Gi, request is 0, has larger consumption of memory. Container ../x was using 9Gi, request is 0. `,
      { resource: 'memory', containers: [{ name: 'web', usageBytes: 1073741824, requestBytes: 0 }] },
    ],
  ])('%s', (text, says) => {
    expect(readEvictionMessage(text)).toEqual(says)
  })

  test.each([
    '',
    'Container web exceeded its local ephemeral storage limit "1Gi". ',
    'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
    'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ',
    'pod ephemeral local storage usage exceeds the total limit of containers 1Gi',
    'container\'s ephemeral local storage usage exceeds the limit "1Gi"',
    'emptyDir usage exceeds the limit "1Gi"',
    'Node is shutting, evicting pods',
    'Pod was terminated in response to imminent node shutdown.',
    'Pod was rejected as the node is shutting down.',
    'The node was low on resource: [MemoryPressure].',
    'The node had condition: [MemoryPressure]. ',
    'Preempted in order to admit critical pod',
    'Said: The node was low on resource: memory. ',
  ])('no pressure of a resource: %s', (text) => {
    expect(readEvictionMessage(text)).toBeUndefined()
  })

  test('a message of a megabyte takes no time, and has 256 containers at most', () => {
    const one = 'Container web was using 1Gi, request is 0, has larger consumption of memory. '
    const from = performance.now()
    expect(readEvictionMessage(`${LOW} ${one.repeat(15_000)}`)?.containers).toHaveLength(256)
    expect(readEvictionMessage(`${LOW} Container ${'a.'.repeat(500_000)}`)).toEqual({ resource: 'memory' })
    expect(performance.now() - from).toBeLessThan(500)
  })
})
