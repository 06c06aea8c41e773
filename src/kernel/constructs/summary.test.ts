import { describe, expect, it } from 'vitest'
import { readSummaryBody } from './summary-body.js'

describe('the body of the summary', () => {
  it.each<[string, string, object]>([
    [
      'of a group',
      'cpuset=c,mems_allowed=0,oom_memcg=/a,task_memcg=/a/b,task=java',
      { cpuset: 'c', memsAllowed: '0', oomMemcg: '/a', taskMemcg: '/a/b', task: 'java', globalOom: false },
    ],
    [
      'of the machine',
      'cpuset=/,mems_allowed=0,2-3,global_oom,task_memcg=/a,task=java',
      { cpuset: '/', memsAllowed: '0,2-3', taskMemcg: '/a', task: 'java', globalOom: true },
    ],
    [
      'without cpusets',
      'global_oom,task_memcg=/a,task=java',
      { taskMemcg: '/a', task: 'java', globalOom: true },
    ],
    [
      'of a group without cpusets',
      'oom_memcg=/a,task_memcg=/a,task=java',
      { oomMemcg: '/a', taskMemcg: '/a', task: 'java', globalOom: false },
    ],
    ['without groups', 'cpuset=/,mems_allowed=0,task=java', { cpuset: '/', memsAllowed: '0', task: 'java' }],
    ['without both', 'task=java', { task: 'java' }],
    [
      'of the root',
      'oom_memcg=/,task_memcg=/a,task=java',
      { oomMemcg: '/', taskMemcg: '/a', task: 'java', globalOom: false },
    ],
    [
      'with commas and keys in its names',
      'cpuset=a,mems_allowed=b,mems_allowed=0,oom_memcg=/a,b,task_memcg=/a,b/c=d,task=a) b,c',
      {
        cpuset: 'a,mems_allowed=b',
        memsAllowed: '0',
        oomMemcg: '/a,b',
        taskMemcg: '/a,b/c=d',
        task: 'a) b,c',
        globalOom: false,
      },
    ],
    [
      'of an owner that is named like the key',
      'oom_memcg=/a,task_memcg=/b,task_memcg=/a,task_memcg=/b/c,task=java',
      { oomMemcg: '/a,task_memcg=/b', taskMemcg: '/a,task_memcg=/b/c', task: 'java', globalOom: false },
    ],
  ])('%s', (_, body, expected) => {
    expect(readSummaryBody(body, {})).toEqual(expected)
  })

  it.each([
    'cpuset=c',
    'cpuset=c,mems_allowed=0',
    'cpuset=c,mems_allowed=x,task=java',
    'cpuset=c,mems_allowed=0,tasks=java',
    'oom_memcg=/a',
    'oom_memcg=/a,task_memcg=/a',
    'oom_memcg=/a,task_memcg=/ab,task=java',
    'oom_memcg=/a,task_memcg=/b,task=java',
    'global_oom,task_memcg=/a',
    'global_oom',
    'java',
  ])('cannot be read: %s', (body) => {
    expect(readSummaryBody(body, {})).toBeUndefined()
  })

  const TWICE = 'oom_memcg=/a,task_memcg=/a/b,task_memcg=/a/b/c,task=java'

  it('is read by what the statistics say of the owner', () => {
    expect(readSummaryBody(TWICE, {})).toMatchObject({ oomMemcg: '/a', taskMemcg: '/a/b,task_memcg=/a/b/c' })
    const body = 'oom_memcg=/a,task_memcg=/a,task_memcg=/a,task_memcg=/a/c,task=java'
    expect(readSummaryBody(body, {})).toMatchObject({
      oomMemcg: '/a,task_memcg=/a',
      taskMemcg: '/a,task_memcg=/a/c',
    })
    expect(readSummaryBody(TWICE, { owner: '/x' })).toMatchObject({ oomMemcg: '/a' })
    expect(readSummaryBody('global_oom,task_memcg=/a,task=java', { owner: '/x' })).toMatchObject({
      globalOom: true,
    })
  })

  it('is read by what the kill line says of the name', () => {
    const body = 'global_oom,task_memcg=/a,task=b,task=c'
    expect(readSummaryBody(body, {})).toMatchObject({ taskMemcg: '/a,task=b', task: 'c' })
    expect(readSummaryBody(body, { comm: 'b,task=c' })).toMatchObject({ taskMemcg: '/a', task: 'b,task=c' })
    expect(readSummaryBody(body, { comm: 'x' })).toMatchObject({ taskMemcg: '/a,task=b', task: 'c' })
    expect(readSummaryBody(body, { comm: 'b,task=c', owner: '/x' })).toMatchObject({ task: 'b,task=c' })
  })

  it('is looked through at so many places, and no more', () => {
    const body = (places: number) =>
      `oom_memcg=${'/x,task_memcg='.repeat(places)}/a,task_memcg=${'/x,task_memcg='.repeat(places)}/a/b,task=java`
    expect(readSummaryBody(body(63), {})).toMatchObject({ task: 'java' })
    expect(readSummaryBody(body(64), {})).toBeUndefined()
  })
})
