/** backstamp/evaluate: fitting a model to labelled mail, and holding reports against labels. */
export { type Comparison, compareEvaluations } from './baseline.ts'
export { type CrossValidateOptions, crossValidate, type Prediction, predict } from './cross-validate.ts'
export { type DropOneRow, dropOne } from './drop-one.ts'
export {
  type CheckRow,
  type EvaluateOptions,
  type Evaluation,
  type EvaluationError,
  evaluate,
  type QuestionEvaluation,
  type Rates,
  type Share,
  type VerdictRow,
} from './evaluate.ts'
export { type FitOptions, fit } from './fit.ts'
export { groupMessages } from './groups.ts'
export { type LabelledPath, parseLabels } from './labels.ts'
export {
  createRowGatherer,
  digestOfLabels,
  type EvaluatedRow,
  type MessageOrigin,
  type RowGatherer,
} from './load.ts'
export {
  averagePrecision,
  brier,
  type CalibrationBin,
  calibrationError,
  calibrationTable,
  type Judged,
  logLoss,
  mcnemar,
  rocAuc,
  wilson,
} from './metrics.ts'
export { modelText } from './model-text.ts'
export { createObserver, type Observation, type Observed, type Observer, type Traits } from './observe.ts'
export { calibrationPlot } from './plot.ts'
export type { LabelledRow } from './rows.ts'
