import { describe, expect, it } from 'vitest'
import type { Event } from '../record/index.js'
import { caseOf } from './case.js'
import { configurationChanges, isKubeletConfiguration } from './config-files.js'
import { event, FILES, KUBELET } from './events.fixture.js'

it.each([
  ['/etc/kubernetes/kubelet-customized-args.conf', true],
  ['/var/lib/kubelet/config.yaml', true],
  ['/var/lib/kubelet/kubeadm-flags.env', true],
  ['/etc/default/kubelet', true],
  ['/etc/sysconfig/kubelet', true],
  ['/etc/systemd/system/kubelet.service.d/10-kubeadm.conf', true],
  ['/etc/rancher/k3s/config.yaml', true],
  ['/etc/systemd/system/k3s.service.env', true],
  ['/var/snap/microk8s/current/args/kubelet', true],
  ['/etc/kubernetes/admin.conf', false],
  ['/etc/kubernetes/kubelet.conf', false],
  ['/etc/kubernetes/cni/net.d/10-kubelet.conf', false],
  ['/var/lib/kubelet/config.json', false],
  ['/var/lib/kubelet/kubeconfig.yaml', false],
  ['/etc/rancher/k3s/k3s.yaml', false],
  ['/etc/kubernetes/manifests/etcd.yaml', false],
  ['/var/lib/kubelet/pki/kubelet.conf', false],
  ['/var/lib/kubelet/cpu_manager_state', false],
  ['/var/log/kubelet.log', false],
  ['/usr/bin/kubelet', false],
  ['/etc/nginx/nginx.conf', false],
  ['/etc/nginx/kubelet.conf', true],
  ['/etc/kubernetes/kubelet-args', false],
  ['/etc/kubernetes/anything.toml', true],
  ['/etc/kubernetes/anything.yml', true],
  ['/etc/kubernetes/anything.cfg', true],
  ['/etc/kubernetes/anything.args', true],
  ['/etc/rancher/rke2/config.yaml', true],
  ['/etc/rancher/agent.yaml', false],
  ['/etc/k0s/k0s.yaml', true],
  ['/etc/microshift/config.yaml', true],
  ['/etc/origin/node/node-config.yaml', true],
  ['/etc/origin/master/master-config.yaml', false],
  ['/etc/systemd/system/rke2-agent.service.d/limits.conf', true],
  ['/etc/systemd/system/nginx.service.d/limits.conf', false],
  ['/etc/default/kubelet-extra', true],
  ['/etc/default/grub', false],
  ['/etc/default/kubelet/readme', false],
  ['/var/snap/microk8s/current/args/containerd', false],
  ['/var/snap/microk8s/current/args/kubelet.old', false],
  ['/etc/kubernetes/super-admin.conf', false],
  ['/etc/kubernetes/bootstrap-kubelet.conf', false],
  ['/etc/kubernetes/controller-manager.conf', false],
  ['/etc/kubernetes/scheduler.conf', false],
  ['/opt/kubelet.conf', true],
  ['/var/lib/kubelet/pods/1/volumes/a.yaml', false],
  ['/etc/kubernetes/addons/dns.yaml', false],
  [`/etc/kubernetes/${'a'.repeat(4096 - 21)}.conf`, true],
  [`/etc/kubernetes/${'a'.repeat(4096 - 20)}.conf`, false],
])('isKubeletConfiguration(%s)', (path, expected) => {
  expect(isKubeletConfiguration(path)).toBe(expected)
})

describe('which changes are of the configuration', () => {
  const change = (path: string) => event('config-file-modified', FILES, '10:00:00', { path })
  const copied = (input: string) => event('kubelet-config', { ...FILES, input }, undefined)
  const flag = (name: string, value: string) => event('kubelet-flag', KUBELET, '09:00:00', { name, value })

  function changed(shown: Event, ...paths: string[]): string[] {
    return configurationChanges(caseOf([shown, ...paths.map(change)], [])).map(({ path }) => path)
  }

  it('those of files that are usual, in their order', () => {
    const paths = ['/etc/default/kubelet', '/etc/passwd', '/etc/kubernetes/a.conf']
    expect(changed(flag('v', '2'), ...paths)).toEqual(['/etc/default/kubelet', '/etc/kubernetes/a.conf'])
  })

  it('that of the file that --config names, and of no other flag', () => {
    expect(changed(flag('config', '/opt/node.cfg'), '/opt/node.cfg')).toEqual(['/opt/node.cfg'])
    expect(changed(flag('bootstrap-kubeconfig', '/opt/node.cfg'), '/opt/node.cfg')).toEqual([])
  })

  it.each([
    ['sos/srv/node/settings', '/srv/node/settings'],
    ['sos/srv/node/settings.txt', '/srv/node/settings'],
    ['sos/srv/node/settings.gz', '/srv/node/settings'],
    ['/srv/node/settings', '/srv/node/settings'],
  ])('that of the file that %s is a copy of', (input, path) => {
    expect(changed(copied(input), path, '/node/other', '/other/srv/node/settings')).toEqual([path])
  })

  it('a copy without a folder tells nothing of where it was', () => {
    expect(changed(copied('settings'), '/srv/settings', 'settings')).toEqual([])
  })

  it('a path is looked at no deeper than 32 folders from its end', () => {
    const deep = (depth: number) => '/d'.repeat(depth)
    expect(changed(copied(`x${deep(40)}`), deep(32), deep(33))).toEqual([deep(32)])
  })
})
