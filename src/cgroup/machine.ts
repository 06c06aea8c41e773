import type { Owner } from './owner.js'
import { believableDirectory, type Stand } from './place.js'
import { unescapeUnit } from './systemd-unit.js'

const LXC = /^lxc\.(payload|monitor)\.([^/]+)$/
const MACHINE_SCOPE = /^machine-([^/]+)\.scope$/
const LIBVIRT_NAME = /^(?:qemu|lxc|xen)-\d+-(.+)$/s
const LIBVIRT_DIRECTORY = /^(?:qemu-\d+-)?([^/]+)\.libvirt-(?:qemu|lxc)$/
const NSPAWN = /^systemd-nspawn@([^/]+)\.service$/

/** System containers and virtual machines. */
export function machineOwner(stand: Stand): Owner | undefined {
  return lxc(stand) ?? machined(stand) ?? numbered(stand) ?? libvirtDirectory(stand)
}

/** `/lxc.payload.{name}`; LXC 3 and 4 `/lxc.payload/{name}`; before that `/lxc/{name}`. */
function lxc(stand: Stand): Owner | undefined {
  const { place, at } = stand
  const part = place.parts[at] ?? ''
  if (at > stand.from && (place.parts[at - 1] ?? '').endsWith('.slice')) return undefined
  const found = LXC.exec(part)
  const name = found?.[2]
  if (name !== undefined) {
    const monitor = found?.[1] === 'monitor' ? { monitor: true } : {}
    return { end: at + 1, identity: { kind: 'lxc', runtime: 'lxc', name, ...monitor } }
  }
  const inner = place.parts[at + 1]
  if (inner === undefined) return undefined
  if (part === 'lxc' || part === 'lxc.payload' || part === 'lxc.monitor') {
    const monitor = part === 'lxc.monitor' ? { monitor: true } : {}
    return { end: at + 2, identity: { kind: 'lxc', runtime: 'lxc', name: inner, ...monitor } }
  }
  return undefined
}

/** What systemd-machined registered: `/machine.slice/machine-qemu\x2d3\x2dweb.scope`, `systemd-nspawn@c1.service`. */
function machined({ place, at, from }: Stand): Owner | undefined {
  const unit = place.parts[at] ?? ''
  const parent = place.parts[at - 1]
  const home = parent === 'machine.slice' && at === from + 1
  if (!home && !(place.relative && place.parts.length === 1)) return undefined
  const nspawn = NSPAWN.exec(unit)?.[1]
  if (nspawn !== undefined) {
    const name = unescapeUnit(nspawn)
    return { end: at + 1, identity: { kind: 'machine', runtime: 'systemd-nspawn', name, unit } }
  }
  const scope = MACHINE_SCOPE.exec(unit)?.[1]
  if (scope === undefined) return undefined
  const registered = unescapeUnit(scope)
  const domain = LIBVIRT_NAME.exec(registered)?.[1]
  const known = domain === undefined ? { name: registered } : { runtime: 'libvirt', name: domain }
  return { end: at + 1, identity: { kind: 'machine', ...known, unit } }
}

/** Proxmox VE numbers its virtual machines: `/qemu.slice/101.scope`. */
function numbered({ place, at, from }: Stand): Owner | undefined {
  const unit = place.parts[at] ?? ''
  const name = /^([0-9]{1,9})\.scope$/.exec(unit)?.[1]
  if (name === undefined || at !== from + 1 || place.parts[from] !== 'qemu.slice') return undefined
  return { end: at + 1, identity: { kind: 'machine', runtime: 'qemu', name, unit } }
}

/** libvirt where machined is missing: `/machine/qemu-3-web.libvirt-qemu`. */
function libvirtDirectory(stand: Stand): Owner | undefined {
  const { place, at } = stand
  if (place.parts[at] !== 'machine' || !believableDirectory(stand)) return undefined
  const name = LIBVIRT_DIRECTORY.exec(place.parts[at + 1] ?? '')?.[1]
  return name === undefined
    ? undefined
    : { end: at + 2, identity: { kind: 'machine', runtime: 'libvirt', name } }
}
