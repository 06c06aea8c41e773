import { Numbered } from './numbered.js'

/**
 * Programs that run on most nodes and tell nothing of their owner; some rules ask for them. Names as the kernel cuts them,
 * at 15 characters. Languages and databases are not among them: they tell what somebody runs.
 */
const COMMON: ReadonlySet<string> = new Set([
  ...['(sd-pam)', 'agetty', 'auditd', 'chronyd', 'conmon', 'containerd', 'containerd-shim', 'crio', 'cron'],
  ...['crond', 'crun', 'dbus-broker', 'dbus-daemon', 'dockerd', 'earlyoom', 'getty', 'init', 'k3s'],
  ...['kube-proxy', 'kubelet', 'login', 'pause', 'podman', 'rsyslogd', 'runc', 'runc:[0:PARENT]'],
  ...['runc:[1:CHILD]', 'runc:[2:INIT]', 'sshd', 'sshd-session', 'su', 'sudo', 'systemctl', 'systemd'],
  ...['systemd-journal', 'systemd-journald', 'systemd-logind', 'systemd-network', 'systemd-oomd'],
  // Shells, and the first processes that containers are given.
  ...['ash', 'bash', 'catatonit', 'dash', 'docker-init', 'dumb-init', 'sh', 'tini'],
  ...['systemd-resolve', 'systemd-timesyn', 'systemd-udevd', 'udevd'],
  ...['kcompactd0', 'khugepaged', 'kswapd0', 'kthreadd', 'oom_reaper', 'swapper'],
])

/** Threads of the kernel, which have a number. */
const KERNEL_THREAD = /^(?:kworker\/u?\d{1,4}:\d{1,4}H?|(?:kswapd|kcompactd)\d{1,4}|swapper\/\d{1,4})$/

/** Names of processes, as `cmd-1`. */
export class FakePrograms {
  readonly #names = new Numbered()

  of(comm: string): string {
    if (comm === '' || COMMON.has(comm) || KERNEL_THREAD.test(comm)) return comm
    return `cmd-${this.#names.of(comm)}`
  }
}
