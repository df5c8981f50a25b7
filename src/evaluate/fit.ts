/** From labelled messages to a model. */
import { featureBounds, LURE_GATES } from '../body/lure.ts'
import { CHECKS } from '../checks/index.ts'
import { QUESTIONS, type Question } from '../schema.ts'
import { MODEL, type Model, type QuestionModel, requireModel } from '../scoring/model.ts'
import { assess } from '../scoring/score.ts'
import { requireInteger, requireOptions, requireStrings, requireType } from '../util/arguments.ts'
import { type Calibration, calibrate, lossOf, type Scored, UNCHANGED } from './calibrate.ts'
import { countedModel } from './count.ts'
import { type AmountRow, fitAmounts } from './fit-amounts.ts'
import { type FeatureRow, fitFeatures } from './fit-features.ts'
import { type Cell, type Cells, drawTogether, type LabelledRow } from './rows.ts'

export interface FitOptions {
  /** ISO 8601 day, for the model's name. */
  date: string
  /** Digests of the tables of labels, see `digestOfLabels`. */
  corpora?: string[]
  /** Parts of the rows that are left out in turn to calibrate on; 10 unless given, 2 at least. */
  folds?: number
  /** Where the answers come from to a question that has no messages labelled 1, or none labelled 0; the shipped model. */
  base?: Model
}

/**
 * Fits a model to the rows: counts, bits that are shrunk where counts are small, and a calibration of them on messages
 * that were not counted. The same rows give the same model.
 * @throws TypeError or RangeError naming the row or the option that is wrong.
 */
export function fit(rows: readonly LabelledRow[], options: FitOptions): Model {
  requireOptions(options, { date: true, corpora: true, folds: true, base: true })
  const { date, corpora = [], folds = 10, base = MODEL } = options
  requireType(date, 'string', 'date')
  requireStrings(corpora, 'corpora')
  requireModel(base)
  if (!/^\d{4}-\d\d-\d\d$/.test(date))
    throw new RangeError(`date must be a day such as 2026-11-24, not ${date}`)
  requireFolds(folds)
  const { questions } = fitCells(drawTogether(rows, folds), undefined, base)
  return { id: `counts ${date}`, corpora, questions }
}

/** @throws TypeError or RangeError */
export function requireFolds(folds: number): void {
  requireInteger(folds, 'folds', 2, 100)
}

/** The model of all cells, or of all but one fold. */
export function fitCells(all: Cells, without: number | undefined, base: Model): Model {
  const questions = QUESTIONS.map((question) => [
    question,
    fitQuestion(all, question, without) ?? base.questions[question],
  ])
  return { id: 'fitted', questions: Object.fromEntries(questions) }
}

/** The model of one question, from all folds or all but one; undefined where all its labels are alike. */
function fitQuestion(
  { cells, groups }: Cells,
  question: Question,
  without: number | undefined,
): QuestionModel | undefined {
  if (
    cells.some(({ found }) => found.some(({ meta, draft }) => meta.question === question && draft.features))
  )
    return fitFeatures(featureRows(cells, question, without), { boundsOf: featureBounds, gates: LURE_GATES })
  if (cells.some(({ found }) => found.some(({ meta, draft }) => meta.question === question && draft.cells)))
    return fitAmounts(amountRows(cells, question, without), {
      mostOf: mostBitsOf,
      rows: CHECKS.flatMap(({ meta: { id, question: of, cells: own = [] } }) =>
        of === question ? own.map((cell) => `${id}:${cell}`) : [],
      ),
    })
  const folds = groups[question].flatMap((_, fold) => (fold === without ? [] : [fold]))
  const own = cells.filter((cell) => cell.labels[question] !== undefined && cell.fold !== without)
  const sizeOf = (some: readonly number[]): number =>
    some.reduce((sum, fold) => sum + groups[question][fold], 0)
  const counted = countedModel(own, question, sizeOf(folds))
  if (!counted) return undefined

  const unseen: { cell: Cell; bits: number }[] = []
  for (const fold of folds) {
    const rest = folds.filter((other) => other !== fold)
    const others = own.filter((cell) => cell.fold !== fold)
    const model = countedModel(others, question, sizeOf(rest))
    if (!model) continue
    for (const cell of own)
      if (cell.fold === fold) unseen.push({ cell, bits: log2Odds(cell, question, model) })
  }
  return calibrated(counted, calibrateWhereItHelps(asTheyCome(unseen, question, counted.prior), folds))
}

