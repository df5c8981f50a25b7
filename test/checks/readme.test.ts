import { describe, expect, it } from 'vitest'
import { checkFolders } from '../helpers/check-pages.ts'
import { runCheck } from '../helpers/message.ts'

/**
 * The examples of the pages: what a page says that its check does with a message, it does. The info string of a block is
 * `eml finding`, with `grade=` where it has one, `eml dismissed reason=`, or `eml silent`.
 */
for (const { id, examples } of checkFolders()) {
  describe.skipIf(examples.length === 0)(`src/checks/${id}/README.md`, () => {
    it.each(examples)('$name: $outcome $grade $reason', ({ outcome, grade, reason, message }) => {
      expect(['finding', 'dismissed', 'silent']).toContain(outcome)
      const { found, dismissed, size } = runCheck(id, message)
      if (outcome === 'finding') {
        expect(found.map((finding) => finding.grade)).toEqual([grade])
        expect(dismissed).toEqual([])
      } else {
        expect(found).toEqual([])
        expect(dismissed.map((dismissal) => dismissal.reason)).toEqual(outcome === 'silent' ? [] : [reason])
      }
      for (const { summary, evidence } of [...found, ...dismissed]) {
        expect(summary).not.toMatch(/undefined|NaN|\[object/)
        expect(evidence.length).toBeGreaterThan(0)
        for (const { start, end } of evidence) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(size)
        }
      }
    })
  })
}
