// `npm run bench`: bundles the benchmarks, which search the anchors of the sources, and runs them; with `--page` those of the page.
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

const program = process.argv.includes('--page') ? 'browser' : 'main'
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
await build({
  config: false,
  entry: [`bench/${program}.ts`],
  outDir: 'bench/.build',
  format: ['esm'],
  external: ['playwright-core'],
  target: 'node20',
  silent: true,
})
await import(`./.build/${program}.js`)
