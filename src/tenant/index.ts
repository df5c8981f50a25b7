/** Entry point `backstamp/tenant`: what the logs and exports of a Microsoft 365 tenant say. Needs nothing of Node. */
export {
  createTenantExaminer,
  type ExamineOptions,
  examineTenant,
  type TenantExaminer,
} from './examine/examine.ts'
export { DEFAULT_EXAMINE_LIMITS, type ExamineLimits } from './examine/ledger.ts'
export { type Explanation, explainMessage, type MessageExplanation } from './examine/message.ts'
export { DEFAULT_TENANT_LIMITS, type TenantLimits } from './limits.ts'
export { type ReadTenantOptions, readTenantRecords } from './read.ts'
export type * from './record.ts'
export type {
  AttackStep,
  Coverage,
  Moment,
  Severity,
  Source,
  StepId,
  TenantDismissal,
  TenantFinding,
  TenantLimitHit,
  TenantReport,
  ToolSummary,
  UnreadCount,
} from './report.ts'
