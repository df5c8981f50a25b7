// Two workers beside one: how much faster many messages are read.
import { createAnalyzerPool } from '../dist/batch/index.js'
import { median, ratioOf } from './measure.mjs'

/** Workers that are compared, the base first. */
const WORKERS = [1, 2]
const WARM_UP = 3

/**
 * Passes of all messages through pools in alternation. What is measured is the time on the clock, so other work on the machine counts.
 * @param {Uint8Array[]} messages
 * @returns {Promise<{ milliseconds: Record<number, number>, ratio: ReturnType<typeof ratioOf> }>} medians by number of workers
 */
export async function poolsOf(messages, rounds) {
  const pools = WORKERS.map((workers) => createAnalyzerPool({ workers }))
  const times = WORKERS.map(() => [])
  for (let round = -WARM_UP; round < rounds; round++) {
    for (let turn = 0; turn < pools.length; turn++) {
      const i = (turn + round + WARM_UP) % pools.length
      const start = performance.now()
      for await (const outcome of pools[i].analyzeAll(messages, { bytes: (bytes) => bytes, ordered: false }))
        if ('error' in outcome) throw outcome.error
      if (round >= 0) times[i].push(performance.now() - start)
    }
  }
  await Promise.all(pools.map((pool) => pool.close()))
  const milliseconds = Object.fromEntries(WORKERS.map((workers, i) => [workers, median(times[i])]))
  return { milliseconds, ratio: ratioOf(times[0], times[1]) }
}
