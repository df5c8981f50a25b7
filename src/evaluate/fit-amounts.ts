/**
 * A model of findings that weigh by their amount: how improbable so much of a thing is in honest mail, counted by campaigns and
 * by sources.
 */
import type { QuestionModel, Weight } from '../scoring/model.ts'

/** An amount in a row of the model. */
export interface Amount {
  row: string
  /** Evidence group: the heaviest of a family counts. */
  family: string
  amount: number
}

/** Messages that are the same to the model. */
export interface AmountRow {
  amounts: readonly Amount[]
  label: 0 | 1
  /** Others have none of the ways to hide that HTML has, and are no evidence of how rare those are. */
  hasHtml: boolean
  /** Campaigns and sources that the messages are of, each with how many. */
  groups: ReadonlyMap<string, number>
  /** Messages. */
  count: number
}

export interface AmountOptions {
  /** Bits that a row of the model may weigh at most, for all that counts say. */
  mostOf(row: string): number
  /** Rows that the model has whether or not any message is in them: nobody honest has been seen to do that is told, too. */
  rows: readonly string[]
}

/** From which amounts on a row may weigh more. */
const BINS = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024, 2048, 4096, 8192]
/** A campaign counts for amounts up to so many times its own, above and below. */
const NEAR = 4
/** Campaigns that are taken to have it beside those that do, and honest sources likewise. */
const CAMPAIGN = 3
const SOURCE = 0.5
/** Beyond the largest honest amount: how fast it gets less probable there, and the bits that this may add. */
const TAIL = 0.75
const MOST_TAIL = 3
/** Amount from which on that holds where no honest source has any. */
const UNSEEN = 8
/** What the families behind the heaviest add of their bits. */
const DISCOUNT = [1, 0.5, 0.25]
/** What a source of honest mail counts beside a campaign: a false alarm costs more than a miss. */
const HONEST = 1
/** Bits of the first step: less is what honest mail has all the time, and tells nothing. */
const FIRST = 3
/** Bits between steps. */
const LEAST_BITS = 0.2

type Steps = NonNullable<Weight['steps']>

/** Who has how much of a row: of campaigns all amounts, of honest sources the greatest. */
interface Counts {
  campaigns: Map<string, Set<number>>
  honest: Map<string, number>
}

