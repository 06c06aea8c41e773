import { expect, test } from 'vitest'
import { frame } from './index.js'

const line = (fields: object) =>
  frame(JSON.stringify({ '@timestamp': '2026-11-23T18:16:20Z', message: 'text', ...fields }))[0]

test('a collector that knows the container names the sender', () => {
  expect(line({ kubernetes: { container_name: 'app', pod_name: 'web-0' } })?.sender).toBe('app')
  expect(line({ kubernetes: { container: { name: 'app' } } })?.sender).toBe('app')
  expect(line({ ident: 'kubelet', kubernetes: { container_name: 'app' } })?.sender).toBe('kubelet')
  expect(line({ kubernetes: 'app' })?.sender).toBeUndefined()
})

test('a container that prints the buffer of the kernel is not its writer', () => {
  const kernels = { message: '<4>[ 7013.123456] Mem-Info:', kubernetes: { container_name: 'app' } }
  expect(line(kernels)?.sender).toBeUndefined()
})
