import { expect, test } from 'vitest'
import { klogJson, said, saidIn } from './sample-lines.js'

const change = (what: string, path?: string) => ({
  type: 'kubelet-config-change',
  what,
  ...(path === undefined ? {} : { path }),
})
const SHUTDOWN = { type: 'kubelet-notice', notice: 'node-shutdown' }
const PODS = 'web-0_default(717a65b960c3cc265763b15c63dca4c4)'

test.each<[message: string, says: object]>([
  ['kubelet config controller: starting controller', change('dynamic-config')],
  ['kubelet config controller: assigned ConfigMap was updated', change('dynamic-config')],
  ['kubelet config controller: Node.Spec.ConfigSource was updated', change('dynamic-config')],
  [
    'kubelet config controller: Node.Spec.ConfigSource is non-empty, will checkpoint source and update config if necessary',
    change('dynamic-config'),
  ],
  ['"Kubelet config controller starting controller"', change('dynamic-config')],
  ['"Kubelet config controller assigned ConfigMap was updated"', change('dynamic-config')],
  ['"Kubelet config controller Node.Spec.ConfigSource was updated"', change('dynamic-config')],
  ['Kubelet restarting to use local config', change('dynamic-config')],
  [
    '"Kubelet restarting to use /api/v1/namespaces/a/configmaps/b, UID: 1, ResourceVersion: 2, KubeletConfigKey: kubelet"',
    change('dynamic-config'),
  ],
  [
    '"Skipped file in drop-in directory (does not have .conf extension)" file="/etc/kubelet.conf.d/a.yaml"',
    change('config-directory', '/etc/kubelet.conf.d/a.yaml'),
  ],
  ['Adding pod path: /etc/kubernetes/manifests', change('static-pods', '/etc/kubernetes/manifests')],
  [
    '"Adding static pod path" path="/etc/kubernetes/manifests"',
    change('static-pods', '/etc/kubernetes/manifests'),
  ],
  ['Watching path "/etc/kubernetes/manifests"', change('static-pods', '/etc/kubernetes/manifests')],
  ['"Watching path" path="/etc/kubernetes/manifests"', change('static-pods', '/etc/kubernetes/manifests')],
  ['Reading config file "/etc/a b.yaml"', change('static-pods', '/etc/a b.yaml')],
  ['"Reading config file" path="/etc/a.yaml"', change('static-pods', '/etc/a.yaml')],
  [`SyncLoop (ADD, "file"): "${PODS}, ${PODS}"`, change('static-pods')],
  ['"SyncLoop ADD" source="file" pods=[kube-system/etcd-a kube-system/b]', change('static-pods')],
  ['"SyncLoop REMOVE" source="file" pods=["kube-system/etcd-a"]', change('static-pods')],
  ['Shutdown manager detected new shutdown event, isNodeShuttingDownNow: true', SHUTDOWN],
  ['"Shutdown manager detected new shutdown event, isNodeShuttingDownNow" event=true', SHUTDOWN],
  ['"Shutdown manager detected new shutdown event" event="shutdown"', SHUTDOWN],
  ['"Shutdown manager detected new shutdown event" event="cancel"', SHUTDOWN],
  ['Shutdown manager processing shutdown event', SHUTDOWN],
  ['Shutdown manager completed processing shutdown event, node will shutdown shortly', SHUTDOWN],
  ['"Shutdown manager processing shutdown event"', SHUTDOWN],
  ['"Shutdown manager completed processing shutdown event, node will shutdown shortly"', SHUTDOWN],
])('%s', (message, says) => {
  expect(said(message)).toEqual([says])
})

test('the JSON format', () => {
  const pods = [{ name: 'etcd-a', namespace: 'kube-system' }]
  expect(saidIn(klogJson('SyncLoop ADD', { source: 'file', pods }))).toEqual([change('static-pods')])
})

test.each([
  'SyncLoop (ADD, "file"): ""',
  `SyncLoop (ADD, "api"): "${PODS}"`,
  'SyncLoop (housekeeping)',
  '"SyncLoop ADD" source="file" pods=[]',
  '"SyncLoop ADD" source="api" pods=["default/web-0"]',
  'Watching apiserver',
  '"Watching apiserver"',
])('nothing is read from: %s', (message) => {
  expect(said(message)).toEqual([])
})
