import type { CampaignIndex } from '../batch/campaigns/index.ts'
import type { Scanned } from '../batch/scan.ts'
import type { Missed } from '../batch/sources/index.ts'

/**
 * Adds messages to an index; false for one that it has no room for. The first of those is told as missed, so that a run over more
 * messages than can be grouped says so once and goes on.
 */
export function addingTo(
  index: CampaignIndex,
  missed: (item: Missed) => void,
): (message: Pick<Scanned, 'path' | 'fingerprint'>) => boolean {
  let full = false
  return ({ path, fingerprint }) => {
    try {
      index.add(path, fingerprint!)
      return true
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      if (!full)
        missed({
          kind: 'failed',
          path,
          reason: `in no campaign, nor are those behind it that are like none before: ${error.message}`,
        })
      full = true
      return false
    }
  }
}
