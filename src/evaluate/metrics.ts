/** Statistics of probabilities against labels. */

/** What was said of a message, and what is so. */
export interface Judged {
  /** 0 to 1. */
  probability: number
  label: 0 | 1
}

/** Whether a probability is taken for a yes. */
export function isYes(probability: number): boolean {
  return probability >= 0.5
}

/** 97.5 % of the standard normal distribution lies below. */
const Z = 1.959964

/**
 * Wilson's 95 % interval of a share, 0 to 1; 0 to 1 where `of` is 0.
 * @throws RangeError where `found` is not between 0 and `of`.
 */
export function wilson(found: number, of: number): [low: number, high: number] {
  if (!(found >= 0 && found <= of)) throw new RangeError(`found must be between 0 and ${of}, not ${found}`)
  if (of === 0) return [0, 1]
  const share = found / of
  const middle = share + (Z * Z) / (2 * of)
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const scale = 1 + (Z * Z) / of
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)]
}

/** Area under the ROC curve: the chance that a message labelled 1 has more than one labelled 0, ties by half. NaN where there
 * are none of one of them. */
export function rocAuc(judged: readonly Judged[]): number {
  let area = 0
  let positives = 0
  let negatives = 0
  for (const { positives: p, negatives: n } of steps(judged)) {
    area += n * (positives + p / 2)
    positives += p
    negatives += n
  }
  return area / (positives * negatives)
}

/** Average precision: the sum over thresholds, from the highest, of the precision there times the recall that it adds. NaN
 * where no message is labelled 1. */
export function averagePrecision(judged: readonly Judged[]): number {
  let sum = 0
  let positives = 0
  let all = 0
  for (const { positives: p, negatives: n } of steps(judged)) {
    positives += p
    all += p + n
    sum += (p * positives) / all
  }
  return sum / positives
}

/** Messages of each probability, the highest first. */
function steps(judged: readonly Judged[]): { positives: number; negatives: number }[] {
  const table = new Map<number, { positives: number; negatives: number }>()
  for (const { probability, label } of judged) {
    let step = table.get(probability)
    if (!step) table.set(probability, (step = { positives: 0, negatives: 0 }))
    step[label === 1 ? 'positives' : 'negatives']++
  }
  return [...table].sort(([a], [b]) => b - a).map(([, step]) => step)
}

/** Mean square of what the probability is off; NaN of nothing. */
export function brier(judged: readonly Judged[]): number {
  return judged.reduce((sum, { probability, label }) => sum + (probability - label) ** 2, 0) / judged.length
}

/** Bits by which a probability of 0 or 1 can be wrong at most. */
const SUREST = 1e-4

/** Mean of -log2 of the probability given to what is so, in bits, none taken as surer than 1 in 10,000; NaN of nothing. */
export function logLoss(judged: readonly Judged[]): number {
  const loss = judged.reduce((sum, { probability, label }) => {
    const right = label === 1 ? probability : 1 - probability
    return sum - Math.log2(Math.min(1 - SUREST, Math.max(SUREST, right)))
  }, 0)
  return loss / judged.length
}

/** Messages whose probability lies in one tenth. */
export interface CalibrationBin {
  /** The tenth: probabilities from `from` to below `to`; 1 is in the last. */
  from: number
  to: number
  messages: number
  /** Mean probability, and share labelled 1; NaN where there are no messages. */
  said: number
  true: number
}

export function calibrationTable(judged: readonly Judged[], bins = 10): CalibrationBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inside = judged.filter(
      ({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === bin,
    )
    const mean = (of: (one: Judged) => number) =>
      inside.reduce((sum, one) => sum + of(one), 0) / inside.length
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      messages: inside.length,
      said: mean(({ probability }) => probability),
      true: mean(({ label }) => label),
    }
  })
}

/** Expected calibration error: by how much said and true differ in a bin, as the mean over messages; NaN of nothing. */
export function calibrationError(table: readonly CalibrationBin[]): number {
  const messages = table.reduce((sum, bin) => sum + bin.messages, 0)
  const off = table.reduce(
    (sum, bin) => sum + (bin.messages === 0 ? 0 : bin.messages * Math.abs(bin.said - bin.true)),
    0,
  )
  return off / messages
}

/**
 * McNemar's exact test of two methods on the same messages: the chance, were they equally good, that the messages on which
 * only one of them is right are shared out between them as unevenly as this, or more so (two-sided).
 * @param better messages on which only the second is right. @param worse on which only the first is.
 */
export function mcnemar(better: number, worse: number): number {
  const of = better + worse
  if (of === 0) return 1
  // log of the binomial coefficients, summed from the end
  let logTerm = -of * Math.LN2
  let tail = Math.exp(logTerm)
  for (let k = 1; k <= Math.min(better, worse); k++) {
    logTerm += Math.log((of - k + 1) / k)
    tail += Math.exp(logTerm)
  }
  return Math.min(1, 2 * tail)
}
