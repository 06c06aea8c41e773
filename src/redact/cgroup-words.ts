/**
 * Words in cgroup paths and names of units that are the same everywhere: of systemd, the runtimes, Kubernetes, the
 * schedulers. All other words are somebody's own.
 */
export const CGROUP_WORDS: ReadonlySet<string> = new Set(
  [
    // Types of units, and what systemd makes by itself.
    'automount device mount path scope service slice socket swap target timer',
    'app background dbus getty init machine manager payload run serial session supervisor system user',
    'systemd coredump hostnamed journal journald localed logind machined networkd nspawn oomd resolved sysctl timedated',
    'timesyncd tmpfiles udev udevd userdbd wait online modules load random seed remount fs',
    // Daemons of most machines.
    'NetworkManager audit auditd chrony chronyd cron crond dbus-broker earlyoom polkit rsyslog snap snapd ssh sshd syslog',
    // Runtimes and Kubernetes.
    'buildkit conmon container containerd cri crio crun ctr docker libpod lxc moby monitor nerdctl pod podman runc',
    'besteffort burstable default guaranteed io k8s kube kubelet kubepods node proxy reserved runtime allocatable',
    'agent atomic daemon k0scontroller k0sworker k3s kubelite microk8s microshift openshift origin rke2 server',
    // Schedulers and virtual machines.
    'batch ecs ecstasks extern interactive job libvirt nomad qemu reserve share slurm slurmstepd step task uid xen',
  ].flatMap((line) => line.split(' ')),
)
