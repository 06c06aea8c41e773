import { integer, optionalBlanks, P, shape, untilLast } from '../../grammar/index.js'
import { construct } from '../construct.js'

interface Identity {
  cpu?: number
  uid?: number
  pid: number
  comm: string
  kdumpLoaded?: boolean
  taint: string
  release: string
  build?: string
  preempt?: string
}

/** The name ends where the last taint begins: a process can call itself `x Not tainted`. */
const TAINTS = [' Not tainted ', ' Tainted: '] as const

const KDUMP = ' Kdump: loaded'

const taintOf = P.seqMap(
  untilLast(...TAINTS),
  shape(
    'taint, release',
    / (Not tainted +|Tainted: [A-Z? rtu-]*)(?<= )(\d+\.\d[^\s]*)(?: ([^\n]*))?$/,
    ([, taint = '', release = '', tail]) => {
      const build = tail?.trim()
      const preempt =
        build === undefined ? undefined : /(?:^| )(PREEMPT\S*|VOLUNTARY|NONE)(?: |$)/.exec(build)?.[1]
      return {
        taint: taint.trimEnd(),
        release,
        ...(build === undefined || build === '' ? {} : { build }),
        ...(preempt === undefined ? {} : { preempt }),
      }
    },
  ),
  (name, rest) =>
    name.endsWith(KDUMP)
      ? { comm: name.slice(0, -KDUMP.length), kdumpLoaded: true, ...rest }
      : { comm: name, ...rest },
)

/**
 * Who runs dump_stack: the allocating task, and the kernel.
 *
 *     CPU: 5 UID: 1001 PID: 41820 Comm: worker-3 Not tainted 6.12.8-amd64 #1 PREEMPT(lazy)    6.11+ (preempt 6.15+)
 *     CPU: 2 PID: 901 Comm: java Kdump: loaded Tainted: G  OE  3.10.0-1062.el7.x86_64 #1      3.10–6.10
 *     Pid: 901, comm: java Not tainted 2.6.32-504.el6.x86_64 #1                               x86 until 3.9
 */
export const identity = construct<Identity>({
  name: 'identity',
  pieces: true,
  part: 'trace',
  dumps: 'both',
  opens: ['CPU: ', 'Pid: '],
  named: true,
  openEnd: true,
  samples: [
    'CPU: 5 UID: 1001 PID: 41820 Comm: worker-3 Not tainted 6.12.8-amd64 #1 PREEMPT(lazy)  Debian 6.12.8-1 ',
    'CPU: 2 PID: 901 Comm: x Not tainted Kdump: loaded Tainted: G           OE    --------  ---  5.14.0-70.el9.x86_64 #1',
    'Pid: 901, comm: java Not tainted 2.6.32-504.el6.x86_64 #1',
  ],
  parser: P.alt(
    P.seqMap(
      P.string('CPU: ').then(integer),
      P.string(' UID: ').then(integer).fallback(undefined),
      P.string(' PID: ').then(integer),
      P.string(' Comm: ').then(taintOf),
      (cpu, uid, pid, what): Identity => ({ cpu, ...(uid === undefined ? {} : { uid }), pid, ...what }),
    ),
    P.seqMap(
      P.string('Pid: ').then(integer),
      P.string(', comm: ').then(taintOf),
      (pid, what): Identity => ({ pid, ...what }),
    ),
  ),
  once: () => 'identity',
  fits: ({ trigger }, { comm }) =>
    trigger.comm === undefined || isCalled(trigger.comm, comm) || comm.endsWith(`\n${trigger.comm}`),
  fold({ trigger, kernel }, value) {
    // A console prints a line feed in a name as a new line: the head has only what follows it, this line has it whole.
    if (trigger.comm === undefined || !isCalled(trigger.comm, value.comm)) trigger.comm = value.comm
    trigger.pid = value.pid
    if (value.uid !== undefined) trigger.uid = value.uid
    if (value.cpu !== undefined) trigger.cpu = value.cpu
    kernel.release = value.release
    kernel.taint = value.taint
    if (value.build !== undefined) kernel.build = value.build
    if (value.preempt !== undefined) kernel.preempt = value.preempt
    if (value.kdumpLoaded === true) kernel.kdumpLoaded = true
  },
})

/** The head knows the name exactly; here the mark of a crash kernel may be the end of a name. */
function isCalled(name: string, comm: string): boolean {
  return name === comm || name === `${comm}${KDUMP}`
}

/** 6.12 and later: `Tainted: [E]=UNSIGNED_MODULE, [W]=WARN`. */
export const taintNames = construct<string[]>({
  name: 'taint-names',
  part: 'trace',
  dumps: 'both',
  opens: ['Tainted: ['],
  openEnd: true,
  samples: ['Tainted: [E]=UNSIGNED_MODULE, [W]=WARN'],
  parser: P.string('Tainted: ').then(
    P.sepBy1(
      shape('flag', /\[[A-Z ]\]=([A-Z_]+)/, ([, name = '']) => name),
      P.string(', '),
    ),
  ),
  once: () => 'taint-names',
  fold({ kernel }, names) {
    kernel.taintNames = names
  },
})

export const hardware = construct<string>({
  name: 'hardware',
  part: 'trace',
  dumps: 'both',
  opens: ['Hardware name: '],
  openEnd: true,
  samples: ['Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2 04/01/2014'],
  parser: P.string('Hardware name: ').then(P.all),
  once: () => 'hardware',
  fold({ kernel }, name) {
    kernel.hardware = name.trim()
  },
})

/** What a kernel worker was doing: `Workqueue: events moom_callback`; stoppers and sched_ext print the like. */
export const workqueue = construct<string>({
  name: 'workqueue',
  part: 'trace',
  dumps: 'both',
  opens: ['Workqueue: ', 'Stopper: ', 'Sched_ext: '],
  openEnd: true,
  samples: [
    'Workqueue: events moom_callback',
    'Stopper: migration_cpu_stop+0x0/0x90 <- stop_one_cpu+0x1/0x2',
  ],
  parser: P.alt(P.string('Workqueue: '), P.string('Stopper: '), P.string('Sched_ext: '))
    .then(P.all)
    .skip(optionalBlanks),
  once: () => 'workqueue',
  fold({ trigger }, name) {
    trigger.workqueue = name.trim()
  },
})
