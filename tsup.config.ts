import { defineConfig } from 'tsup'

export default defineConfig([
  {
    entry: { index: 'src/index.ts' },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    clean: true,
  },
  {
    // One bundled file: a cold start reads one file and not a tree of packages.
    entry: { cli: 'src/cli/main.ts' },
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    noExternal: [/.*/],
    removeNodeProtocol: false,
    minifySyntax: true,
    minifyWhitespace: true,
    splitting: true,
    banner: { js: '#!/usr/bin/env node' },
  },
])
