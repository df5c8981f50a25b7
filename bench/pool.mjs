// Two workers beside one: how much faster many messages are read.
import { createAnalyzerPool } from '../dist/batch/index.js'
import { median, ratioOf } from './measure.mjs'

/** Workers that are compared, the base first. */
const WORKERS = [1, 2]
/** Milliseconds of warming up, for each worker: each compiles for itself. */
const WARM_UP = 8000

/**
 * Passes of all messages through pools in alternation. What is measured is the time on the clock, so other work on the machine counts.
 * @param {Uint8Array[]} messages
 * @returns {Promise<{ milliseconds: Record<number, number>, ratio: ReturnType<typeof ratioOf> }>} medians by number of workers
 */
export async function poolsOf(messages, rounds) {
  const pools = WORKERS.map((workers) => createAnalyzerPool({ workers }))
  const times = WORKERS.map(() => [])
  const pass = async (i) => {
    const start = performance.now()
    for await (const outcome of pools[i].analyzeAll(messages, { bytes: (bytes) => bytes, ordered: false }))
      if ('error' in outcome) throw outcome.error
    return performance.now() - start
  }
  for (const [i, workers] of WORKERS.entries())
    for (let spent = 0; spent < WARM_UP * workers; ) spent += await pass(i)
  for (let round = 0; round < rounds; round++)
    for (let turn = 0; turn < pools.length; turn++) {
      const i = (turn + round) % pools.length
      times[i].push(await pass(i))
    }
  await Promise.all(pools.map((pool) => pool.close()))
  const milliseconds = Object.fromEntries(WORKERS.map((workers, i) => [workers, median(times[i])]))
  return { milliseconds, ratio: ratioOf(times[0], times[1]) }
}
