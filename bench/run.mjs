// `npm run bench`: bundles the benchmarks, which search the anchors of the sources, and runs them.
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
await build({
  config: false,
  entry: ['bench/main.ts'],
  outDir: 'bench/.build',
  format: ['esm'],
  target: 'node20',
  silent: true,
})
await import('./.build/main.js')
