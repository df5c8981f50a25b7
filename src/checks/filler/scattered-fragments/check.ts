import { isListEntry, rangeOf } from '../../../body/body.ts'
import { type Check, places } from '../../check.ts'

/** Hidden text in many small pieces between what is seen: it splits words and sentences (detections H23). */
export const check: Check = {
  meta: {
    id: 'filler/scattered-fragments',
    title: 'Hidden pieces are scattered through the visible text',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'scattered-fragments',
    reads: 'body',
  },
  run(message, reporter) {
    const { hidden } = message.body
    if (hidden.length < MANY) return
    const pieces = hidden.filter((run) => run.characters > 0 && !isListEntry(run))
    if (pieces.length < MANY) return
    reporter.find({
      summary: `hidden text stands in ${pieces.length} places between what is seen`,
      evidence: places(pieces, rangeOf),
      data: { pieces: pieces.length },
    })
  },
}

/** Layouts for two screens hide a dozen blocks; 99 % of legitimate messages hide fewer than this. */
const MANY = 25
