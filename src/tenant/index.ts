/** Entry point `backstamp/tenant`: what the logs and exports of a Microsoft 365 tenant say. Needs nothing of Node. */
export { type ExamineOptions, examineTenant } from './examine/examine.ts'
export { DEFAULT_EXAMINE_LIMITS, type ExamineLimits } from './examine/ledger.ts'
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
} from './report.ts'
