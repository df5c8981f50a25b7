/** What each check adds: the same, cross-validated, without it. */
import { CHECKS } from '../checks/index.ts'
import type { Question } from '../schema.ts'
import { type CrossValidateOptions, crossValidate } from './cross-validate.ts'
import { ratesOf } from './evaluate.ts'
import { type Judged, logLoss } from './metrics.ts'
import type { LabelledRow } from './rows.ts'

export interface DropOneRow {
  check: string
  question: Question
  /** Messages labelled 1 that are found only with the check; negative where more are found without it. */
  found: number
  /** Messages labelled 0 that are answered yes only with the check. */
  falseAlarms: number
  /** Bits a message by which the log loss is lower with the check. */
  logLoss: number
}

/**
 * Leaves out each check that found something, fits and predicts anew, by the labels of its question alone.
 * @throws as {@link crossValidate}.
 */
export function dropOne(rows: readonly LabelledRow[], options: CrossValidateOptions = {}): DropOneRow[] {
  const table: DropOneRow[] = []
  const withAll = new Map<Question, Judgement>()
  for (const { meta } of CHECKS) {
    const { id: check, question } = meta
    const asked = rows.filter(({ labels }) => labels[question] !== undefined)
    if (!asked.some(({ findings }) => findings.some((finding) => finding.check === check))) continue
    let all = withAll.get(question)
    if (!all) withAll.set(question, (all = judge(asked, question, options)))
    const without = judge(
      asked.map((row) => ({ ...row, findings: row.findings.filter((finding) => finding.check !== check) })),
      question,
      options,
    )
    table.push({
      check,
      question,
      found: all.found - without.found,
      falseAlarms: all.falseAlarms - without.falseAlarms,
      logLoss: without.logLoss - all.logLoss,
    })
  }
  return table
}

interface Judgement {
  found: number
  falseAlarms: number
  logLoss: number
}

function judge(rows: readonly LabelledRow[], question: Question, options: CrossValidateOptions): Judgement {
  const judged = crossValidate(rows, options).map(
    (prediction, i): Judged => ({
      probability: prediction[question],
      label: rows[i].labels[question] as 0 | 1,
    }),
  )
  const { recall, falseAlarms } = ratesOf(judged)
  return { found: recall.count, falseAlarms: falseAlarms.count, logLoss: logLoss(judged) }
}
