/** backstamp: email header forensics. One message in, one report out. */
export type { Analyzer, AnalyzerOptions, ByteStream, Session } from './analyzer.ts'
export { createAnalyzer } from './analyzer.ts'

export type { OperatorContract, PathContract } from './chain/contracts.ts'

import type { CheckMeta } from './checks/check.ts'
import { CHECKS } from './checks/index.ts'

export type { CheckMeta } from './checks/check.ts'

/** What every check is about, in the order of the report. */
export const CHECK_LIST: readonly CheckMeta[] = CHECKS.map(({ meta }) => meta)
export { type MessageText, readMessageText, type UnseenText } from './message-text.ts'
export { DEFAULT_LIMITS, type LimitName, type Limits, type UnreadForm } from './mime/limits.ts'
export { type Arrival, receivedField } from './received-field.ts'
export type * from './schema.ts'
export { QUESTIONS } from './schema.ts'
export type { Model, QuestionModel, Weight } from './scoring/model.ts'
export type { Thresholds } from './scoring/score.ts'
export { type ContractSurvey, createContractSurvey } from './survey.ts'
export { VERSION } from './version.ts'