/** @returns undefined where all labels are alike. */
export function fitAmounts(
  rows: readonly AmountRow[],
  { mostOf, rows: declared }: AmountOptions,
): QuestionModel | undefined {
  const html = rows.filter(({ hasHtml }) => hasHtml)
  const positive = new Set(html.flatMap(({ label, groups }) => (label === 1 ? [...groups.keys()] : [])))
  const honest = new Set(html.flatMap(({ label, groups }) => (label === 0 ? [...groups.keys()] : [])))
  if (positive.size === 0 || honest.size === 0) return undefined
  const counts = countRows(html)
  for (const row of declared)
    if (!counts.has(row)) counts.set(row, { campaigns: new Map(), honest: new Map() })

  /** Bits of an amount, as if a group were not there. */
  const raw = (
    row: string,
    amount: number,
    without: string | undefined,
  ): { bits: number; found: number; others: number } => {
    const { campaigns, honest: having } = counts.get(row)!
    const own = (groups: ReadonlySet<string>) => (without !== undefined && groups.has(without) ? 1 : 0)
    const all = positive.size - own(positive)
    const sources = honest.size - own(honest)
    let found = 0
    for (const [group, amounts] of campaigns)
      if (group !== without)
        for (const one of amounts)
          if (one >= amount / NEAR && one <= amount * NEAR) {
            found++
            break
          }
    let others = 0
    let largest = UNSEEN
    for (const [group, most] of having) {
      if (group === without) continue
      if (most >= amount) others++
      if (most > largest) largest = most
    }
    const tail = others > 0 || amount <= largest ? 1 : Math.max(2 ** -MOST_TAIL, (largest / amount) ** TAIL)
    const bits = Math.log2((found + CAMPAIGN) / (all + CAMPAIGN) / ((others + SOURCE * tail) / (sources + 1)))
    return { bits: Math.min(bits, mostOf(row), Math.log2(sources) + 1), found, others }
  }
  const steps = new Map<string, Steps>()
  const stepsOf = (row: string, without: string | undefined): Steps => {
    const touched = without !== undefined && touches(counts.get(row)!, without)
    const key = touched ? `${row} ${without}` : row
    let known = steps.get(key)
    if (known === undefined) {
      known = []
      let most = 0
      for (const least of BINS) {
        const { bits, found, others } = raw(row, least, touched ? without : undefined)
        if (bits >= FIRST && bits > most + LEAST_BITS) known.push([least, (most = bits), found, others])
      }
      steps.set(key, known)
    }
    return known
  }
  const bitsOf = (amounts: readonly Amount[], without: string | undefined): number => {
    const families = new Map<string, number>()
    for (const { row, family, amount } of amounts) {
      const known = counts.has(row) ? stepsOf(row, without) : []
      const bits = known.findLast(([least]) => amount >= least)?.[1] ?? 0
      if (bits > (families.get(family) ?? 0)) families.set(family, bits)
    }
    const ranked = [...families.values()].sort((a, b) => b - a)
    return DISCOUNT.reduce((sum, part, rank) => sum + part * (ranked[rank] ?? 0), 0)
  }

  const sizes = new Map<string, number>()
  for (const { groups } of html)
    for (const [group, count] of groups) sizes.set(group, (sizes.get(group) ?? 0) + count)
  const scored = html.flatMap(({ amounts, label, groups }) =>
    [...groups].map(([group, count]) => ({
      bits: bitsOf(amounts, group),
      label,
      weight: (count * (label === 1 ? 1 : HONEST)) / Math.sqrt(sizes.get(group)!),
    })),
  )
  const { slope, offset } = regress(scored)
  const rounded = (bits: number): number => Math.round(bits * 100) / 100
  const of = (label: 0 | 1, some: readonly AmountRow[]): number =>
    some.reduce((sum, row) => sum + (row.label === label ? row.count : 0), 0)
  const weights: Record<string, Weight> = {}
  for (const row of [...counts.keys()].sort()) {
    const own = stepsOf(row, undefined)
    const having = rows.filter(({ amounts }) => amounts.some((one) => one.row === row))
    weights[row] = {
      bits: rounded(slope * (own.at(-1)?.[1] ?? 0)),
      steps: own.map(([least, bits, ...rest]) => [least, rounded(slope * bits), ...rest]),
      positives: [of(1, having), of(1, rows)],
      negatives: [of(0, having), of(0, rows)],
    }
  }
  return {
    prior: rounded(offset),
    absent: {},
    discount: DISCOUNT,
    counted: { campaigns: positive.size, sources: honest.size },
    weights,
  }
}

function countRows(rows: readonly AmountRow[]): Map<string, Counts> {
  const counts = new Map<string, Counts>()
  for (const { amounts, label, groups } of rows)
    for (const { row, amount } of amounts) {
      let own = counts.get(row)
      if (own === undefined) counts.set(row, (own = { campaigns: new Map(), honest: new Map() }))
      for (const group of groups.keys())
        if (label === 0) own.honest.set(group, Math.max(amount, own.honest.get(group) ?? 0))
        else {
          const known = own.campaigns.get(group)
          if (known === undefined) own.campaigns.set(group, new Set([amount]))
          else known.add(amount)
        }
    }
  return counts
}

function touches({ campaigns, honest }: Counts, group: string): boolean {
  return campaigns.has(group) || honest.has(group)
}

/** Logistic regression on the bits, by Newton steps. */
function regress(scored: readonly { bits: number; label: 0 | 1; weight: number }[]): {
  slope: number
  offset: number
} {
  let a = -3
  let b = 0.7
  for (let step = 0; step < 100; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-6, 0, 1e-6]
    for (const { bits, label, weight } of scored) {
      const x = bits * Math.LN2
      const p = 1 / (1 + Math.exp(-(a + b * x)))
      const error = weight * (p - label)
      const curve = weight * Math.max(p * (1 - p), 1e-9)
      ga += error
      gb += error * x
      haa += curve
      hab += curve * x
      hbb += curve * x * x
    }
    const determinant = haa * hbb - hab * hab
    const da = (hbb * ga - hab * gb) / determinant
    const db = (haa * gb - hab * ga) / determinant
    const damping = Math.min(1, 1 / Math.max(Math.abs(da), 4 * Math.abs(db), 1e-12))
    a -= damping * da
    b -= damping * db
    if (Math.abs(da) + Math.abs(db) < 1e-9) break
  }
  return { slope: b, offset: a / Math.LN2 }
}
