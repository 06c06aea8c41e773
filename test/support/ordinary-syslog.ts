/** Lines of syslog in which nothing is said about memory, of the programs that a server has; always the same ones. */
export function ordinarySyslog(count: number, from = 0): string {
  const lines: string[] = []
  for (let index = from; index < from + count; index++) lines.push(`${stamp(index)} node-03 ${said(index)}`)
  return `${lines.join('\n')}\n`
}

/** A line every half second, from noon of 23 November on. */
function stamp(index: number): string {
  const time = new Date(Date.UTC(2026, 10, 23, 12) + index * 500)
  return `Nov ${time.getUTCDate()} ${time.toISOString().slice(11, 19)}`
}

function said(index: number): string {
  const n = (index * 7919) % 10_007
  switch (index % 9) {
    case 0:
      return `systemd[1]: Started Session ${n} of user deploy.`
    case 1:
      return `sshd[${n}]: Accepted publickey for deploy from 192.0.2.${n % 250} port 5${n} ssh2: ED25519 SHA256:abc`
    case 2:
      return `CRON[${n}]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)`
    case 3:
      return `nginx[712]: 198.51.100.${n % 250} - - "GET /items/${n}?page=2 HTTP/1.1" 200 ${n} "-" "curl/8.14.1"`
    case 4:
      return `kernel: [${7000 + index}.${100_000 + n}] [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.${n % 250} LEN=40 ID=${n}`
    case 5:
      return `systemd[1]: session-${n}.scope: Deactivated successfully.`
    case 6:
      return `postfix/smtpd[${n}]: connect from mail.example.org[192.0.2.${n % 250}]`
    case 7:
      return `kernel: [${7000 + index}.${100_000 + n}] usb 1-1: new high-speed USB device number ${n % 100}`
    default:
      return `dhclient[900]: DHCPACK of 192.0.2.77 from 192.0.2.1 (xid=0x${n.toString(16)})`
  }
}
