import { describe, expect, it } from 'vitest'
import { readOom as read } from '../../../test/support/stamped-dump.js'

const HEAD = 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'
const IDENTITY = 'CPU: 5 PID: 41820 Comm: java Not tainted 6.1.0-18-amd64 #1'

describe('who runs the dump', () => {
  it.each<[string, string, object, object]>([
    [
      '6.15 and later',
      'CPU: 5 UID: 1001 PID: 41820 Comm: java Not tainted 6.15.8-amd64 #1 PREEMPT(lazy)  Debian 6.15.8-1 ',
      { cpu: 5, uid: 1001, pid: 41_820, comm: 'java' },
      {
        release: '6.15.8-amd64',
        taint: 'Not tainted',
        build: '#1 PREEMPT(lazy)  Debian 6.15.8-1',
        preempt: 'PREEMPT(lazy)',
      },
    ],
    [
      '3.10 to 6.10',
      'CPU: 2 PID: 901 Comm: java Kdump: loaded Tainted: G           OE    3.10.0-1062.el7.x86_64 #1',
      { cpu: 2, pid: 901, comm: 'java' },
      { release: '3.10.0-1062.el7.x86_64', taint: 'Tainted: G           OE', build: '#1', kdumpLoaded: true },
    ],
    [
      'el9',
      'CPU: 2 PID: 901 Comm: java Tainted: G           OE    --------  ---  5.14.0-70.el9.x86_64 #1',
      { cpu: 2, pid: 901, comm: 'java' },
      { release: '5.14.0-70.el9.x86_64', taint: 'Tainted: G           OE    --------  ---', build: '#1' },
    ],
    [
      'x86 until 3.9',
      'Pid: 901, comm: java Not tainted 2.6.32-504.el6.x86_64 #1',
      { pid: 901, comm: 'java' },
      { release: '2.6.32-504.el6.x86_64', taint: 'Not tainted', build: '#1' },
    ],
    [
      'nothing behind the release',
      'CPU: 0 PID: 7 Comm: java Not tainted 4.4.0',
      { cpu: 0, pid: 7 },
      { release: '4.4.0', taint: 'Not tainted' },
    ],
    [
      'VOLUNTARY',
      'CPU: 0 PID: 7 Comm: java Not tainted 6.12.1 #1 VOLUNTARY',
      { cpu: 0, pid: 7 },
      { release: '6.12.1', taint: 'Not tainted', build: '#1 VOLUNTARY', preempt: 'VOLUNTARY' },
    ],
    [
      'NONE',
      'CPU: 0 PID: 7 Comm: java Not tainted 6.12.1 #1 NONE x',
      { cpu: 0, pid: 7 },
      { release: '6.12.1', taint: 'Not tainted', build: '#1 NONE x', preempt: 'NONE' },
    ],
    [
      'a word like it',
      'CPU: 0 PID: 7 Comm: java Not tainted 6.12.1 #1 NONEx',
      { cpu: 0, pid: 7 },
      { release: '6.12.1', taint: 'Not tainted', build: '#1 NONEx' },
    ],
  ])('%s', (_, line, trigger, kernel) => {
    const oom = read(HEAD, line)
    expect(oom.trigger).toMatchObject({ comm: 'java', ...trigger })
    expect('uid' in oom.trigger).toBe('uid' in trigger)
    expect('cpu' in oom.trigger).toBe('cpu' in trigger)
    expect(oom.kernel).toEqual(kernel)
  })

  it.each([
    ['x Not tainted', 'CPU: 0 PID: 7 Comm: x Not tainted Not tainted 4.4.0 #1'],
    ['a b', 'CPU: 0 PID: 7 Comm: a b Not tainted 4.4.0 #1'],
  ])('has the name before the last taint: %s', (comm, line) => {
    const oom = read(HEAD.replace('java', comm), line)
    expect(oom.trigger).toMatchObject({ comm, pid: 7 })
  })

  it('may have a name that ends like the mark of a crash kernel', () => {
    const oom = read(
      HEAD.replace('java', 'a Kdump: loaded'),
      'CPU: 0 PID: 7 Comm: a Kdump: loaded Not tainted 4.4.0 #1',
    )
    expect(oom.trigger).toMatchObject({ comm: 'a Kdump: loaded', pid: 7 })
  })

  it('is not the one of another name', () => {
    const oom = read(HEAD, 'CPU: 0 PID: 7 Comm: cat Not tainted 4.4.0 #1')
    expect(oom.trigger).not.toHaveProperty('pid')
    expect(oom).not.toHaveProperty('kernel')
  })

  it('has the rest of the kernel in lines of their own', () => {
    const oom = read(
      HEAD,
      IDENTITY,
      'Tainted: [E]=UNSIGNED_MODULE, [W]=WARN',
      'Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2 04/01/2014 ',
      'Workqueue: events moom_callback ',
    )
    expect(oom.kernel).toMatchObject({
      taintNames: ['UNSIGNED_MODULE', 'WARN'],
      hardware: 'QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2 04/01/2014',
    })
    expect(oom.trigger.workqueue).toBe('events moom_callback')
  })

  it.each(['Stopper: migration_cpu_stop', 'Sched_ext: simple (enabled+all)'])(
    'may do other work: %s',
    (line) => {
      expect(read(HEAD, IDENTITY, line).trigger.workqueue).toBe(line.slice(line.indexOf(' ') + 1))
    },
  )
})

