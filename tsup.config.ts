import { isBuiltin } from 'node:module'
import { defineConfig, type Options } from 'tsup'

/** A CommonJS package in the bundle (xz-decompress, cli-progress) cannot `require` Node's modules: there is no `require`. */
const requireOfNode: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'require-of-node',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ kind, path }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'node-module' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'node-module' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}

const DOORS = {
  index: 'src/index.ts',
  ...Object.fromEntries(
    ['cgroup', 'clock', 'kernel', 'klog', 'node', 'quantity', 'rules', 'schema'].map((door) => [
      door,
      `src/doors/${door}.ts`,
    ]),
  ),
}

/** One bundled program: a cold start reads its files and not a tree of packages. */
const program: Options = {
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  noExternal: [/.*/],
  removeNodeProtocol: false,
  minifySyntax: true,
  minifyWhitespace: true,
  esbuildPlugins: [requireOfNode],
  esbuildOptions(options) {
    // The package's own ES modules: its CommonJS build asks for Node's modules in a way that a bundle cannot answer.
    options.alias = { yaml: './node_modules/yaml/browser/index.js' }
  },
  banner: { js: '#!/usr/bin/env node' },
}

export default defineConfig([
  {
    // The doors of the package. What several of them need is in chunks, so that a door brings along no more than it uses.
    entry: DOORS,
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    clean: true,
    splitting: true,
    external: [/^node:/],
    removeNodeProtocol: false,
    // No dependencies of the package: they unpack for the door `node`.
    noExternal: ['xz-decompress', 'zstddec'],
    esbuildPlugins: [requireOfNode],
  },
  {
    ...program,
    entry: { cli: 'src/cli/main.ts', worker: 'src/cli/worker.ts' },
    splitting: true,
  },
  {
    // The same as one file, for a machine on which nothing can be installed.
    ...program,
    entry: { oomparse: 'src/cli/single-file.ts' },
    splitting: false,
    outExtension: () => ({ js: '.mjs' }),
  },
])
