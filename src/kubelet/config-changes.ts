import { unquoteGo, valueIn } from '../klog/index.js'
import { podsOf } from './pods.js'
import { type Form, present, type Statement } from './statement.js'

const CHANGES = ['ADD', 'UPDATE', 'REMOVE', 'DELETE']
/** Until 1.20: `SyncLoop (ADD, "file"): "web_default(uid)"`. */
const SYNC_LOOP = /^SyncLoop \((?:ADD|UPDATE|REMOVE|DELETE), "file"\): "(.*)"$/s

export const CONFIG_CHANGES: readonly Form[] = [
  // Dynamic kubelet configuration, removed in 1.24.
  { opens: 'kubelet config controller: ', read: dynamic },
  { opens: 'Kubelet config controller ', read: dynamic },
  { opens: 'Kubelet restarting to use ', read: dynamic },
  {
    opens: 'Skipped file in drop-in directory',
    read: (entry) => [
      {
        type: 'kubelet-config-change',
        what: 'config-directory',
        ...present({ path: valueIn(entry, 'file') }),
      },
    ],
  },
  pathForm('Adding pod path: ', (rest) => rest),
  pathForm('Watching path ', unquoteGo),
  pathForm('Reading config file ', unquoteGo),
  pathPairForm('Adding static pod path'),
  pathPairForm('Watching path'),
  pathPairForm('Reading config file'),
  // Not `SyncLoop (` alone: each kubelet tells every two seconds of its housekeeping.
  ...CHANGES.map(
    (what): Form => ({
      opens: `SyncLoop (${what}, "file"): `,
      read: (_entry, text) => staticPods(SYNC_LOOP.exec(text)?.[1]),
    }),
  ),
  ...CHANGES.map(
    (what): Form => ({
      opens: `SyncLoop ${what}`,
      read: (entry) => (valueIn(entry, 'source') === 'file' ? staticPods(valueIn(entry, 'pods')) : []),
    }),
  ),
  // Until 1.20 and 1.22; `…, isNodeShuttingDownNow` with a value; 1.23 with `event="shutdown"`.
  { opens: 'Shutdown manager detected new shutdown event', read: shutdown },
  { opens: 'Shutdown manager processing shutdown event', read: shutdown },
  { opens: 'Shutdown manager completed processing shutdown event', read: shutdown },
]

function dynamic(): Statement[] {
  return [{ type: 'kubelet-config-change', what: 'dynamic-config' }]
}

function shutdown(): Statement[] {
  return [{ type: 'kubelet-notice', notice: 'node-shutdown' }]
}

function pathForm(opens: string, pathOf: (rest: string) => string | undefined): Form {
  return { opens, read: (_entry, text) => staticPath(pathOf(text.slice(opens.length))) }
}

function pathPairForm(opens: string): Form {
  return { opens, read: (entry) => staticPath(valueIn(entry, 'path')) }
}

function staticPath(path: string | undefined): Statement[] {
  if (path === undefined || path === '') return []
  return [{ type: 'kubelet-config-change', what: 'static-pods', path }]
}

/** Each start says that it has no static pods yet: that is no change. */
function staticPods(printed: string | undefined): Statement[] {
  if (podsOf(printed).length === 0) return []
  return [{ type: 'kubelet-config-change', what: 'static-pods' }]
}
