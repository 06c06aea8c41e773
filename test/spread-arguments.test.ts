import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

/** The calls that spread what has a bound, whatever the log. */
const BOUNDED: readonly string[] = [
  'src/cli/bundle-options.ts: all.push',
  'src/cli/explain.ts: Math.max',
  'src/clock/years-of-inputs.ts: Math.max',
  'src/diagnosis/index.ts: said.push',
  'src/diagnosis/rules/node/config-raced-start.ts: found.push',
  'src/diagnosis/rules/shortage/reach.ts: Math.max',
  'src/evidence/kubelet-arguments.ts: lists.push',
  'src/explain/distance.ts: Math.min',
  'src/figures/badness.ts: Math.max',
  'src/figures/badness.ts: Math.min',
  'src/filter/buckets.ts: Math.min',
  'src/filter/scanner.ts: Math.max',
  'src/framing/bytes.ts: bytes.push',
  'src/kernel/anchors.ts: starts.push',
  'src/kernel/constructs/identity.ts: untilLast',
  'src/kernel/constructs/kill.ts: P.alt',
  'src/kernel/constructs/task-table.ts: columns.push',
  'src/kernel/gathering.ts: draft.possibleVictims.push',
  'src/kernel/gfp/decode.ts: Math.min',
  'src/klog/go-value.ts: goValueAt',
  'src/page/shell/dropped.ts: all.push',
  'src/report/details/chunks.ts: field',
  'src/report/doubts.ts: field',
  'src/report/evidence.ts: shown.push',
  'src/report/head/finding-lines.ts: lines.push',
  'src/report/oom-block.ts: field',
  'src/report/tasks.ts: field',
  'src/report/trigger.ts: field',
  'src/report/usage.ts: field',
  'src/report/victims.ts: field',
]

function spreadCalls(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.arguments.some(ts.isSpreadElement))
      found.push(`${path}: ${node.expression.getText(file)}`)
    ts.forEachChild(node, look)
  }
  look(file)
  return found
}

/** Arguments stand on the stack: 120,000 or so of them, and the program throws. A log of that many heads did (seen with Node.js 20). */
it('no call spreads as many arguments as a log has lines', () => {
  const calls = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|fixture)\.tsx?$/.test(path))
    .flatMap((path) => spreadCalls(join('src', path)))
  expect(calls.filter((call) => !BOUNDED.includes(call))).toEqual([])
})
