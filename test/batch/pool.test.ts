import { afterEach, describe, expect, it } from 'vitest'
import { createPool, type Pool, type PoolOptions, WorkerError } from '../../src/batch/pool.ts'

let pool: Pool<unknown, unknown>

function start(options: Partial<PoolOptions<unknown>> = {}): Pool<unknown, unknown> {
  pool = createPool({
    script: new URL('worker.mjs', import.meta.url),
    workers: 2,
    timeout: 20_000,
    ...options,
  })
  return pool
}

afterEach(() => pool.close())

const numbers = Array.from({ length: 40 }, (_, i) => i)

describe('a pool', () => {
  it('gives each job its own result', async () => {
    start()
    expect(await Promise.all(numbers.map((n) => pool.run(n)))).toEqual(numbers.map((n) => n * 2))
    expect(pool.pending).toBe(0)
  })

  it('hands the data to each worker', async () => {
    start({ workerData: { a: 1 } })
    expect(await pool.run('data')).toEqual({ a: 1 })
  })

  it('passes on what a worker answers as an error, and goes on', async () => {
    start({ workers: 1 })
    await expect(pool.run('refuse')).rejects.toThrow('refused')
    expect(await pool.run(2)).toBe(4)
  })

  it('hands bytes over in memory that both share, and copies what has no room there', async () => {
    start({ workers: 1 })
    const large = new Uint8Array(2 << 20)
    const views = numbers.map((n) => new Uint8Array(large.buffer, 0, n + 1).fill(7))
    const results = await Promise.all([...views, large, ...views].map((job) => pool.run(job)))
    const contents = views.map((view) => [...view])
    expect(results).toEqual([...contents, large.length, ...contents])
  })

  it('copies what has no room there from shared memory, too', async () => {
    start({ workers: 1 })
    expect(await pool.run(new Uint8Array(new SharedArrayBuffer(2 << 20)))).toBe(2 << 20)
  })

  it('does in this thread what no worker has room for', async () => {
    const here: unknown[] = []
    start({
      workers: 1,
      here: (job) => {
        here.push(job)
        if (job === 'refuse here') throw new Error('refused')
        return `here ${job}`
      },
    })
    const results = await Promise.allSettled([...numbers, 'refuse here'].map((job) => pool.run(job)))
    const inWorker = numbers.filter((n) => !here.includes(n))
    expect(inWorker.length).toBeGreaterThanOrEqual(6)
    expect(here).toContain('refuse here')
    numbers.forEach((n, i) => {
      expect(results[i]).toEqual({ status: 'fulfilled', value: inWorker.includes(n) ? n * 2 : `here ${n}` })
    })
    expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { message: 'refused' } })
    expect(pool.pending).toBe(0)
  })

  it('moves buffers where told to', async () => {
    start()
    const buffer = new ArrayBuffer(100)
    expect(await pool.run(new Uint8Array(buffer), [buffer])).toBe(100)
    expect(buffer.byteLength).toBe(0)
  })

  it.each([
    ['exit', 'the worker stopped: exit code 3', {}],
    ['throw', 'the worker stopped: broken', {}],
    ['hang', 'the worker stopped: no answer in 300 ms', { timeout: 300 }],
    ['hoard', 'memory limit', { memory: 16 }],
  ])('loses only the job in hand to a worker that dies of it: %s', async (job, reason, options) => {
    start({ workers: 1, ...options })
    const before = pool.run(1)
    const deadly = pool.run(job)
    const behind = numbers.map((n) => pool.run(n))
    const error: unknown = await deadly.catch((error: unknown) => error)
    expect(error).toBeInstanceOf(WorkerError)
    expect((error as Error).message).toContain(reason)
    expect(await before).toBe(2)
    expect(await Promise.all(behind)).toEqual(numbers.map((n) => n * 2))
  })

  it('rejects only the jobs that cannot be posted, since their buffer was moved meanwhile', async () => {
    start({ workers: 1 })
    const bytes = new Uint8Array(100)
    const moved = [bytes.buffer]
    const jobs = [pool.run(bytes, moved), pool.run(bytes, moved), pool.run(bytes), pool.run(1)]
    const [first, again, copied, behind] = await Promise.allSettled(jobs)
    for (const { reason } of [again, copied] as PromiseRejectedResult[])
      expect(String(reason)).toContain('detached')
    expect([first, behind]).toMatchObject([{ value: 100 }, { value: 2 }])
    expect(pool.pending).toBe(0)
  })

  it('rejects jobs where no worker can be started', async () => {
    start({ workerData: { cannot: () => 'be posted' } })
    for (const job of [1, 2]) await expect(pool.run(job)).rejects.toThrow('could not be cloned')
    expect(pool.pending).toBe(0)
  })

  it('does not count the start of a worker as time of its job', async () => {
    start({ workers: 1, timeout: 200, workerData: { startsIn: 600 } })
    expect(await pool.run(1)).toBe(2)
  })

  it('blames no job for the time in which this thread was busy', async () => {
    start({ workers: 1, timeout: 500 })
    await pool.run(1)
    // from here on timers come before messages
    await new Promise(setImmediate)
    const naps = numbers.slice(0, 6).map(() => pool.run('nap'))
    for (const until = performance.now() + 675; performance.now() < until; );
    expect(await Promise.all(naps)).toEqual(naps.map(() => 'timed-out'))
  })

  it('takes several answers in one post', async () => {
    start({ workers: 1 })
    expect(await Promise.all([pool.run('hold'), pool.run('hold'), pool.run(3)])).toEqual(['held', 'held', 6])
    expect(pool.pending).toBe(0)
  })

  it('blames no job that was done when the worker died before it said so', async () => {
    start({ workers: 1 })
    const held = pool.run('hold')
    const deadly = pool.run('exit')
    const behind = pool.run(4)
    await expect(deadly).rejects.toThrow(WorkerError)
    // done again by another worker
    expect(await Promise.all([held, behind])).toEqual(['held', 8])
  })

  it('does a job again for a lost answer, but not for ever', async () => {
    start({ workers: 1 })
    await expect(pool.run('spoil')).rejects.toThrow('the worker stopped: exit code 3')
    expect(await pool.run(2)).toBe(4)
    expect(pool.pending).toBe(0)
  })

  it('loses no moved buffer to a worker that dies of another job', async () => {
    start({ workers: 1 })
    const deadly = pool.run('exit')
    const buffer = new ArrayBuffer(100)
    const moved = pool.run(new Uint8Array(buffer), [buffer])
    const last = pool.run(7)
    await expect(deadly).rejects.toThrow(WorkerError)
    expect(await moved).toBe(100)
    expect(await last).toBe(14)
  })

  it('rejects what has no result when it is closed, and every job after', async () => {
    start({ workers: 1 })
    const hanging = pool.run('hang')
    const waiting = pool.run(1)
    const closed = pool.close()
    expect(pool.close()).toBe(closed)
    await expect(hanging).rejects.toThrow('the pool is closed')
    await expect(waiting).rejects.toThrow('the pool is closed')
    await closed
    await expect(pool.run(1)).rejects.toThrow('the pool is closed')
    expect(pool.pending).toBe(0)
  })
})
