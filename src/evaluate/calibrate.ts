/** Platt's calibration: what independence of findings and shrunk counts make too sure, or not sure enough, is set right. */

export interface Scored {
  /** log2 of the odds, of a message that the model has not seen. */
  bits: number
  label: 0 | 1
  /** How many such messages there are. */
  weight: number
}

export interface Calibration {
  /** What bits are multiplied with, 0.5 to 2. */
  slope: number
  /** Bits to add, -8 to 8. */
  offset: number
}

export const UNCHANGED: Readonly<Calibration> = { slope: 1, offset: 0 }

const STEPS = 50
/** Fewer positives, or negatives, say nothing about a slope. */
const LEAST = 20
const LEAST_SLOPE = 0.5
const MOST_SLOPE = 2
const MOST_OFFSET = 8

/**
 * The slope and offset that make the probabilities fit best: logistic regression on one variable, with the targets of
 * Platt (1999), which keep it from certainty where the classes are apart. With fewer than 20 of either, bits stay as they
 * are.
 */
export function calibrate(scored: readonly Scored[]): Calibration {
  const total = (label: 0 | 1): number =>
    scored.reduce((sum, one) => sum + (one.label === label ? one.weight : 0), 0)
  const [negatives, positives] = [total(0), total(1)]
  if (positives < LEAST || negatives < LEAST) return UNCHANGED
  const targets = [1 / (negatives + 2), (positives + 1) / (positives + 2)]
  let fitted = regress(scored, targets, undefined)
  const bounded = Math.min(MOST_SLOPE, Math.max(LEAST_SLOPE, fitted.slope))
  if (fitted.slope !== bounded) fitted = regress(scored, targets, bounded)
  return {
    slope: Math.round(fitted.slope * 1000) / 1000,
    offset: Math.round(Math.min(MOST_OFFSET, Math.max(-MOST_OFFSET, fitted.offset)) * 100) / 100,
  }
}

/** Sum of -log2 of the probability that is given to what is so. */
export function lossOf(scored: readonly Scored[], { slope, offset }: Calibration): number {
  return scored.reduce((sum, { bits, label, weight }) => {
    const own = (label === 1 ? -1 : 1) * (slope * bits + offset)
    // log2(1 + 2^own), which must not overflow
    return sum + weight * (own > 50 ? own : Math.log2(1 + 2 ** own))
  }, 0)
}

/** Logistic regression by damped Newton steps, with the slope given or found. */
function regress(
  scored: readonly Scored[],
  targets: readonly number[],
  slope: number | undefined,
): Calibration {
  // a is the offset and b the slope, in natural logarithms
  let a = 0
  let b = slope ?? 1
  for (let step = 0; step < STEPS; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0]
    for (const { bits, label, weight } of scored) {
      const x = bits * Math.LN2
      const p = 1 / (1 + Math.exp(-(a + b * x)))
      const error = weight * (p - targets[label])
      const curve = weight * Math.max(p * (1 - p), 1e-9)
      ga += error
      gb += error * x
      haa += curve
      hab += curve * x
      hbb += curve * x * x
    }
    const determinant = haa * hbb - hab * hab
    let da = ga / haa
    let db = 0
    if (slope === undefined && determinant > 1e-9) {
      da = (hbb * ga - hab * gb) / determinant
      db = (haa * gb - hab * ga) / determinant
    }
    const damping = Math.min(1, 1 / Math.max(Math.abs(da), 4 * Math.abs(db), 1e-12))
    a -= damping * da
    b -= damping * db
    if (Math.abs(da) + Math.abs(db) < 1e-9) break
  }
  return { slope: b, offset: a / Math.LN2 }
}
