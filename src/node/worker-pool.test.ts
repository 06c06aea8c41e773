import { afterEach, describe, expect, it } from 'vitest'
import { WorkerPool } from './worker-pool.js'

/** A thread that answers as `serveJobs` does, and dies when it is asked to. */
const PROGRAM = `
  import { parentPort, threadId } from 'node:worker_threads'
  parentPort.on('message', async ({ name, waitMs = 0, die, leave }) => {
    if (die) throw new Error('no ' + name)
    if (leave) process.exit(0)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    parentPort.postMessage({ said: name })
    parentPort.postMessage({ said: threadId })
    parentPort.postMessage({ done: true })
  })`
const program = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`)

let pool: WorkerPool
const start = (size: number, text = PROGRAM) => {
  pool = new WorkerPool(program(text), size)
}
afterEach(() => pool.close())

async function run(job: object): Promise<{ said: unknown[]; failure?: unknown }> {
  const said: unknown[] = []
  const failure = await pool.run(job, (one) => said.push(one))
  return failure === undefined ? { said } : { said, failure }
}

describe('WorkerPool', () => {
  it('gives each job its own answers, whichever is done first', async () => {
    start(2)
    const done: string[] = []
    const results = await Promise.all(
      [{ name: 'slow', waitMs: 200 }, { name: 'a' }, { name: 'b' }].map(async (job) => {
        const result = await run(job)
        done.push(job.name)
        return result.said[0]
      }),
    )
    expect(results).toEqual(['slow', 'a', 'b'])
    expect(done).toEqual(['a', 'b', 'slow'])
  })

  it('has no more threads than its size, and uses them again', async () => {
    start(2)
    const jobs = Array.from({ length: 9 }, (_, name) => run({ name }))
    const threads = (await Promise.all(jobs)).map(({ said }) => said[1])
    expect(new Set(threads).size).toBeLessThanOrEqual(2)
  })

  it('tells why a job had no end, and goes on with the others', async () => {
    start(1)
    const [good, dies, leaves, next] = await Promise.all([
      run({ name: 'good' }),
      run({ name: 'bad', die: true }),
      run({ name: 'gone', leave: true }),
      run({ name: 'next' }),
    ])
    expect(good.said[0]).toBe('good')
    expect(dies).toEqual({ said: [], failure: new Error('no bad') })
    expect(leaves).toEqual({ said: [], failure: new Error('its thread ended') })
    expect(next.said[0]).toBe('next')
  })

  it('tells a program that cannot be started, for each job', async () => {
    start(2, 'this is no program')
    const results = await Promise.all([run({}), run({}), run({})])
    expect(results.map(({ failure }) => (failure as Error).name)).toEqual(Array(3).fill('SyntaxError'))
  })

  it('ends what still runs when it is closed', async () => {
    start(1)
    const [running, waiting] = [run({ name: 'long', waitMs: 1e9 }), run({ name: 'never' })]
    await pool.close()
    expect(await running).toEqual({ said: [], failure: new Error('its thread ended') })
    expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits')
  })
})
