import type { Topic } from '../topic.js'

/** Letters as Documentation/admin-guide/tainted-kernels.rst has them; names from 6.12 on, kernel/panic.c. */
export const TAINT: Topic = {
  topic: 'taints',
  about: 'the letters after Tainted: what happened to this kernel since it booted',
  where: 'after Tainted:; from 6.12 on a second line has the names',
  terms: [
    {
      term: 'Tainted',
      aliases: ['Not tainted', 'taint', 'taintNames'],
      means:
        'Something happened since boot that makes developers trust the report less; the letters say what. Seldom the cause of an OOM, but O, P and W are worth a look: drivers can leak memory.',
    },
    {
      term: 'P',
      aliases: ['taint P', 'PROPRIETARY_MODULE'],
      means: 'A proprietary module was loaded. It may hold memory that no counter lists.',
    },
    {
      term: 'G',
      aliases: ['taint G'],
      means: 'All modules are under the GPL: the place where a P would stand.',
      see: ['P'],
    },
    { term: 'F', aliases: ['taint F', 'FORCED_MODULE'], means: 'A module was loaded by force.' },
    {
      term: 'S',
      aliases: ['taint S', 'CPU_OUT_OF_SPEC'],
      means: 'The processor runs outside of its specification.',
    },
    { term: 'R', aliases: ['taint R', 'FORCED_RMMOD'], means: 'A module was removed by force.' },
    { term: 'M', aliases: ['taint M', 'MACHINE_CHECK'], means: 'The processor reported a hardware error.' },
    {
      term: 'B',
      aliases: ['taint B', 'BAD_PAGE'],
      means: 'The kernel met a damaged page descriptor: faulty RAM or a bug.',
    },
    { term: 'U', aliases: ['taint U', 'USER'], means: 'User space asked for the mark.' },
    { term: 'D', aliases: ['taint D', 'DIE'], means: 'The kernel had an oops or hit a BUG since boot.' },
    { term: 'A', aliases: ['taint A', 'OVERRIDDEN_ACPI_TABLE'], means: 'An ACPI table was replaced.' },
    {
      term: 'W',
      aliases: ['taint W', 'WARN'],
      means: 'The kernel printed a WARNING since boot. Look for it earlier in the log.',
    },
    { term: 'C', aliases: ['taint C', 'CRAP'], means: 'A driver from the staging area was loaded.' },
    {
      term: 'I',
      aliases: ['taint I', 'FIRMWARE_WORKAROUND'],
      means: 'The kernel works around a bug of the firmware.',
    },
    {
      term: 'O',
      aliases: ['taint O', 'OOT_MODULE'],
      means: 'A module from outside the kernel tree was loaded: its memory may be in no counter.',
    },
    {
      term: 'E',
      aliases: ['taint E', 'UNSIGNED_MODULE'],
      means: 'A module without a valid signature was loaded.',
    },
    {
      term: 'L',
      aliases: ['taint L', 'SOFTLOCKUP'],
      means: 'A processor was stuck in the kernel for many seconds.',
    },
    { term: 'K', aliases: ['taint K', 'LIVEPATCH'], means: 'The running kernel was patched.' },
    { term: 'X', aliases: ['taint X', 'AUX'], means: "A mark of the distribution's own." },
    { term: 'T', aliases: ['taint T', 'RANDSTRUCT'], means: 'Built with randomised structure layout.' },
    { term: 'N', aliases: ['taint N', 'TEST'], means: 'An in-kernel test ran.' },
    {
      term: 'J',
      aliases: ['taint J', 'FWCTL'],
      means: 'User space used the firmware control interface to change a device.',
    },
  ],
}
