import { bootList, btime, uptimeSince } from './boot-time.js'
import { capture } from './capture.js'
import { cgroupCopy } from './cgroup-file.js'
import { date } from './date.js'
import { fileList } from './file-list.js'
import { fileStat } from './file-stat.js'
import type { Form } from './form.js'
import { free } from './free.js'
import { hostname } from './hostname.js'
import { commandLine, environmentFile } from './kubelet-flags.js'
import { meminfo } from './meminfo.js'
import { nodeDescription } from './node-description.js'
import { jsonObjects, yamlObjects } from './objects.js'
import { podDescription } from './pod-description.js'
import { timedatectl } from './timedatectl.js'
import { unitFiles } from './unit-files.js'
import { unitShow } from './unit-show.js'
import { zoneLink } from './zone-link.js'

/** All forms, in the order in which they are tried: what only a name tells comes before what the content tells. */
export const FORMS: readonly Form[] = [
  hostname,
  zoneLink,
  cgroupCopy,
  uptimeSince,
  date,
  capture,
  fileStat,
  fileList,
  unitShow,
  unitFiles,
  meminfo,
  free,
  btime,
  bootList,
  timedatectl,
  commandLine,
  environmentFile,
  nodeDescription,
  podDescription,
  jsonObjects,
  yamlObjects,
]
