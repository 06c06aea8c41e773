import { describe, expect, it } from 'vitest'
import { amounts, kernelText, message, panicText, slabName, stamp, symbol, version, word } from './values.js'

const GONE = '(redacted)'

it.each([
  ['6.1.0-50-cloud-amd64', '6.1.0-50-cloud-amd64'],
  ['3.10.0-1062.12.1.el7.x86_64', '3.10.0-1062.12.1.el7.x86_64'],
  ['7.2.13+deb14-cloud-amd64', '7.2.13+deb14-cloud-amd64'],
  ['6.1.4-acme-prod', '6.1.4'],
  ['v1.20.8-gke.900', 'v1.20.8-gke.900'],
  ['v1.20.0+bafe72f', 'v1.20.0+bafe72f'],
  ['v1.21.0-acme.3', 'v1.21.0'],
  ['containerd://1.7.24', 'containerd://1.7.24'],
  ['acme', GONE],
])('the version %s becomes %s', (text, redacted) => {
  expect(version(text)).toBe(redacted)
})

it.each([
  'Nov 23 19:16:20',
  '2024-11-23T18:16:20.123456Z',
  '2025-07-14 17:35:18.041190332 +0800',
  'Mon, 01 Jan 0001 00:00:00 +0000',
  'Sat 2024-11-23 19:16:20 CET',
  '1123 19:24:43.624423',
  '7013.123456',
])('%s is a stamp', (text) => {
  expect(stamp(text)).toBe(text)
})

it.each(['acme', 'Nov 23 acme', '19:16:20 ACMECORP', '12T', '1'.repeat(100)])('%s is none', (text) => {
  expect(stamp(text)).toBe(GONE)
})

it('a stamp is told in linear time', () => {
  const begun = performance.now()
  expect(stamp(`${'UTC '.repeat(20_000)}x`)).toBe(GONE)
  expect(performance.now() - begun).toBeLessThan(100)
})

describe('what passes', () => {
  it.each(['MemoryPressure', 'OOMKilled', '100Mi', '1.5G', '27968328Ki', '10%', 'memory.available', '5m30s'])(
    '%s',
    (text) => {
      expect(word(text)).toBe(text)
    },
  )

  it.each(['AcmePressure', 'billing', '10.0.0.1', 'a'.repeat(1e5)])('not %s', (text) => {
    expect(word(text)).toBe(GONE)
  })

  it('the kernel on itself, and nobody else', () => {
    expect(kernelText('GFP_KERNEL')).toBe('GFP_KERNEL')
    expect(kernelText('Tainted: G           OE')).toBe('Tainted: G           OE')
    expect(panicText('System is deadlocked on memory')).toBe('System is deadlocked on memory')
    expect(panicText('out of memory(memcg). panic_on_oom is selected.')).toBe(
      'out of memory(memcg). panic_on_oom is selected',
    )
    expect(panicText('Out of memory: compulsory panic_on_oom is enabled (acme)')).toBe(
      'Out of memory: compulsory panic_on_oom is enabled',
    )
    expect(panicText('acme')).toBe(GONE)
    expect(kernelText('mm/slub.c')).toBe('mm/slub.c')
    expect(kernelText('/home/joe/acme/driver.c')).toBe(GONE)
    expect(kernelText('acme')).toBe(GONE)
    expect(symbol('try_charge_memcg.cold')).toBe('try_charge_memcg.cold')
    expect(symbol('acme prod')).toBe(GONE)
  })

  it('a slab cache without the cgroup that it was of', () => {
    expect(slabName('dentry(1234:acme.service)')).toBe('dentry')
    expect(slabName('kmalloc-64')).toBe('kmalloc-64')
  })

  it('the amounts of a flag, and not what else stands in it', () => {
    expect(amounts('cpu=100m,memory=1.5Gi,acme.example/gpu=1')).toBe(`cpu=100m,memory=1.5Gi,${GONE}=1`)
    expect(amounts('memory.available<100Mi,nodefs.available<10%')).toBe(
      'memory.available<100Mi,nodefs.available<10%',
    )
    expect(amounts('pods,kube-reserved')).toBe('pods,kube-reserved')
  })

  it('a message that names nobody', () => {
    const inputOf = () => 'file-1'
    expect(message('4711 characters were dropped', inputOf)).toBe('4711 characters were dropped')
    expect(message('a: b.txt: nothing tells the zone of its stamps (--timezone)', inputOf)).toBe(
      'file-1: nothing tells the zone of its stamps (--timezone)',
    )
    expect(message('the sshd line ends before its end', inputOf)).toBe(GONE)
    expect(message('acme: 4711', inputOf)).toBe(GONE)
  })
})
