import { expect } from 'vitest'

/** Sizes that growth is fitted over. */
const SIZES = [10_000, 20_000, 40_000, 80_000, 160_000]
/** Runs at each size, of which the fastest counts: other work on the machine, and caches that it takes, only add. */
const RUNS = 7
/** Fits, of which the lowest counts; a loop that is quadratic comes near 2 in all of them. */
const ATTEMPTS = 6

interface Expectation {
  sizes?: number[]
  /** The greatest k. */
  most?: number
}

/** The processor time of `run` grows as O(n^k) at most. `make` builds an input of about the given size. */
export function expectLinear<T>(
  make: (size: number) => T,
  run: (input: T) => unknown,
  { sizes = SIZES, most = 1.3 }: Expectation = {},
): void {
  const { exponent } = growthOf(sizes, sizes.map(make), run, { exponent: most })
  expect(exponent).toBeLessThanOrEqual(most)
}

/** How the time of something grows with its input. */
export interface Growth {
  /** The k of O(n^k) that the running time fits best. */
  exponent: number
  /** Milliseconds of processor time that the largest input takes. */
  largest: number
}

/**
 * The k of O(n^k) that the running time of `run` fits best (least squares of log time over log size, the fastest of several runs at
 * each size), and the time of the largest input; the lowest of several fits while either is above what is asked for.
 */
export function growthOf<T>(
  sizes: number[],
  inputs: T[],
  run: (input: T) => unknown,
  { exponent = 1.15, largest = Number.POSITIVE_INFINITY }: Partial<Growth> = {},
): Growth {
  for (const input of inputs) run(input)
  const lowest: Growth = { exponent: Number.POSITIVE_INFINITY, largest: Number.POSITIVE_INFINITY }
  for (let n = 0; n < ATTEMPTS && (lowest.exponent > exponent || lowest.largest > largest); n++) {
    const times = inputs.map((input) => fastestTime(() => run(input)))
    lowest.exponent = Math.min(lowest.exponent, slope(sizes.map(Math.log), times.map(Math.log)))
    lowest.largest = Math.min(lowest.largest, times.at(-1)!)
  }
  return lowest
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
