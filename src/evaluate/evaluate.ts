/** Probabilities against labels: how often they are right, for which mail, and whether they mean what they say. */
import { CHECKS } from '../checks/index.ts'
import { QUESTIONS, type Question } from '../schema.ts'
import { type Thresholds, verdictOf } from '../scoring/score.ts'
import { requireInteger, requireOptions, requireStrings, wrongType } from '../util/arguments.ts'
import type { Prediction } from './cross-validate.ts'
import type { EvaluatedRow } from './load.ts'
import {
  averagePrecision,
  brier,
  type CalibrationBin,
  calibrationError,
  calibrationTable,
  isYes,
  type Judged,
  logLoss,
  rocAuc,
  wilson,
} from './metrics.ts'

/** A share with Wilson's 95 % interval; `share` is NaN, null in JSON, of nothing. */
export interface Share {
  count: number
  of: number
  share: number
  low: number
  high: number
}

/** What is right and wrong at a probability of 0.5. */
export interface Rates {
  /** Of those labelled 1, found. */
  recall: Share
  /** Of those labelled 0, answered yes. */
  falseAlarms: Share
}

export interface QuestionEvaluation extends Rates {
  /** Of those answered yes, labelled 1. */
  precision: Share
  /** By kind of mail, in order of their names. */
  strata: (Rates & { kind: string })[]
  auc: number
  averagePrecision: number
  brier: number
  /** Bits a message. */
  logLoss: number
  calibrationError: number
  calibration: CalibrationBin[]
}

export interface VerdictRow {
  kind: string
  /** Score at or above the first threshold, `hostile` included. */
  suspicious: Share
  hostile: Share
}

export interface CheckRow {
  check: string
  question: Question
  /** Messages with a finding, of those labelled 1 and of those labelled 0. */
  positives: Share
  negatives: Share
  /** By how much a finding raises the share labelled 1; NaN where there is none. */
  lift: number
  /** A message, after what checks share had been read. */
  microseconds?: number
}

export interface EvaluationError {
  question: Question
  path: string
  label: 0 | 1
  probability: number
}

/** Plain data; `JSON.stringify` makes null of what is not a number. */
export interface Evaluation {
  schema: 1
  messages: number
  /** Of campaigns, and variants of one original. */
  groups: number
  /** Messages in the largest one. */
  largestGroup: number
  /** Questions that have labels. */
  questions: Partial<Record<Question, QuestionEvaluation>>
  /** By kind, of messages that were read as a whole; then, as `legitimate`, all that are. */
  verdicts: VerdictRow[]
  checks: CheckRow[]
  /** The worst first. */
  errors: EvaluationError[]
  /** By question and id. */
  answers: Partial<Record<Question, Record<string, [label: 0 | 1, probability: number]>>>
}

export interface EvaluateOptions {
  thresholds?: Thresholds
  /** Strata of legitimate mail; those whose name ends in `ham` where not given. */
  legitimate?: readonly string[]
  /** Errors of each question that are listed; 5 unless given. */
  errors?: number
  /** Microseconds by check, from an observer. */
  costs?: ReadonlyMap<string, number>
}

function shareOf(count: number, of: number): Share {
  const [low, high] = wilson(count, of)
  return { count, of, share: count / of, low, high }
}

/**
 * Holds predictions against the labels of the rows.
 * @throws TypeError or RangeError naming the argument that is wrong, or where there is not one prediction a row.
 */
export function evaluate(
  rows: readonly EvaluatedRow[],
  predictions: readonly Prediction[],
  options: EvaluateOptions = {},
): Evaluation {
  if (!Array.isArray(rows)) wrongType('rows', 'an array', rows)
  if (!Array.isArray(predictions)) wrongType('predictions', 'an array', predictions)
  requireOptions(options, { thresholds: true, legitimate: true, errors: true, costs: true })
  if (options.legitimate !== undefined) requireStrings(options.legitimate, 'legitimate')
  if (options.errors !== undefined) requireInteger(options.errors, 'errors', 0)
  if (rows.length !== predictions.length)
    throw new RangeError(`predictions must be as many as rows, ${rows.length}, not ${predictions.length}`)
  const { errors: listed = 5, costs } = options
  const sizes = new Map<string, number>()
  for (const { group } of rows) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const questions: Evaluation['questions'] = {}
  const answers: Evaluation['answers'] = {}
  const errors: EvaluationError[] = []
  for (const question of QUESTIONS) {
    const asked = askedOf(rows, predictions, question)
    if (asked.length === 0) continue
    questions[question] = evaluateQuestion(asked)
    answers[question] = Object.fromEntries(
      asked.map(({ row, label, probability }) => [row.id, [label, probability]]),
    )
    errors.push(...worst(asked, question).slice(0, listed))
  }
  return {
    schema: 1,
    messages: rows.length,
    groups: sizes.size,
    largestGroup: Math.max(0, ...sizes.values()),
    questions,
    verdicts: verdictRows(rows, predictions, options),
    checks: checkRows(rows, costs),
    errors,
    answers,
  }
}

