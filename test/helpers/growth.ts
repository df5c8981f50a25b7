import { expect } from 'vitest'

/** Sizes that growth is fitted over. */
const SIZES = [10_000, 20_000, 40_000, 80_000, 160_000]
/** Runs at each size, of which the fastest counts: other work on the machine, and caches that it takes, only add. */
const RUNS = 7
/** Fits, of which the lowest counts; a loop that is quadratic comes near 2 in all of them. */
const ATTEMPTS = 6

interface Growth {
  sizes?: number[]
  /** The greatest k. */
  most?: number
}

/** The processor time of `run` grows as O(n^k) at most. `make` builds an input of about the given size. */
export function expectLinear<T>(
  make: (size: number) => T,
  run: (input: T) => unknown,
  { sizes = SIZES, most = 1.3 }: Growth = {},
): void {
  const inputs = sizes.map(make)
  for (const input of inputs) run(input)
  let lowest = Number.POSITIVE_INFINITY
  for (let n = 0; n < ATTEMPTS && lowest > most; n++) {
    const times = inputs.map((input) => fastestTime(() => run(input)))
    lowest = Math.min(lowest, slope(sizes.map(Math.log), times.map(Math.log)))
  }
  expect(lowest).toBeLessThanOrEqual(most)
}

/** Milliseconds of processor time of this process. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of the fastest run, at least a microsecond. */
function fastestTime(run: () => unknown): number {
  const times: number[] = []
  for (let n = 0; n < RUNS; n++) {
    const begin = processorTime()
    run()
    times.push(processorTime() - begin)
  }
  return Math.max(Math.min(...times), 0.001)
}

function slope(x: number[], y: number[]): number {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0)
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
}
