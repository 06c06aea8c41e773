/** The import rules of docs/architecture.md, as a tool checks them (`npm run rooms`). */
const ROOMS = [
  'record',
  'grammar',
  'filter',
  'framing',
  'stamp',
  'cgroup',
  'kernel',
  'klog',
  'kubelet',
  'systemd',
  'runtime',
  'evidence',
  'sameness',
  'clock',
  'timeline',
  'figures',
  'diagnosis',
  'explain',
  'redact',
  'select',
  'report',
  'page',
  'node',
  'cli',
  'doors',
]

/** What each room may import of the others. The files in src/ itself are the road that joins them. */
const MAY_IMPORT = {
  record: [],
  grammar: ['record'],
  filter: ['grammar'],
  framing: ['record', 'grammar'],
  stamp: [],
  cgroup: ['record'],
  kernel: ['record', 'grammar', 'cgroup'],
  klog: ['record', 'grammar', 'framing'],
  kubelet: ['record', 'grammar', 'klog'],
  systemd: ['record', 'grammar', 'klog'],
  runtime: ['record', 'grammar', 'klog', 'stamp'],
  evidence: ['record', 'grammar', 'stamp', 'klog', 'kubelet'],
  sameness: ['record'],
  clock: ['record', 'stamp', 'sameness'],
  timeline: ['record', 'sameness'],
  figures: ['record'],
  diagnosis: ['record', 'cgroup', 'figures'],
  explain: ['record', 'diagnosis'],
  redact: ['record', 'cgroup'],
  select: ['record'],
  report: ['record', 'cgroup', 'figures', 'explain', 'select'],
  page: ['record', 'road', 'figures', 'cgroup', 'explain', 'redact', 'select', 'report'],
  node: ['record', 'road', 'redact'],
  doors: ['record', 'road', 'cgroup', 'clock', 'diagnosis', 'framing', 'klog', 'node', 'stamp'],
  cli: ['record', 'road', 'report', 'explain', 'redact', 'node', 'select'],
}

const ROAD = '^src/[^/]+\\.ts$'

const roomRules = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `${room}-looks-only-at-its-neighbours`,
  comment: `${room} may import ${others.join(', ') || 'no other room'}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^src/',
    pathNot: [room, ...others.filter((other) => other !== 'road')]
      .map((other) => `^src/${other}/`)
      .concat(others.includes('road') ? [ROAD] : []),
  },
}))

const doorRules = ROOMS.filter((room) => room !== 'record').map((room) => ({
  name: `${room}-is-entered-by-its-door`,
  comment: `other rooms import ${room} through its index.ts; a door of the package may take less than all of it`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`^src/${room}/`, '^src/doors/', '\\.test\\.ts$'] },
  to: { path: `^src/${room}/`, pathNot: `^src/${room}/index\\.ts$` },
}))

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the-core-is-browser-safe',
      comment: 'only src/node and src/cli may import modules of Node.js',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(node|cli)/', '\\.test\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-grammar-knows-parsimmon',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/grammar/' },
      to: { path: 'node_modules/parsimmon' },
    },
    {
      name: 'only-record-knows-zod',
      comment:
        'and the command that prints the JSON Schema; everybody else imports types, which cost nothing',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/record/', '^src/cli/schema', '\\.test\\.ts$'] },
      to: { path: 'node_modules/zod', dependencyTypesNot: ['type-only'] },
    },
    ...roomRules,
    ...doorRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types'],
    },
  },
}
