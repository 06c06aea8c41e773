import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse as parseToml } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { runTool, toolNamed } from '../support/tool.js'

const FOLDER = 'docs/pipelines'
const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8')
const missing = (tool: string, path: string | undefined) => (path === undefined ? `(no ${tool}) ` : '')

const systemdAnalyze = toolNamed('systemd-analyze')
const promtool = toolNamed('promtool')
const UNITS = readdirSync(FOLDER).filter((name) => /\.(?:service|timer)$/.test(name))

it('docs/pipelines.md tells of each file, and of no other', () => {
  const told = [...readFileSync('docs/pipelines.md', 'utf8').matchAll(/\(pipelines\/([\w.-]+)\)/g)]
  expect(new Set(told.map(([, name]) => name))).toEqual(new Set(readdirSync(FOLDER)))
})

describe('units', () => {
  it('are found', () => {
    expect(UNITS).toHaveLength(3)
  })

  it.skipIf(systemdAnalyze === undefined).each(UNITS)(
    `${missing('systemd-analyze', systemdAnalyze)}%s is what systemd has nothing to say of`,
    (name) => {
      const told = runTool(systemdAnalyze ?? '', ['verify', resolve(FOLDER, name)])
      expect(told).toEqual({ status: 0, said: '' })
    },
  )
})

describe('configurations of collectors', () => {
  it('Vector: a source, and each step takes what there is', () => {
    const config = parseToml(text('vector.toml')) as {
      sources: Record<string, { command: string[]; decoding: { codec: string } }>
      transforms: Record<string, { inputs: string[] }>
      sinks: Record<string, { inputs: string[] }>
    }
    expect(config.sources.oomparse).toMatchObject({ type: 'exec', decoding: { codec: 'json' } })
    expect(config.sources.oomparse?.command.at(-1)).toMatch(/oomparse --follow --format ndjson -$/)
    const names = new Set([...Object.keys(config.sources), ...Object.keys(config.transforms)])
    for (const { inputs } of [...Object.values(config.transforms), ...Object.values(config.sinks)])
      for (const input of inputs) expect(names).toContain(input)
  })

  it('Fluent Bit: the parser that is asked for is there, and the file is that of the unit', () => {
    const { parsers, pipeline } = parseYaml(text('fluent-bit.yaml'))
    const [input] = pipeline.inputs
    expect(parsers.map(({ name }: { name: string }) => name)).toContain(input.parser)
    expect(input.path).toBe('/var/log/oomparse/oom.ndjson')
    for (const { match } of [...pipeline.filters, ...pipeline.outputs]) expect(match).toBe(input.tag)
  })

  it('OpenTelemetry Collector: its pipeline is made of what it names', () => {
    const { receivers, processors, exporters, service } = parseYaml(text('otel-collector.yaml'))
    const { logs } = service.pipelines
    expect(Object.keys(receivers)).toEqual(logs.receivers)
    expect(Object.keys(processors)).toEqual(logs.processors)
    expect(Object.keys(exporters)).toEqual(logs.exporters)
  })
})

describe('rules of Prometheus', () => {
  it('ask for metrics that there are', async () => {
    const { METRICS } = await import('../../src/report/prometheus/metrics.js')
    const names = new Set<string>(Object.values(METRICS).map(({ name }) => name))
    const { groups } = parseYaml(text('prometheus-rules.yml'))
    const asked = groups.flatMap(({ rules }: { rules: { expr: string }[] }) =>
      rules.flatMap(({ expr }) => [...expr.matchAll(/oomparse_\w+/g)].map(([name]) => name)),
    )
    expect(asked.length).toBeGreaterThan(1)
    for (const name of asked) expect(names).toContain(name)
  })

  it.skipIf(promtool === undefined)(`${missing('promtool', promtool)}are what promtool takes`, () => {
    const told = runTool(promtool ?? '', ['check', 'rules', join(FOLDER, 'prometheus-rules.yml')])
    expect(told).toMatchObject({ status: 0 })
  })
})
