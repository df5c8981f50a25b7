/** Sizes that growth is fitted over. */
const SIZES = [10_000, 20_000, 40_000, 80_000, 160_000]
const RUNS = 7
/** A fit above this is made again: other work on the machine bends it, a true exponent stays. */
const SUSPECT = 1.15
const ATTEMPTS = 4

/** How the time of something grows with its input. */
export interface Growth {
  /** The k of O(n^k) that the running time fits best. */
  exponent: number
  /** Milliseconds of processor time that the largest input takes. */
  largest: number
}

/**
 * The k of O(n^k) that the running time of `run` fits best: least squares of log time over log size, the fastest of several runs at
 * each size, the lowest of a few fits where the first is suspect. `make` builds an input of about the given size.
 */
export function growthExponent<T>(
  make: (size: number) => T,
  run: (input: T) => unknown,
  sizes: number[] = SIZES,
): number {
  return growthOf(sizes, sizes.map(make), run).exponent
}

/** As {@link growthExponent}, of inputs of those sizes, with the time of the largest, which is suspect above `most`. */
export function growthOf<T>(
  sizes: number[],
  inputs: T[],
  run: (input: T) => unknown,
  most = Number.POSITIVE_INFINITY,
): Growth {
  for (const input of inputs) run(input)
  const lowest: Growth = { exponent: Number.POSITIVE_INFINITY, largest: Number.POSITIVE_INFINITY }
  for (let n = 0; n < ATTEMPTS && (lowest.exponent > SUSPECT || lowest.largest > most); n++) {
    const times = inputs.map((input) => fastestTime(() => run(input)))
    lowest.exponent = Math.min(lowest.exponent, slope(sizes.map(Math.log), times.map(Math.log)))
    lowest.largest = Math.min(lowest.largest, times.at(-1)!)
  }
  return lowest
}

/** Milliseconds of processor time, which other programs on the machine take none of. */
function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of processor time of the fastest run, since caches that others use only add; at least a microsecond. */
function fastestTime(run: () => unknown): number {
  const times: number[] = []
  for (let n = 0; n < RUNS; n++) {
    const begin = spent()
    run()
    times.push(spent() - begin)
  }
  return Math.max(Math.min(...times), 0.001)
}

function slope(x: number[], y: number[]): number {
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0)
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
}
