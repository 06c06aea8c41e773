import module from 'node:module'

/**
 * From Node 22.8 on, V8's code of this program is kept in Node's own cache below the temporary directory, and the next start
 * need not compile it. Where that cannot be (NODE_DISABLE_COMPILE_CACHE, a directory that is not writable), Node goes on without.
 */
export function keepCompiled(): void {
  const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown }
  enableCompileCache?.()
}
