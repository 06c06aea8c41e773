import { P, shape } from '../../grammar/index.js'
import type { Frame } from '../../record/oom.js'
import { construct } from '../construct.js'

/** `Call Trace:` (x86, powerpc, s390, riscv), `Call trace:` (arm64, arm), `Backtrace: ` (older arm). */
export const traceHeading = construct({
  name: 'trace-heading',
  part: 'trace',
  dumps: 'both',
  opens: ['Call Trace:', 'Call trace:', 'Backtrace:', 'Stack', 'Process '],
  samples: [
    'Call Trace:',
    'Call trace: ',
    'Backtrace: ',
    'Stack : 00000000 00000001',
    'Process java (pid: 1)',
  ],
  parser: shape(
    'heading',
    /(?:Call [Tt]race|Backtrace|Stack ?):[ 0-9a-f]*$|Process [\s\S]*\(pid: \d+[\s\S]*$/,
    () => true,
  ),
  fold() {},
})

/**
 * One function of the trace. `? ` marks what was merely found on the stack.
 *
 *     ` dump_stack_lvl+0x5d/0x80`                              4.10+
 *     ` [<ffffffff8a000010>] ? dump_stack+0x19/0x1b [module]`  x86 until 4.9, s390, sparc
 *     ` ([<00000001a>] show_stack+0x8e/0xd0)`                  s390
 *     `[c000000003a] [c00000000] dump_stack+0x1/0x2 (unreliable)` powerpc
 *     ` dump_backtrace from show_stack+0x18/0x1c`              arm 5.17+
 *     `[<c010>] (unwind_backtrace) from [<c020>] (show_stack+0x10/0x14)` arm before
 */
const FRAME =
  /^ *(?:<(?:IRQ|EOI|NMI|#DF|<EOE>)>? *(?:> *)?)?(?:\(?\[<[0-9a-f.]+>\]\)? *|\[[0-9a-f]{8,16}\] \[[0-9a-f]{8,16}\] *|[0-9a-f]{8,16}:? +|#\d+ )?(?:\([\w.$]+\) from (?:\[<[0-9a-f.]+>\])? *\(?|[\w.$]+ from )?(\? )?\(?([\w.$]+)\+(0x[0-9a-f]{1,13})\/(0x[0-9a-f]{1,13})((?: [^\n]*)?)\)?$/

function toFrame([, uncertain, symbol = '', offset = '', size = '', tail = '']: RegExpExecArray): Frame {
  const module = /\[([\w-]{1,64})(?: [0-9a-f]{1,64})?\]/.exec(tail)?.[1]
  return {
    symbol,
    offset: Number(offset),
    size: Number(size),
    uncertain: uncertain !== undefined || tail.includes('(unreliable)'),
    ...(module === undefined ? {} : { module }),
  }
}

export const frame = construct<Frame>({
  name: 'frame',
  part: 'trace',
  dumps: 'both',
  opens: { pattern: /\+0x[0-9a-f]+\/0x[0-9a-f]/ },
  openEnd: true,
  follows: ['trace-heading'],
  fits: ({ seen }) => seen.has('identity') || seen.has('trace-heading'),
  samples: [
    ' dump_stack_lvl+0x5d/0x80',
    ' ? __hrtimer_rearm_deferred+0x62/0x140',
    ' [<ffffffff8a000010>] dump_stack+0x19/0x1b',
    '[<ffffffff8a000010>] ? xfs_file_read+0x19/0x1b [xfs]',
    ' <IRQ>  [<ffffffff8a000010>] ? dump_stack+0x19/0x1b',
    '[c0000000fe1b3a10] [c000000000a5f3d4] dump_stack+0xb0/0xf4 (unreliable)',
    ' ([<00000000001127ae>] show_stack+0x8e/0xd0)',
    ' [<000000001a2b3c4d>] show_stack+0x8e/0xd0 ',
    ' show_stack from dump_stack_lvl+0x48/0x54',
    '[<c010f5a0>] (unwind_backtrace) from [<c010b9b0>] (show_stack+0x10/0x14)',
    ' show_stack+0x18/0x24 (C)',
    ' 00000000: ret_from_fork+0x10/0x20',
  ],
  parser: shape('frame', FRAME, toFrame),
  fold({ frames }, value) {
    frames.push(value)
  },
})

/** Lines of a trace that say where it is, and raw stack words (x86 3.10 to 4.9): known, and nothing to keep. */
export const traceMarker = construct({
  name: 'trace-marker',
  part: 'trace',
  dumps: 'both',
  opens: {
    pattern:
      /^ *(?:<\/?[A-Z_#]+>|--- (?:interrupt|Exception|syscall)|Last Breaking-Event-Address:|Exception stack|[0-9a-f]{4}: [0-9a-f ]+$|[0-9a-f]{8,16}(?: |$)|Code: |INFO: lockdep|\.\.\.)/,
  },
  samples: [
    ' <TASK>',
    ' </IRQ>',
    ' ffff880036d03a80 000000004f7a2d1c ffff880036d03a10 ffffffff8163571c',
    '--- interrupt: c00 at 0x7fff8a1b2c3d',
    'Code: 4b 8d 0c 07 0f 1f 40 00 <48> 89',
    'Code: Bad RIP value.',
    'Last Breaking-Event-Address:',
  ],
  parser: shape(
    'marker',
    /^ *(?:<\/?[A-Z_#]+>(?: *<\/?[A-Z_#]+>)* *|--- (?:interrupt|Exception|syscall)[^\n]*|Last Breaking-Event-Address:[^\n]*|Exception stack[^\n]*|[0-9a-f]{4}: [0-9a-f ]+|[0-9a-f]{8,16}(?: [0-9a-f]{8,16})* *|Code: [^\n]*|INFO: lockdep[^\n]*|\.\.\.)$/,
    () => true,
  ),
  fold() {},
})

/** Symbols without an offset: frames that a kernel prints as addresses only. */
export const bareFrame = construct({
  name: 'bare-frame',
  part: 'trace',
  dumps: 'both',
  opens: {
    pattern: /^ *(?:\(?\[<[0-9a-f]+>\]|\[[0-9a-f]{8,16}\] \[[0-9a-f]{8,16}\]|(?:\? )?0x[0-9a-f]{8,16} *$)/,
  },
  samples: [
    ' 0xffffffffc0123456',
    ' ? 0xffffffffc0123456',
    ' [<ffffffff8a000010>] 0xffffffff8a000010',
    '[c0000000fe1b3a10] [c000000000a5f3d4] 0xc000000000a5f3d4',
    ' [<00007f3c00001234>] 0x7f3c00001234',
  ],
  parser: shape(
    'bare frame',
    /^ *(?:\(?(?:\[<[0-9a-f]+>\]\)?|\[[0-9a-f]{8,16}\] \[[0-9a-f]{8,16}\])(?: \??[^+\n]*)?|(?:\? )?0x[0-9a-f]{8,16} *)$/,
    () => true,
  ),
  fold() {},
})

/** Registers of the interrupted program, under the names of the architecture. */
export const registers = construct<readonly [string, string][]>({
  name: 'registers',
  part: 'trace',
  dumps: 'both',
  opens: {
    pattern:
      /^ *(?:NIP \[|LR \[|(?:RIP|[RE]?(?:SP|AX|DX|BP|FLAGS)|R\d\d?|r\d\d? ?|[FCD]S|CR\d|DR\d|ORIG_[RE]AX|NIP|REGS|MSR|GPR\d\d|CFAR|IRQMASK|LR|pc|lr|sp|x\d\d?|ip|fp|ra|pstate|Krnl (?:PSW|GPRS|Code)|User (?:PSW|GPRS)|epc|\$ ?\d+|Hi|Lo|status|TRAP|DAR|DSISR|CTR|XER|EIP|PKRU)\b ?: ?)/,
  },
  openEnd: true,
  samples: [
    'RIP: 0033:0x402a72',
    'RSP: 002b:00007fff958777e0 EFLAGS: 00000286',
    'RAX: 2aa1fc1c76e5714b RBX: 0000000000000022 RCX: 00007f7b2578e040',
    'NIP [00007fff44ef7feb] 0x7fff01762741',
    'NIP:  c0000000000a1b2c LR: c0000000000a1b2c CTR: 0000000000000000',
    'GPR00: 0000000000000004 00007fffd1234560',
  ],
  parser: shape('registers', /^[^\n]*$/, ([text]) => {
    const found: [string, string][] = []
    for (const [, name = '', value = ''] of text.matchAll(
      /(?<![\w$])([A-Za-z_$]{1,16} ?\w{0,16}) ?: +([^:\s]+(?::[^:\s]+)*)/g,
    ))
      found.push([name.trim(), value])
    return found
  }),
  fold(draft, value) {
    for (const [name, content] of value) draft.registers[name] ??= content
  },
})

export const traceNotes = construct({
  name: 'trace-note',
  part: 'trace',
  dumps: 'both',
  opens: ['Modules linked in:', 'task: ', 'Task: '],
  samples: ['task: ffff880036d03a80 ti: ffff880036d00000 task.ti: ffff880036d00000'],
  parser: P.all.map(() => true),
  fold() {},
})
