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

import { type Found, type Missed, readSources, type SourceOptions } from './sources/index.ts'

export type { Outcome } from './concurrently.ts'
export { safeFileName } from './member-name.ts'
export {
  DEFAULT_SOURCE_LIMITS,
  type Found,
  type Missed,
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

/**
 * Every message under the paths, in the order of the paths: files, folders to any depth in byte order of the names, pipes that are
 * named; each a message, an mbox, or an archive or compressed file of such. Messages in archives are called
 * `archive.tar.gz!/folder/name.eml`, those of an mbox `box.mbox#12`. A path that is not there and has `*`, `?` or `[` in it is a
 * pattern, with `**` for any folders; one that is given as bytes never is.
 *
 * Outlook's .msg are made again as messages where the packages for that are installed: a warning follows that says so, or the path is
 * skipped with what to install.
 *
 * A path that gives no message is yielded with the reason; nothing is thrown for what is on disk or within it. Chunks of a
 * message that comes as chunks throw where it cannot be read to its end.
 * @throws TypeError or RangeError naming the option that is wrong, at the first step.
 */
export function readMessages(
  paths: Iterable<string | Uint8Array>,
  options: SourceOptions = {},
): AsyncGenerator<Found | Missed> {
  return readSources(paths, options, new URL('./msg-worker.js', import.meta.url))
}
