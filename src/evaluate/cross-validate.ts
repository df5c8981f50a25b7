/** What models say of messages that they were not fitted on. */
import { QUESTIONS, type Question } from '../schema.ts'
import { MODEL, type Model, requireModel } from '../scoring/model.ts'
import { assess } from '../scoring/score.ts'
import { requireOptions, wrongType } from '../util/arguments.ts'
import { fitCells, requireFolds } from './fit.ts'
import { drawTogether, foundOf, type LabelledRow } from './rows.ts'

/** The probability of each question, 0 to 1. */
export type Prediction = Record<Question, number>

export interface CrossValidateOptions {
  /** Parts that are left out in turn, 10 unless given, 2 at least. */
  folds?: number
  /** Answers questions on which the rows have no labels of both kinds; the shipped model. */
  base?: Model
}

/**
 * Probabilities of each row by a model that was fitted on the others: rows are parted into folds by a hash of their group,
 * and each fold is predicted by a model of the rest, calibration included.
 * @throws TypeError or RangeError naming the row or the option that is wrong.
 */
export function crossValidate(
  rows: readonly LabelledRow[],
  options: CrossValidateOptions = {},
): Prediction[] {
  requireOptions(options, { folds: true, base: true })
  const { folds = 10, base = MODEL } = options
  requireFolds(folds)
  requireModel(base)
  const all = drawTogether(rows, folds)
  const models = Array.from({ length: folds }, (_, fold) => fitCells(all, fold, base))
  const predicted = all.cells.map(({ found, fold }) => predictionOf(found, models[fold]))
  return all.cellOf.map((index) => predicted[index])
}

/** Probabilities of each row by one model. @throws TypeError naming a wrong argument, RangeError where a check is not known. */
export function predict(rows: readonly Pick<LabelledRow, 'findings'>[], model: Model): Prediction[] {
  if (!Array.isArray(rows)) wrongType('rows', 'an array', rows)
  requireModel(model)
  return rows.map(({ findings }) => predictionOf(findings.map(foundOf), model))
}

function predictionOf(found: ReturnType<typeof foundOf>[], model: Model): Prediction {
  const { assessments } = assess(found, model)
  return Object.fromEntries(
    QUESTIONS.map((question) => [question, assessments[question].probability]),
  ) as Prediction
}
