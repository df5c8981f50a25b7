/** Entry point `backstamp/dmarc`: reports that receivers send to the owners of domains (RFC 7489, RFC 9990, RFC 9991). */
export type { DmarcCheck, DmarcDismissal, DmarcFinding } from './findings.ts'
export { DEFAULT_DMARC_LIMITS, type DmarcLimits } from './limits.ts'
export { DMARC_PROBLEMS, type DmarcProblem, type DmarcProblemCode } from './problems.ts'
export { type DmarcOptions, includedMessage, readDmarcReports } from './read.ts'
export type * from './schema.ts'
export {
  createDmarcIndex,
  DEFAULT_DMARC_INDEX_LIMITS,
  type DmarcAdded,
  type DmarcDomain,
  type DmarcIndex,
  type DmarcIndexLimits,
  type DmarcIndexOptions,
  type DmarcSource,
  type DmarcSummary,
  summarizeDmarc,
} from './summarize.ts'
export type { DmarcCount, DmarcEvidence, DmarcTally } from './tally.ts'
