/** An evaluation as text for people. */
import type { Comparison, DropOneRow, Evaluation, QuestionEvaluation, Share } from '../evaluate/index.ts'
import { escapeText } from '../report/index.ts'
import { pad } from '../report/width.ts'
import type { Question } from '../schema.ts'

/** What `backstamp evaluate --format json` prints. */
export interface EvaluationOutput extends Evaluation {
  method: {
    /** Name of the model, or of the one that stands in for questions without labels. */
    model: string
    /** Folds; absent where the model was used as it is. */
    folds?: number
    /** Digests of the tables of labels. */
    corpora: string[]
    /** How many of them the model was fitted on, and on how many others. */
    fittedOn: number
    fittedElsewhere: number
    /** Labelled messages that were not there. */
    missing: number
  }
  dropOne?: DropOneRow[]
  comparison?: Comparison[]
}

type Align = 'left' | 'right'

/** Columns filled up to the widest cell; the first is on the left, the others on the right unless said. */
function table(head: string[], rows: readonly string[][], aligns: Align[] = []): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column].length)))
  return all.map((cells) =>
    cells
      .map((cell, i) =>
        (aligns[i] ?? (i === 0 ? 'left' : 'right')) === 'left'
          ? pad(cell, widths[i])
          : cell.padStart(widths[i]),
      )
      .join('  ')
      .trimEnd(),
  )
}

const percent = (value: number, digits = 2): string =>
  Number.isFinite(value) ? `${(100 * value).toFixed(digits)} %` : '–'
const counts = ({ count, of }: Share): string => (of === 0 ? '–' : `${count}/${of}`)
const interval = ({ low, high, of }: Share): string =>
  of === 0 ? '' : `${(100 * low).toFixed(2)}–${(100 * high).toFixed(2)} %`
const shown = (share: Share): string[] => [
  counts(share),
  of0(share) ? '' : percent(share.share),
  interval(share),
]
const of0 = ({ of }: Share): boolean => of === 0
const number = (value: number, digits = 4): string => (Number.isFinite(value) ? value.toFixed(digits) : '–')
const signed = (value: number, digits = 0): string => {
  const text = value.toFixed(digits)
  return value > 0 ? `+${text}` : Number(text) === 0 ? (0).toFixed(digits) : text
}

export function evaluationTable(output: EvaluationOutput): string {
  const { questions, verdicts, checks, errors, method, dropOne, comparison } = output
  const lines = [methodLine(output), '']
  for (const [question, evaluated] of Object.entries(questions))
    lines.push(...questionLines(question, evaluated), '')
  lines.push(
    ...table(
      ['verdicts', 'suspicious', '', '95 %', 'hostile', '', '95 %'],
      verdicts.map(({ kind, suspicious, hostile }) => [
        escapeText(kind),
        ...shown(suspicious),
        ...shown(hostile),
      ]),
    ),
    '',
    ...checkLines(checks, dropOne),
  )
  if (errors.length > 0) {
    lines.push('', 'worst errors')
    for (const { question, path, label, probability } of errors)
      lines.push(
        `  ${pad(question, 14)}  ${label === 1 ? 'missed     ' : 'false alarm'}  ${probability.toFixed(4)}  ${escapeText(path)}`,
      )
  }
  if (comparison) lines.push('', ...comparisonLines(comparison))
  if (method.missing > 0) lines.push('', `${method.missing} labelled messages are not there`)
  return `${lines.join('\n')}\n`
}

function methodLine({ messages, groups, largestGroup, method }: EvaluationOutput): string {
  const { model, folds, fittedOn, fittedElsewhere } = method
  const lines = [`${messages} labelled messages in ${groups} groups, the largest of ${largestGroup}`]
  if (folds === undefined) {
    lines.push(`model ${model}, as it is`)
    if (fittedOn > 0)
      lines.push('the model was fitted on these labels: on other mail it will be right less often')
  } else {
    lines.push(
      `${folds}-fold cross-validation by groups: each message is judged by a model fitted without its group`,
    )
    if (fittedOn > 0 && fittedElsewhere > 0)
      lines.push(
        `model ${model} was fitted on ${fittedElsewhere} more tables of labels, which are not used here`,
      )
  }
  return lines.join('\n')
}

function questionLines(name: string, evaluated: QuestionEvaluation): string[] {
  const { recall, precision, falseAlarms, strata, calibration } = evaluated
  const rows = [
    ['recall', ...shown(recall)],
    ['precision', ...shown(precision)],
    ['false alarms', ...shown(falseAlarms)],
    ...strata.flatMap(({ kind, recall: found, falseAlarms: alarms }) => [
      ...(of0(found) ? [] : [[`  recall, ${escapeText(kind)}`, ...shown(found)]]),
      ...(of0(alarms) ? [] : [[`  false alarms, ${escapeText(kind)}`, ...shown(alarms)]]),
    ]),
  ]
  return [
    ...table([name, 'messages', '', '95 %'], rows),
    `ROC AUC ${number(evaluated.auc)}, average precision ${number(evaluated.averagePrecision)}, Brier ${number(evaluated.brier)}, log loss ${number(evaluated.logLoss)} bits, calibration error ${number(evaluated.calibrationError)}`,
    ...table(
      ['  said', 'messages', 'mean said', 'true'],
      calibration
        .filter(({ messages }) => messages > 0)
        .map(({ from, to, messages, said, true: share }) => [
          `  ${from.toFixed(1)}–${to.toFixed(1)}`,
          String(messages),
          number(said, 3),
          number(share, 3),
        ]),
    ),
  ]
}

function checkLines(checks: Evaluation['checks'], dropOne: readonly DropOneRow[] | undefined): string[] {
  const dropped = new Map(dropOne?.map((row) => [row.check, row]))
  const head = ['check', 'question', 'labelled 1', 'labelled 0', 'lift', 'µs']
  if (dropOne) head.push('finds', 'alarms', 'log loss')
  const lines = table(
    head,
    checks.map(({ check, question, positives, negatives, lift, microseconds }) => {
      const cells = [check, question, counts(positives), counts(negatives), number(lift, 1)]
      cells.push(microseconds === undefined ? '–' : microseconds.toFixed(1))
      const row = dropped.get(check)
      if (row) cells.push(signed(row.found), signed(row.falseAlarms), signed(-row.logLoss, 5))
      else if (dropOne) cells.push('–', '–', '–')
      return cells
    }),
    ['left', 'left'],
  )
  if (!dropOne) return lines
  const idle = dropOne.filter(({ found, logLoss }) => found <= 0 && logLoss < 5e-6).map(({ check }) => check)
  const silent = checks.map(({ check }) => check).filter((check) => !dropped.has(check))
  lines.push('finds, alarms, log loss: what is there only because of the check, cross-validated')
  if (idle.length > 0) lines.push(`add nothing: ${idle.join(', ')}`)
  if (silent.length > 0)
    lines.push(`found nothing, or have no labels to be held against: ${silent.join(', ')}`)
  return lines
}

function comparisonLines(comparison: readonly Comparison[]): string[] {
  const name = (question: Question, label: 0 | 1) => `${question} ${label === 1 ? 'found' : 'false alarms'}`
  return table(
    ['compared with the baseline', 'messages', 'better', 'worse', 'p', ''],
    comparison.map(({ question, label, messages, better, worse, p, significant }) => [
      name(question, label),
      String(messages),
      String(better),
      String(worse),
      p < 0.001 ? '<0.001' : p.toFixed(3),
      significant ? 'WORSE' : '',
    ]),
  )
}
