/** Folders and files that are the same on every machine, without the endings of the files. */
export const FILE_WORDS: ReadonlySet<string> = new Set(
  [
    // Folders of Linux.
    'boot cgroup dev etc fs home journal lib log logs memory mnt opt proc root run srv sys tmp usr var',
    'default network sysconfig system systemd user kernel share bin conf',
    // Kubernetes and its distributions.
    'kubernetes kubelet kubelet-config rancher k3s k3s-agent rke2 rke2-server rke2-agent k0s microk8s microshift origin node args',
    'addons checkpoints cni device-plugins manifests pki plugins plugins_registry pods static-pod-resources volumes containers',
    'admin super-admin controller-manager scheduler bootstrap-kubelet kubeconfig config kubeadm-flags kubeadm 10-kubeadm agent server',
    'snap current sosreport sos_commands sos must-gather',
    // Logs and outputs of commands.
    'console containerd crio date describe dmesg docker events free hostname kern kmsg kubepods kubepods.slice limits messages meminfo',
    'memory.max memory.limit_in_bytes memory.stat memory.current memory.events cmdline stat mtimes configz flags',
    'node nodes pod runtime syslog systemctl systemctl-show timedatectl uname uptime localtime timezone',
  ].flatMap((line) => line.split(' ')),
)

/** Endings that say what a file is. */
export const ENDING =
  /\.(?:args|bz2|cfg|conf|csv|d|env|gz|json|jsonl|log|ndjson|scope|service|slice|toml|txt|xz|ya?ml|zst|\d{1,2})$/
