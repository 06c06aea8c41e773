/** The ordinary lines of a server's syslog: how many of a thousand, and what they say. The kernel's get their stamp later. */
export const SENDERS: readonly (readonly [share: number, ...templates: string[]])[] = [
  [
    380,
    'nginx[{pid}]: {ip} - - "GET /api/v1/{path}?page={nn} HTTP/1.1" {status} {nnnnn} "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"',
    'nginx[{pid}]: {ip} - {user} "POST /api/v1/{path} HTTP/2.0" {status} {nnn} "https://www.example.org/{path}" "curl/7.88.1" rt=0.{nnn}',
  ],
  [
    120,
    'sshd[{pid}]: Failed password for invalid user {user} from {ip} port {port} ssh2',
    'sshd[{pid}]: Received disconnect from {ip} port {port}:11: Bye Bye [preauth]',
    'sshd[{pid}]: Accepted publickey for {user} from {ip} port {port} ssh2: RSA SHA256:{hex}{hex}{hex}{hex}',
    'sshd[{pid}]: pam_unix(sshd:session): session opened for user {user}(uid=1{nnn}) by (uid=0)',
  ],
  [
    110,
    'postfix/smtpd[{pid}]: connect from mail-{nnn}.example.org[{ip}]',
    'postfix/smtp[{pid}]: {hex}: to=<{user}@example.org>, relay=mx{n}.example.org[{ip}]:25, delay={n}.{nn}, delays=0.01/0/0.{nn}/0.{nn}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {hex})',
    'postfix/qmgr[{pid}]: {hex}: from=<{user}@example.org>, size={nnnnn}, nrcpt=1 (queue active)',
  ],
  [
    80,
    'systemd[1]: Started Session {nnnnn} of user {user}.',
    'systemd[1]: session-{nnnnn}.scope: Succeeded.',
    'systemd[1]: Starting Daily man-db regeneration...',
    'systemd[1]: Finished Cleanup of Temporary Directories.',
  ],
  [
    70,
    'CRON[{pid}]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)',
    'CRON[{pid}]: pam_unix(cron:session): session opened for user {user} by (uid=0)',
    'CRON[{pid}]: (www-data) CMD (php /var/www/cron.php --shard={nn} > /dev/null 2>&1)',
  ],
  [
    70,
    'dockerd[{pid}]: time="2026-11-23T18:{nn}:20.{nnn}Z" level=info msg="ignoring event" container={hex}{hex}{hex}{hex} module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"',
    'dockerd[{pid}]: time="2026-11-23T18:{nn}:21.{nnn}Z" level=warning msg="Health check for container {hex}{hex} error: timed out"',
  ],
  [
    50,
    'postgres[{pid}]: [{nn}-1] LOG:  checkpoint complete: wrote {nnn} buffers (0.{n}%); 0 WAL file(s) added, {n} removed, 0 recycled; write=1{n}.{nnn} s, sync=0.{nnn} s, total=1{n}.{nnn} s',
    'postgres[{pid}]: [{nn}-2] ERROR:  duplicate key value violates unique constraint "orders_{nn}_pkey"',
  ],
  [
    40,
    'systemd-logind[{pid}]: New session {nnnnn} of user {user}.',
    'systemd-logind[{pid}]: Session {nnnnn} logged out. Waiting for processes to exit.',
  ],
  [
    30,
    'kernel: [UFW BLOCK] IN=eth0 OUT= MAC=52:54:00:12:34:56:52:55:0a:00:02:02:08:00 SRC={ip} DST=10.0.0.5 LEN=40 TOS=0x00 PREC=0x00 TTL=243 ID={nnnnn} PROTO=TCP SPT={port} DPT={nnn} WINDOW=1024 RES=0x00 SYN URGP=0',
    'kernel: usb 1-{nn}: new high-speed USB device number {nn} using xhci_hcd',
    'kernel: EXT4-fs (dm-{nnn}): mounted filesystem with ordered data mode. Opts: (null)',
    'kernel: docker0: port {n}(veth{hex}) entered blocking state',
  ],
  [
    20,
    'NetworkManager[{pid}]: <info>  [17{nnnnn}{nnn}.{nnn}4] dhcp4 (eth{n}): state changed bound -> extended, address={ip}',
    'NetworkManager[{pid}]: <info>  [17{nnnnn}{nnn}.{nnn}1] device (veth{hex}): carrier: link connected',
  ],
  [
    20,
    "rsyslogd[{pid}]: action 'action-{n}-builtin:omfwd' resumed (module 'builtin:omfwd') [v8.2102.0 try https://www.rsyslog.com/e/2359 ]",
    'chronyd[{pid}]: Selected source {ip} (2.debian.pool.ntp.org)',
  ],
  [
    10,
    "dbus-daemon[{pid}]: [system] Successfully activated service 'org.freedesktop.hostname{n}'",
    'snapd[{pid}]: storehelpers.go:773: cannot refresh: snap has no updates available: "core{nn}"',
  ],
]
