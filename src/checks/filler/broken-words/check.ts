import { countInvisible } from '../../../text/invisible.ts'
import type { Check } from '../../check.ts'

/** Characters without ink inside words, which break them up for filters and not for readers (detections H19, H20). */
export const check: Check = {
  meta: {
    id: 'filler/broken-words',
    title: 'Invisible characters stand inside words',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'broken-words',
    reads: 'body',
  },
  run(message, reporter) {
    const { shown } = message.body
    const found = shown
      .filter(({ invisible }) => invisible > 0)
      .map((part) => ({ part, counts: countInvisible(part.visibleText) }))
      .filter(({ counts }) => counts.brokenWords > 0 || counts.reversals > 0)
    if (found.length === 0) return
    const words = found.reduce((sum, { counts }) => sum + counts.brokenWords, 0)
    const reversals = found.reduce((sum, { counts }) => sum + counts.reversals, 0)
    const evidence = found.map(({ part: { source } }) => source.place(0, source.outline.length))
    if (words < MANY && reversals === 0) {
      reporter.dismiss({
        reason: 'few',
        summary: `${words} words hold an invisible character, as copied text and soft hyphens do`,
        evidence,
      })
      return
    }
    reporter.find({
      grade: reversals > 0 ? 'reversed' : 'broken',
      summary:
        reversals > 0
          ? `text runs backwards ${reversals} times by control characters, in a text without right-to-left letters`
          : `invisible characters stand inside ${words} words`,
      evidence,
      data: { words, reversals },
    })
  },
}

/** Words with an invisible character; fewer come with copied text. */
const MANY = 5
