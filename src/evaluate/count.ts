/** Counting cells: what of each kind has a finding, and the bits that follow. */
import type { Question } from '../schema.ts'
import type { QuestionModel } from '../scoring/model.ts'
import type { Cell } from './rows.ts'

/** Before calibration; more would claim a certainty that a few thousand messages cannot give. */
const MAX_BITS = 12
/** Messages that are taken to have a finding beside those that do, shared out as if it meant nothing. Of 0.25, 0.5, 1 and 2,
 * this and 1 had the least log loss under cross-validation. */
const SHRINKAGE = 0.5
/** Share of messages taken to be yes where no mail that came by itself has labels. */
const GUESS = 0.02
/** Kinds with fewer positives are taken together. */
const KIND = 20

/** Positives and negatives. */
type Pair = [positives: number, negatives: number]

interface Counts {
  all: Pair
  natural: Pair
  kinds: Map<string, Pair>
  /** By row of the model, then by kind. */
  rows: Map<string, Map<string, Pair>>
  /** By evidence group, then by kind: messages where it found something. */
  groups: Map<string, Map<string, Pair>>
}

function count(cells: readonly Cell[], question: Question): Counts {
  const counts: Counts = {
    all: [0, 0],
    natural: [0, 0],
    kinds: new Map(),
    rows: new Map(),
    groups: new Map(),
  }
  for (const { kind, made, labels, found, count: size } of cells) {
    const label = labels[question]
    if (label === undefined) continue
    const column = label === 1 ? 0 : 1
    counts.all[column] += size
    if (!made) counts.natural[column] += size
    add(counts.kinds, kind, column, size)
    const rows = new Set<string>()
    const groups = new Set<string>()
    for (const { meta, draft } of found) {
      if (meta.question !== question) continue
      rows.add(meta.id)
      if (draft.grade !== undefined) rows.add(`${meta.id}:${draft.grade}`)
      groups.add(meta.evidenceGroup)
    }
    for (const row of rows) add(within(counts.rows, row), kind, column, size)
    for (const group of groups) add(within(counts.groups, group), kind, column, size)
  }
  return counts
}

function within(table: Map<string, Map<string, Pair>>, key: string): Map<string, Pair> {
  let inner = table.get(key)
  if (!inner) table.set(key, (inner = new Map()))
  return inner
}

function add(table: Map<string, Pair>, key: string, column: 0 | 1, size: number): void {
  let pair = table.get(key)
  if (!pair) table.set(key, (pair = [0, 0]))
  pair[column] += size
}

const sum = (table: ReadonlyMap<string, Pair>, column: 0 | 1): number =>
  [...table.values()].reduce((total, pair) => total + pair[column], 0)

const sorted = <T>(table: ReadonlyMap<string, T>): [string, T][] =>
  [...table].sort(([a], [b]) => (a < b ? -1 : 1))

const round = (bits: number): number => Math.round(bits * 100) / 100

/** Share of positives that are counted in `seen`: the mean over kinds. */
function rateAmongPositives(seen: ReadonlyMap<string, Pair>, kinds: Counts['kinds']): number {
  const rates: number[] = []
  let few = 0
  let fewSeen = 0
  for (const [kind, [size]] of kinds) {
    const found = seen.get(kind)?.[0] ?? 0
    if (size >= KIND) rates.push(found / size)
    else {
      few += size
      fewSeen += found
    }
  }
  // kinds too small to stand alone count as one, or not at all where together they still are
  if (few >= KIND || (rates.length === 0 && few > 0)) rates.push(fewSeen / few)
  return rates.reduce((total, rate) => total + rate, 0) / rates.length
}

/**
 * Weights of one question from counts, not yet calibrated; undefined where no message is labelled 1, or none 0.
 *
 * bits = log2((p + s) / (n + s)): p is the rate among positives, as the mean over kinds, n the rate among negatives, and s
 * half a message of all, counted by groups. So a finding never seen weighs nothing, one seen in 3 of 3 less than one in
 * 1,300 of 1,300, and variants of one original do not make it surer.
 * @param groups how many groups have a label.
 */
export function countedModel(
  cells: readonly Cell[],
  question: Question,
  groups: number,
): QuestionModel | undefined {
  const counts = count(cells, question)
  const { all, natural, kinds } = counts
  if (all[0] === 0 || all[1] === 0) return undefined
  const s = SHRINKAGE / groups
  const bitsOf = (seen: ReadonlyMap<string, Pair>, having: boolean): number => {
    const p = rateAmongPositives(seen, kinds)
    const n = sum(seen, 1) / all[1]
    const bits = Math.log2(((having ? p : 1 - p) + s) / ((having ? n : 1 - n) + s))
    return Math.max(-MAX_BITS, Math.min(MAX_BITS, bits))
  }
  const share = natural[0] > 0 && natural[1] > 0 ? natural[0] / (natural[0] + natural[1]) : GUESS
  const names = sorted(kinds).map(([kind]) => kind)
  return {
    prior: round(Math.log2(share / (1 - share))),
    absent: Object.fromEntries(
      sorted(counts.groups).map(([group, seen]) => [group, round(Math.min(0, bitsOf(seen, false)))]),
    ),
    kinds: names.map((kind) => [kind, ...kinds.get(kind)!]),
    weights: Object.fromEntries(
      sorted(counts.rows).map(([row, seen]) => [
        row,
        {
          bits: round(bitsOf(seen, true)),
          positives: [sum(seen, 0), all[0]],
          negatives: [sum(seen, 1), all[1]],
          kinds: names.flatMap((kind, i) => {
            const pair = seen.get(kind)
            return pair ? [[i, ...pair]] : []
          }),
        },
      ]),
    ),
  }
}
