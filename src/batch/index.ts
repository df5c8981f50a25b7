/** Entry point `backstamp/batch`: many messages. Needs Node. */
import { type AnalyzerPool, type AnalyzerPoolOptions, createPoolOn } from './analyzer-pool.ts'

export type { Campaign, Piece, Slot, SlotKind, Tally } from '../campaign.ts'
export { type AnalyzerPool, type AnalyzerPoolOptions, PoolBusyError, WorkerError } from './analyzer-pool.ts'
export {
  type CampaignGroups,
  type CampaignIndex,
  createCampaignIndex,
  createFingerprinter,
  type Fingerprint,
  type Fingerprinter,
} from './campaigns/index.ts'
export type { Outcome } from './concurrently.ts'
export {
  DEFAULT_SOURCE_LIMITS,
  type Found,
  type Missed,
  readMessages,
  type SourceLimits,
  type SourceOptions,
  type SourceProgress,
} from './sources/index.ts'

/**
 * An analyzer over worker threads.
 * @throws TypeError or RangeError naming the option that is wrong.
 */
export function createAnalyzerPool(options: AnalyzerPoolOptions = {}): AnalyzerPool {
  return createPoolOn(options, new URL('./analyzer-worker.js', import.meta.url))
}