describe('a function of the trace', () => {
  const frame = (line: string) => read(HEAD, IDENTITY, 'Call Trace:', line).callTrace?.[0]
  const STACK = { symbol: 'dump_stack', offset: 0x19, size: 0x1b, uncertain: false }

  it.each<[string, string, object]>([
    ['4.10 and later', ' dump_stack+0x19/0x1b', STACK],
    ['found on the stack', ' ? dump_stack+0x19/0x1b', { ...STACK, uncertain: true }],
    ['of a module', ' dump_stack+0x19/0x1b [xfs]', { ...STACK, module: 'xfs' }],
    [
      'of a module with the id of its build',
      ' dump_stack+0x19/0x1b [xfs 0123abcd]',
      { ...STACK, module: 'xfs' },
    ],
    ['x86 until 4.9', ' [<ffffffff8a000010>] dump_stack+0x19/0x1b', STACK],
    [
      'x86 until 4.9, found on the stack',
      ' [<ffffffff8a000010>] ? dump_stack+0x19/0x1b [xfs]',
      { ...STACK, uncertain: true, module: 'xfs' },
    ],
    ['behind a mark', ' <IRQ>  [<ffffffff8a000010>] dump_stack+0x19/0x1b', STACK],
    ['behind the mark of an exception', ' <<EOE>>  [<ffffffff8a000010>] dump_stack+0x19/0x1b', STACK],
    [
      'powerpc',
      '[c0000000fe1b3a10] [c000000000a5f3d4] dump_stack+0x19/0x1b (unreliable)',
      { ...STACK, uncertain: true },
    ],
    ['s390', ' ([<00000000001127ae>] dump_stack+0x19/0x1b)', STACK],
    ['arm, 5.17 and later', ' show_stack from dump_stack+0x19/0x1b', STACK],
    ['arm before', '[<c010f5a0>] (unwind_backtrace) from [<c010b9b0>] (dump_stack+0x19/0x1b)', STACK],
    ['arm64, with a mark', ' dump_stack+0x19/0x1b (C)', STACK],
    ['riscv', '[<ffffffff8a000010>] dump_stack+0x19/0x1b', STACK],
    ['mips', ' 00000000: dump_stack+0x19/0x1b', STACK],
    ['sparc, counted', ' #1 dump_stack+0x19/0x1b', STACK],
    ['of a compiler’s copy', ' dump_stack.part.0$x+0x19/0x1b', { ...STACK, symbol: 'dump_stack.part.0$x' }],
  ])('%s', (_, line, expected) => {
    expect(frame(line)).toEqual(expected)
  })

  it.each([' dump_stack', ' dump_stack+0x19', ' dump_stack+0x12345678901234/0x1b'])('is not %j', (line) => {
    expect(frame(line)).toBeUndefined()
  })

  it('belongs to a trace that has begun', () => {
    expect(read(HEAD, ' dump_stack+0x19/0x1b', IDENTITY).callTrace).toBeUndefined()
    expect(read(HEAD, 'Call Trace:', ' dump_stack+0x19/0x1b').callTrace).toEqual([STACK])
    expect(read(HEAD, IDENTITY, ' dump_stack+0x19/0x1b').callTrace).toEqual([STACK])
  })
})

