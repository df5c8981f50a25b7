/** A model of findings whose features add up: logistic regression, shrunk, with signs that make sense. */
import type { QuestionModel, Weight } from '../scoring/model.ts'

/** Messages that are the same to the model. */
export interface FeatureRow {
  /** Each behind the check and a colon, as the rows of the model are named. */
  features: readonly string[]
  label: 0 | 1
  /** How much they teach: campaigns and sources count less than their messages. */
  weight: number
  /** Counted in the model's rows; undefined where they only teach. */
  count: number | undefined
}

export interface FeatureOptions {
  /** Least and greatest bits that a feature may weigh, by its name without its check, and what it is taken to weigh until counts
   * say otherwise. */
  boundsOf(feature: string): readonly [least: number, most: number, expected: number]
  /** Features that are not fitted, since the answer stays below even with them. */
  gates: readonly string[]
}

const featureOf = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Ridge: what a weight of one nat costs, as that of one message. */
const RIDGE = 1
const MAX_SWEEPS = 200
const CONVERGED = 1e-5
/** Bits over even at which the answer is yes: it costs a point of recall and halves false alarms. */
const MARGIN = 0.5

/**
 * Fits weights to rows by cyclic coordinate descent; the same rows give the same model. Rows without features fix the prior.
 * @returns undefined where all labels are alike.
 */
export function fitFeatures(
  rows: readonly FeatureRow[],
  { boundsOf, gates }: FeatureOptions,
): QuestionModel | undefined {
  if (!rows.some(({ label }) => label === 1) || !rows.some(({ label }) => label === 0)) return undefined
  const names = [...new Set(rows.flatMap(({ features }) => features))]
    .filter((name) => !gates.includes(featureOf(name)))
    .sort()
  const index = new Map(names.map((name, i) => [name, i]))
  const having: number[][] = names.map(() => [])
  for (const [i, { features }] of rows.entries())
    for (const name of features) {
      const at = index.get(name)
      if (at !== undefined) having[at].push(i)
    }
  const bounds = names.map((name) => boundsOf(featureOf(name)).map((bits) => bits * Math.LN2))
  const everyRow = rows.map((_, i) => i)
  const sums = new Float64Array(rows.length)
  const weights = new Float64Array(names.length)
  let intercept = 0

  /** The step of one weight, which all rows that have it share. */
  const stepOf = (some: readonly number[], off: number, ridge: number): number => {
    let slope = -ridge * off
    let curve = ridge
    for (const i of some) {
      const p = 1 / (1 + Math.exp(-sums[i]))
      slope += rows[i].weight * (rows[i].label - p)
      curve += rows[i].weight * Math.max(p * (1 - p), 1e-6)
    }
    return Math.max(-1, Math.min(1, slope / curve))
  }
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const shift = stepOf(everyRow, 0, 0)
    intercept += shift
    for (const i of everyRow) sums[i] += shift
    let moved = Math.abs(shift)
    for (let j = 0; j < names.length; j++) {
      const [least, most, expected] = bounds[j]
      const next = Math.max(
        least,
        Math.min(most, weights[j] + stepOf(having[j], weights[j] - expected, RIDGE)),
      )
      const step = next - weights[j]
      if (step === 0) continue
      weights[j] = next
      for (const i of having[j]) sums[i] += step
      moved = Math.max(moved, Math.abs(step))
    }
    if (moved < CONVERGED) break
  }

  const counted = rows.filter(({ count }) => count !== undefined)
  const of = (label: 0 | 1, some: readonly FeatureRow[]): number =>
    some.reduce((sum, row) => sum + (row.label === label ? (row.count ?? 0) : 0), 0)
  const rowOf = (name: string, bits: number): Weight => {
    const own = counted.filter(({ features }) => features.includes(name))
    return { bits, positives: [of(1, own), of(1, counted)], negatives: [of(0, own), of(0, counted)] }
  }
  const bitsOf = (nats: number): number => Math.round((nats / Math.LN2) * 100) / 100
  return {
    prior: bitsOf(intercept - MARGIN * Math.LN2),
    absent: {},
    gates: [...gates],
    weights: Object.fromEntries(names.map((name, j) => [name, rowOf(name, bitsOf(weights[j]))])),
  }
}
