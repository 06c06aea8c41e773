import { describe, expect, test } from 'vitest'
import { type GoValue, goTextAt, goValueAt, parseGoValue, quantityOfStruct, unquoteGo } from './index.js'

/** The tree in short: `cut!` marks what has no end. */
function plain(value: GoValue): unknown {
  const mark = value.cut === true ? { 'cut!': true } : {}
  if (value.kind === 'scalar') return value.cut === true ? { text: value.text, ...mark } : value.text
  if (value.kind === 'list')
    return value.cut === true ? { items: value.items.map(plain), ...mark } : value.items.map(plain)
  const members = value.kind === 'struct' ? value.fields : value.entries
  return { ...Object.fromEntries([...members].map(([name, one]) => [name, plain(one)])), ...mark }
}

describe('a value of %+v', () => {
  test.each<[string, unknown]>([
    ['{}', {}],
    ['map[]', {}],
    ['[]', []],
    ['', ''],
    ['10s', '10s'],
    ['a b c', 'a b c'],
    ['<nil>', '<nil>'],
    ['{A:1 B:two words C:}', { A: '1', B: 'two words', C: '' }],
    ['{A: B: C:/x}', { A: '', B: '', C: '/x' }],
    ['&{A:{B:{C:x}} D:[]}', { A: { B: { C: 'x' } }, D: [] }],
    ['[a b c]', ['a', 'b', 'c']],
    ['[{A:1} {A:2}]', [{ A: '1' }, { A: '2' }]],
    ['[map[a:1] [b]]', [{ a: '1' }, ['b']]],
    [
      'map[ephemeral-storage:2Gi hugepages-2Mi:0 nvidia.com/gpu:1]',
      { 'ephemeral-storage': '2Gi', 'hugepages-2Mi': '0', 'nvidia.com/gpu': '1' },
    ],
    ['map[pods:{} system-reserved:{}]', { pods: {}, 'system-reserved': {} }],
    ['map[a:x y b:z]', { a: 'x y', b: 'z' }],
    ['map[a:2023-11-14 22:13:20 +0000 UTC b:1]', { a: '2023-11-14 22:13:20 +0000 UTC', b: '1' }],
    ['map[0:{A:1} 1:{A:2}]', { 0: { A: '1' }, 1: { A: '2' } }],
    [
      '{Endpoint:unix:///run/x.sock Time:2023-11-14 22:13:20 +0000 UTC Next:1}',
      { Endpoint: 'unix:///run/x.sock', Time: '2023-11-14 22:13:20 +0000 UTC', Next: '1' },
    ],
    ['{Name:a[1] b]c D:1', '{Name:a[1] b]c D:1'],
    ['{A:[x]y B:1}', { A: '[x]y', B: '1' }],
    ['{A:1 __proto__:x constructor:y}', { A: '1', __proto__: 'x', constructor: 'y' }],
  ])('%s', (text, tree) => {
    const value = parseGoValue(text)
    if (text.includes('__proto__')) expect(goTextAt(value, '__proto__')).toBe('x')
    else expect(plain(value)).toEqual(tree)
  })

  test.each<[string, unknown]>([
    ['{A:1 B:73400', { A: '1', B: { text: '73400', 'cut!': true }, 'cut!': true }],
    [
      '{A:map[a:1 b:{C:2',
      { A: { a: '1', b: { C: { text: '2', 'cut!': true }, 'cut!': true }, 'cut!': true }, 'cut!': true },
    ],
    ['[a b', { items: ['a', { text: 'b', 'cut!': true }], 'cut!': true }],
    ['{A:1 ', { A: { text: '1 ', 'cut!': true }, 'cut!': true }],
  ])('that is cut: %s', (text, tree) => {
    expect(plain(parseGoValue(text))).toEqual(tree)
  })

  test('of any depth', () => {
    const deep = (n: number) => `${'{A:'.repeat(n)}x${'}'.repeat(n)}`
    expect(goTextAt(parseGoValue(deep(60)), ...Array<string>(60).fill('A'))).toBe('x')
    expect(goTextAt(parseGoValue(deep(100_000)), ...Array<string>(64).fill('A'))).toBe(deep(100_000 - 64))
  })

  test('is read in linear time', () => {
    const start = performance.now()
    for (const part of ['{A:', '[', 'map[a:', '} ', ' A', '{A:1 ', 'map[1:', '& ', '[a]b '])
      parseGoValue(part.repeat(200_000))
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

const NODE_CONFIG =
  '{RuntimeCgroupsName: SystemCgroupsName: KubeletCgroupsName: ContainerRuntime:remote CgroupsPerQOS:true CgroupRoot:/ CgroupDriver:systemd KubeletRootDir:/var/lib/kubelet ProtectKernelDefaults:false NodeAllocatableConfig:{KubeReservedCgroupName: SystemReservedCgroupName:/system.slice ReservedSystemCPUs: EnforceNodeAllocatable:map[pods:{} system-reserved:{}] KubeReserved:map[cpu:{i:{value:100 scale:-3} d:{Dec:<nil>} s:100m Format:DecimalSI} ephemeral-storage:{i:{value:2147483648 scale:0} d:{Dec:<nil>} s:2Gi Format:BinarySI} memory:{i:{value:0 scale:0} d:{Dec:0xc0004f90e0} s: Format:BinarySI}] SystemReserved:map[memory:{i:{value:1073741824 scale:0} d:{Dec:<nil>} s:1Gi Format:BinarySI}] HardEvictionThresholds:[{Signal:memory.available Operator:LessThan Value:{Quantity:100Mi Percentage:0} GracePeriod:0s MinReclaim:<nil>} {Signal:nodefs.available Operator:LessThan Value:{Quantity:<nil> Percentage:0.1} GracePeriod:0s MinReclaim:<nil>}]} QOSReserved:map[] ExperimentalCPUManagerPolicy:none}'

describe('the node config of 1.20', () => {
  const config = parseGoValue(NODE_CONFIG)
  const allocatable = goValueAt(config, 'NodeAllocatableConfig')

  test('has fields, nested ones and empty ones', () => {
    expect(goTextAt(config, 'SystemCgroupsName')).toBe('')
    expect(goTextAt(config, 'CgroupDriver')).toBe('systemd')
    expect(goTextAt(config, 'ExperimentalCPUManagerPolicy')).toBe('none')
    expect(goTextAt(allocatable, 'KubeReservedCgroupName')).toBe('')
    expect(goTextAt(allocatable, 'SystemReservedCgroupName')).toBe('/system.slice')
    expect(plain(goValueAt(allocatable, 'EnforceNodeAllocatable') ?? config)).toEqual({
      pods: {},
      'system-reserved': {},
    })
    expect(plain(goValueAt(allocatable, 'HardEvictionThresholds') ?? config)).toEqual([
      {
        Signal: 'memory.available',
        Operator: 'LessThan',
        Value: { Quantity: '100Mi', Percentage: '0' },
        GracePeriod: '0s',
        MinReclaim: '<nil>',
      },
      {
        Signal: 'nodefs.available',
        Operator: 'LessThan',
        Value: { Quantity: '<nil>', Percentage: '0.1' },
        GracePeriod: '0s',
        MinReclaim: '<nil>',
      },
    ])
    expect(goValueAt(config, 'NodeAllocatableConfig', 'No', 'such')).toBeUndefined()
  })

  test('has amounts, if they are not behind a pointer', () => {
    const amount = (...path: string[]) => quantityOfStruct(goValueAt(allocatable, ...path))
    expect(amount('KubeReserved', 'cpu')).toEqual({
      ok: true,
      nanos: 100_000_000n,
      format: 'DecimalSI',
      bytes: 1,
    })
    expect(amount('KubeReserved', 'ephemeral-storage')).toMatchObject({
      bytes: 2147483648,
      format: 'BinarySI',
    })
    expect(amount('SystemReserved', 'memory')).toMatchObject({ bytes: 1073741824 })
    expect(amount('KubeReserved', 'memory')).toMatchObject({
      ok: false,
      problem: { code: 'quantity-unknown' },
    })
    expect(amount('KubeReserved', 'nothing')).toMatchObject({
      ok: false,
      problem: { code: 'quantity-unknown' },
    })
  })

  test.each<[string, object]>([
    ['{i:{value:0 scale:0} d:{Dec:0xc0004f90e0} s:1.5Gi Format:BinarySI}', { ok: true, bytes: 1610612736 }],
    ['{i:{value:5 scale:9} d:{Dec:<nil>} s: Format:DecimalSI}', { ok: true, bytes: 5_000_000_000 }],
    [
      '{i:{value:1 scale:3} d:{Dec:<nil>} s: Format:DecimalExponent}',
      { ok: true, bytes: 1000, format: 'DecimalExponent' },
    ],
    [
      '{i:{value:-1500 scale:-3} d:{Dec:<nil>} s: Format:DecimalSI}',
      { ok: true, nanos: -1_500_000_000n, bytes: -2 },
    ],
    ['{i:{value:7340', { ok: false, problem: { code: 'quantity-unknown' } }],
    ['{i:{value:734003200 scale:0} d:{Dec:<nil>', { ok: false, problem: { code: 'quantity-unknown' } }],
    [
      '{i:{value:9223372036854775807 scale:9} d:{Dec:<nil>} s: Format:DecimalSI}',
      { ok: false, problem: { code: 'number-out-of-range' } },
    ],
    [
      '{i:{value:x scale:0} d:{Dec:<nil>} s: Format:DecimalSI}',
      { ok: false, problem: { code: 'quantity-unknown' } },
    ],
    ['700Mi', { ok: false, problem: { code: 'quantity-unknown' } }],
  ])('%s', (text, found) => {
    expect(quantityOfStruct(parseGoValue(text))).toMatchObject(found)
  })
})

describe('a Go string', () => {
  test.each<[string, string | undefined]>([
    ['""', ''],
    ['"a\\a\\b\\f\\n\\r\\t\\v\\\\\\"\\\'"', 'a\x07\b\f\n\r\t\v\\"\''],
    ['"\\x01\\x7f\\u00a0\\U0001F642\\101é🙂"', '\x01\x7f\u00a0🙂Aé🙂'],
    ['"a\\xff\\xc3"', 'a\\xff\\xc3'],
    ['"\\Uffffffff"', '\\Uffffffff'],
    ['"a', undefined],
    ['a"', undefined],
    ['"a"b"', undefined],
    ['"a\\"', undefined],
    ['"\\q"', undefined],
    ['"\\x1"', undefined],
    ['"a\nb"', undefined],
    ['"', undefined],
    ['', undefined],
  ])('%s', (text, meaning) => {
    expect(unquoteGo(text)).toBe(meaning)
  })
})