describe('lines of a trace of which nothing is kept', () => {
  it.each([
    'Call Trace:',
    'Call trace: ',
    'Backtrace: ',
    'Stack : 00000000 00000001',
    'Process java (pid: 1, stackpage=ffff)',
    ' <TASK>',
    ' </IRQ>',
    ' ffff880036d03a80 000000004f7a2d1c',
    '--- interrupt: c00 at 0x7fff8a1b2c3d',
    'Code: 4b 8d 0c 07 0f 1f 40 00 <48> 89',
    'Code: Bad RIP value.',
    'Last Breaking-Event-Address:',
    '3aa0: 00000000 00000001',
    'Exception stack(0xc0 to 0xc8)',
    'INFO: lockdep is turned off.',
    ' 0xffffffffc0123456',
    ' ? 0xffffffffc0123456',
    ' [<ffffffff8a000010>] 0xffffffff8a000010',
    '[c0000000fe1b3a10] [c000000000a5f3d4] 0xc000000000a5f3d4',
    'Modules linked in: xfs',
    'task: ffff880036d03a80 ti: ffff880036d00000 task.ti: ffff880036d00000',
    'Task: ffff880036d03a80',
  ])('are known: %s', (line) => {
    const oom = read(HEAD, IDENTITY, line, ' dump_stack+0x19/0x1b')
    expect(oom.completeness).toMatchObject({ unexplained: [], foreignLines: 0 })
    expect(oom.callTrace).toHaveLength(1)
  })
})

describe('the registers', () => {
  it('have the names that the architecture gives them', () => {
    const oom = read(
      HEAD,
      IDENTITY,
      'RIP: 0033:0x402a72',
      'RSP: 002b:00007fff958777e0 EFLAGS: 00000286',
      'RAX: 2aa1fc1c76e5714b RBX: 0000000000000022',
      'RAX: 0000000000000000 RCX: 0000000000000001',
    )
    expect(oom.registers).toEqual({
      RIP: '0033:0x402a72',
      RSP: '002b:00007fff958777e0',
      EFLAGS: '00000286',
      RAX: '2aa1fc1c76e5714b',
      RBX: '0000000000000022',
      RCX: '0000000000000001',
    })
  })

  it.each([
    [
      'NIP:  c0000000000a1b2c LR: c0000000000a1b2c CTR: 0000000000000000',
      { NIP: 'c0000000000a1b2c', LR: 'c0000000000a1b2c', CTR: '0000000000000000' },
    ],
    ['GPR00: 0000000000000004 00007fffd1234560', { GPR00: '0000000000000004' }],
    ['pc : ffff800010123456', { pc: 'ffff800010123456' }],
    ['x29: ffff800010123456 x28: 0000000000000001', { x29: 'ffff800010123456', x28: '0000000000000001' }],
    ['Krnl PSW : 0704c00180000000 00000000001127ae', { 'Krnl PSW': '0704c00180000000' }],
    ['User PSW : 0705000180000000 00000000001127ae', { 'User PSW': '0705000180000000' }],
  ])('of another architecture: %s', (line, expected) => {
    expect(read(HEAD, IDENTITY, line).registers).toEqual(expected)
  })
})
