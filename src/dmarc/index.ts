/** Entry point `backstamp/dmarc`: reports that receivers send to the owners of domains (RFC 7489, RFC 9990, RFC 9991). */
export { DEFAULT_DMARC_LIMITS, type DmarcLimits } from './limits.ts'
export { DMARC_PROBLEMS, type DmarcProblem, type DmarcProblemCode } from './problems.ts'
export { type DmarcOptions, includedMessage, readDmarcReports } from './read.ts'
export type * from './schema.ts'