interface Asked extends Judged {
  row: EvaluatedRow
}

function askedOf(
  rows: readonly EvaluatedRow[],
  predictions: readonly Prediction[],
  question: Question,
): Asked[] {
  return rows.flatMap((row, i) => {
    const label = row.labels[question]
    return label === undefined ? [] : [{ row, label, probability: predictions[i][question] }]
  })
}

/** What is found, and what is a false alarm, at a probability of 0.5. */
export function ratesOf(asked: readonly Judged[]): Rates {
  const count = (of: 0 | 1) => asked.filter(({ label }) => label === of).length
  const yes = (of: 0 | 1) =>
    asked.filter(({ label, probability }) => label === of && isYes(probability)).length
  return { recall: shareOf(yes(1), count(1)), falseAlarms: shareOf(yes(0), count(0)) }
}

function evaluateQuestion(asked: readonly Asked[]): QuestionEvaluation {
  const rates = ratesOf(asked)
  const found = rates.recall.count
  const calibration = calibrationTable(asked)
  return {
    ...rates,
    precision: shareOf(found, found + rates.falseAlarms.count),
    strata: byKind(asked, ({ row }) => row.kind).map(([kind, some]) => ({ kind, ...ratesOf(some) })),
    auc: rocAuc(asked),
    averagePrecision: averagePrecision(asked),
    brier: brier(asked),
    logLoss: logLoss(asked),
    calibrationError: calibrationError(calibration),
    calibration,
  }
}

function byKind<T>(items: readonly T[], kindOf: (item: T) => string): [string, T[]][] {
  const kinds = new Map<string, T[]>()
  for (const item of items) {
    const kind = kindOf(item)
    const same = kinds.get(kind)
    if (same) same.push(item)
    else kinds.set(kind, [item])
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))
}

function worst(asked: readonly Asked[], question: Question): EvaluationError[] {
  return asked
    .filter(({ label, probability }) => isYes(probability) !== (label === 1))
    .map(({ row: { path }, label, probability }) => ({ question, path, label, probability }))
    .sort(
      (a, b) => Math.abs(b.probability - 0.5) - Math.abs(a.probability - 0.5) || (a.path < b.path ? -1 : 1),
    )
}

function verdictRows(
  rows: readonly EvaluatedRow[],
  predictions: readonly Prediction[],
  { thresholds, legitimate }: EvaluateOptions,
): VerdictRow[] {
  const given = rows.flatMap(({ whole, kind, stratum }, i) => {
    if (!whole) return []
    const assessments = Object.fromEntries(
      QUESTIONS.map((question) => [question, { probability: predictions[i][question] }]),
    ) as Record<Question, { probability: number }>
    return [{ kind, stratum, verdict: verdictOf(assessments, thresholds).verdict }]
  })
  const rowOf = (kind: string, some: typeof given): VerdictRow => ({
    kind,
    suspicious: shareOf(some.filter(({ verdict }) => verdict !== 'clean').length, some.length),
    hostile: shareOf(some.filter(({ verdict }) => verdict === 'hostile').length, some.length),
  })
  const isHam = (stratum: string) => (legitimate ? legitimate.includes(stratum) : stratum.endsWith('ham'))
  const table = byKind(given, ({ kind }) => kind).map(([kind, some]) => rowOf(kind, some))
  const ham = given.filter(({ stratum }) => isHam(stratum))
  return ham.length === 0 ? table : [...table, rowOf('legitimate', ham)]
}

function checkRows(
  rows: readonly EvaluatedRow[],
  costs: ReadonlyMap<string, number> | undefined,
): CheckRow[] {
  const found = new Map(CHECKS.map(({ meta }) => [meta.id, { meta, counts: [0, 0] }]))
  const all = Object.fromEntries(QUESTIONS.map((question) => [question, [0, 0]])) as Record<
    Question,
    number[]
  >
  for (const { labels, findings } of rows) {
    for (const question of QUESTIONS) if (labels[question] !== undefined) all[question][labels[question]]++
    for (const check of new Set(findings.map((finding) => finding.check))) {
      const entry = found.get(check)
      const label = entry && labels[entry.meta.question]
      if (label !== undefined) entry!.counts[label]++
    }
  }
  return [...found.values()].map(({ meta: { id: check, question }, counts: [negatives, positives] }) => {
    const [none, some] = all[question]
    return {
      check,
      question,
      positives: shareOf(positives, some),
      negatives: shareOf(negatives, none),
      lift: positives / (positives + negatives) / (some / (some + none)),
      microseconds: costs?.get(check),
    }
  })
}
