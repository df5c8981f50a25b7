import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concurrently, type Outcome } from '../../src/batch/concurrently.ts'
import { runs } from '../helpers/runs.ts'

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function all<T>(outcomes: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const outcome of outcomes) list.push(outcome)
  return list
}

describe('concurrently', () => {
  it('gives every item its outcome, in the order of the items, whatever the work takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ wait: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (items, width) => {
          const work = async ({ wait, fails }: { wait: number; fails: boolean }): Promise<number> => {
            await later(wait)
            if (fails) throw new Error('no')
            return wait
          }
          const outcomes = await all(concurrently(items, { width }, work))
          expect(outcomes.map(({ item }) => item)).toEqual(items)
          for (const outcome of outcomes)
            if (outcome.item.fails) expect(outcome).toHaveProperty('error')
            else expect(outcome).toHaveProperty('result', outcome.item.wait)
        },
      ),
      runs(50),
    )
  })

  it('gives outcomes as they are ready where the order does not matter', async () => {
    const outcomes = await all(concurrently([30, 1], { width: 2, ordered: false }, later))
    expect(outcomes.map(({ item }) => item)).toEqual([1, 30])
  })

  it('takes an item only when there is room for it', async () => {
    let taken = 0
    let given = 0
    let most = 0
    function* source(): Generator<number> {
      for (let i = 0; i < 50; i++) {
        taken++
        most = Math.max(most, taken - given)
        yield i
      }
    }
    for await (const _ of concurrently(source(), { width: 4 }, () => later(0))) given++
    expect(given).toBe(50)
    // one more than the width: the source was asked just before the last outcome was counted
    expect(most).toBeLessThanOrEqual(5)
  })

  it('bounds what is in work by weight, but lets one heavy item through', async () => {
    let inWork = 0
    let most = 0
    const work = async (size: number): Promise<void> => {
      inWork += size
      most = Math.max(most, inWork)
      await later(1)
      inWork -= size
    }
    const weight = (size: number): number => size
    await all(concurrently([3, 3, 3, 50, 3, 3], { width: 8, weight, most: 6 }, work))
    expect(most).toBe(53)
    await all(concurrently([3, 3, 3, 3, 3, 3], { width: 8, weight, most: 6 }, work))
    expect(inWork).toBe(0)
  })

  it('takes nothing behind an item that must be done first', async () => {
    const order: string[] = []
    function* source(): Generator<string> {
      for (const item of ['a', 'alone', 'b']) {
        order.push(`taken ${item}`)
        yield item
      }
    }
    const work = async (item: string): Promise<void> => {
      await later(5)
      order.push(`done ${item}`)
    }
    await all(concurrently(source(), { width: 4, alone: (item) => item === 'alone' }, work))
    expect(order.indexOf('taken b')).toBeGreaterThan(order.indexOf('done alone'))
  })

  async function* failing(): AsyncGenerator<number> {
    yield 1
    yield 2
    throw new Error('the disk is gone')
  }
  function* failingAtOnce(): Generator<number> {
    yield 1
    yield 2
    throw new Error('the disk is gone')
  }

  it.each([failing, failingAtOnce])(
    'gives the outcomes before the place where %s throws, then throws',
    async (source) => {
      const seen: Outcome<number, number>[] = []
      await expect(async () => {
        for await (const outcome of concurrently(source(), { width: 4 }, async (n) => n * 2))
          seen.push(outcome)
      }).rejects.toThrow('the disk is gone')
      expect(seen).toEqual([
        { item: 1, result: 2 },
        { item: 2, result: 4 },
      ])
    },
  )

  it('lets its reader go while the source waits for an item, and works on none that comes later', async () => {
    let come = (): void => {}
    let closed = false
    async function* source(): AsyncGenerator<number> {
      try {
        yield 1
        await new Promise<void>((resolve) => {
          come = resolve
        })
        yield 2
      } finally {
        closed = true
      }
    }
    const seen: number[] = []
    for await (const _ of concurrently(source(), { width: 4 }, async (n) => seen.push(n))) break
    come()
    await later(1)
    expect(seen).toEqual([1])
    expect(closed).toBe(true)
  })

  it('closes the source when its reader goes away', async () => {
    let closed = false
    function* source(): Generator<number> {
      try {
        for (;;) yield 1
      } finally {
        closed = true
      }
    }
    for await (const _ of concurrently(source(), { width: 2 }, () => 1)) break
    expect(closed).toBe(true)
  })
})