/** Rows of structure alone, of forms and of preview lines, which honest templates have of their own kinds, and what they may weigh at most. */
const STRUCTURE =
  /^filler\/(?:empty-elements:|attribute-text:(?:names|twice|(?:name|other)-topic)$|style-text:elements$|raw-elements:left-open$|hidden-text:lead-words$|look-alike-letters:)/
const MOST_STRUCTURE = 5

function mostBitsOf(row: string): number {
  return STRUCTURE.test(row) ? MOST_STRUCTURE : Number.POSITIVE_INFINITY
}

/** What the fit of amounts reads of cells. */
function amountRows(cells: readonly Cell[], question: Question, without: number | undefined): AmountRow[] {
  return cells.flatMap<AmountRow>(({ fold, labels, found, hasHtml, groups, count }) => {
    const label = labels[question]
    if (fold === without || label === undefined) return []
    const own = found.filter(({ meta }) => meta.question === question)
    const amounts = own.flatMap(({ meta: { id, evidenceGroup }, draft: { cells: names = [], amount = 0 } }) =>
      names.map((name) => ({ row: `${id}:${name}`, family: evidenceGroup, amount })),
    )
    return [{ amounts, label, hasHtml, groups, count }]
  })
}

/** What the fit of features reads of cells. */
function featureRows(cells: readonly Cell[], question: Question, without: number | undefined): FeatureRow[] {
  return cells.flatMap<FeatureRow>(({ fold, labels, hints, found, count, weight }) => {
    const label = labels[question]
    const hint = hints?.[question]
    if (fold === without || (label === undefined && hint === undefined)) return []
    const features = found.flatMap(({ meta: { id }, draft }) =>
      (draft.features ?? []).map((feature) => `${id}:${feature}`),
    )
    return label === undefined
      ? [{ features, label: 1, weight: weight * hint!, count: undefined }]
      : [{ features, label, weight, count }]
  })
}

/** A calibration, if one that is made on all folds but one brings the probabilities of that one nearer to what is so. */
function calibrateWhereItHelps(
  scored: readonly (Scored & { fold: number })[],
  folds: readonly number[],
): Calibration {
  let gain = 0
  for (const fold of folds) {
    const calibration = calibrate(scored.filter((one) => one.fold !== fold))
    const left = scored.filter((one) => one.fold === fold)
    gain += lossOf(left, UNCHANGED) - lossOf(left, calibration)
  }
  return gain > 0 ? calibrate(scored) : UNCHANGED
}

/** log2 of the odds that a model of one question gives. */
function log2Odds({ found }: Pick<Cell, 'found'>, question: Question, model: QuestionModel): number {
  const own = found.filter(({ meta }) => meta.question === question)
  const { findings, assessments } = assess(own, { id: '', questions: { ...NOTHING, [question]: model } })
  return findings.reduce((sum, { bits }) => sum + bits, assessments[question].base)
}

const NOTHING = Object.fromEntries(
  QUESTIONS.map((question) => [question, { prior: 0, absent: {}, weights: {} }]),
) as unknown as Record<Question, QuestionModel>

/**
 * The messages weighted as the prior says: positives as few as that, each of their kinds the same, as in the rates that the
 * bits come from.
 */
function asTheyCome(
  unseen: readonly { cell: Cell; bits: number }[],
  question: Question,
  prior: number,
): (Scored & { fold: number })[] {
  const labelOf = ({ labels }: Cell) => labels[question] as 0 | 1
  const sizes = new Map<string, number>()
  let negatives = 0
  for (const { cell } of unseen) {
    if (labelOf(cell) === 0) negatives += cell.count
    else sizes.set(cell.kind, (sizes.get(cell.kind) ?? 0) + cell.count)
  }
  const share = (negatives * 2 ** prior) / sizes.size
  return unseen.map(({ cell, bits }) => {
    const label = labelOf(cell)
    return {
      fold: cell.fold,
      bits,
      label,
      weight: cell.count * (label === 0 ? 1 : share / sizes.get(cell.kind)!),
    }
  })
}

function calibrated(model: QuestionModel, calibration: Calibration): QuestionModel {
  const { slope, offset } = calibration
  const scaled = (bits: number) => Math.round(bits * slope * 100) / 100
  return {
    prior: Math.round((model.prior * slope + offset) * 100) / 100,
    absent: Object.fromEntries(Object.entries(model.absent).map(([group, bits]) => [group, scaled(bits)])),
    calibration,
    kinds: model.kinds,
    weights: Object.fromEntries(
      Object.entries(model.weights).map(([row, weight]) => [row, { ...weight, bits: scaled(weight.bits) }]),
    ),
  }
}
