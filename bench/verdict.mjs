// Whether a change made something slower: what is decided of measured times. Nothing in here measures.

/** How much slower is too much, as a share. */
export const TOLERANCE = 0.1
const RESAMPLES = 2000
/** Of so many resamples the median ratio is inside the interval. */
const CONFIDENCE = 0.99

/**
 * Compares times of a base and of a change that were taken side by side, in several processes: rounds of one process share its
 * luck (where its code lies, when it was compiled), so processes are resampled first and their rounds then.
 * @param {{ base: number, change: number }[][]} processes the rounds of each process
 * @param {number} tolerance
 * @returns ratio: the median of change / base, above 1 where the change is slower, and the interval that it is in
 */
export function compareTimes(processes, tolerance = TOLERANCE) {
  const ratios = processes.map((rounds) => rounds.map(({ base, change }) => change / base))
  const ratio = median(ratios.flat())
  const random = createRandom(1)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(
      ratios.flatMap(() => {
        const rounds = pick(ratios)
        return rounds.map(() => pick(rounds))
      }),
    ),
  ).sort((a, b) => a - b)
  const low = medians[Math.floor(((1 - CONFIDENCE) / 2) * RESAMPLES)]
  const high = medians[Math.ceil(((1 + CONFIDENCE) / 2) * RESAMPLES) - 1]
  return { ratio, low, high, verdict: verdictOf(ratio, low, high, tolerance) }
}

/** `slower` and `faster`: by more than the tolerance, and the interval agrees on the direction. */
function verdictOf(ratio, low, high, tolerance) {
  if (ratio > 1 + tolerance && low > 1) return 'slower'
  if (ratio < 1 / (1 + tolerance) && high < 1) return 'faster'
  return 'same'
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Mulberry32: the same times give the same verdict. */
function createRandom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
