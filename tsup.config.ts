import { isBuiltin } from 'node:module'
import { defineConfig, type Options } from 'tsup'

/** A CommonJS package in the bundle (xz-decompress) cannot `require` Node's modules: a bundle of ES modules imports them. */
const requireOfNodeIsImport: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'require-of-node-is-import',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ kind, path }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'node-import' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'node-import' }, ({ path }) => ({
      contents: `export * from ${JSON.stringify(`node:${path.replace(/^node:/, '')}`)}`,
    }))
  },
}

export default defineConfig([
  {
    entry: { index: 'src/index.ts', klog: 'src/klog/public.ts' },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    clean: true,
  },
  {
    // One bundled file: a cold start reads one file and not a tree of packages.
    entry: { cli: 'src/cli/main.ts', worker: 'src/cli/worker.ts' },
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    noExternal: [/.*/],
    removeNodeProtocol: false,
    minifySyntax: true,
    minifyWhitespace: true,
    splitting: true,
    esbuildPlugins: [requireOfNodeIsImport],
    esbuildOptions(options) {
      // The package's own ES modules: its CommonJS build asks for Node's modules in a way that a bundle cannot answer.
      options.alias = { yaml: './node_modules/yaml/browser/index.js' }
    },
    banner: { js: '#!/usr/bin/env node' },
  },
])
