#!/bin/sh
# /usr/local/lib/oomparse/rsyslog-oomparse.sh: omprog takes no redirection and gives no environment, so both are here.
oomparse=/usr/local/bin/oomparse
log=/var/log/oomparse.ndjson
errors=/var/log/oomparse.err

PATH=/usr/local/bin:/usr/bin:/bin
export PATH
exec "$oomparse" --follow --format ndjson - >>"$log" 2>>"$errors"
