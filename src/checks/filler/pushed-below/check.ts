import { rangeOf } from '../../../body/body.ts'
import { type Check, places } from '../../check.ts'

/** Text so far below what is seen that no reader gets there, up to its footer (detections H18). */
export const check: Check = {
  meta: {
    id: 'filler/pushed-below',
    title: 'Text stands far below everything that is seen',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'pushed-below',
    reads: 'body',
    cells: ['other', 'topic', 'words', 'language'],
  },
  run({ unread }, reporter) {
    const { runs, text, footer } = unread.below.pushed
    if (runs.length === 0) return
    const evidence = places(runs, rangeOf)
    const read = unread.read(text)
    const amount = read.characters + read.tokenCharacters
    if (amount === 0) {
      if (footer)
        reporter.dismiss({ reason: 'footer', summary: 'what stands far below is the footer', evidence })
      return
    }
    if (read.kind === 'copy' || read.kind === 'related') {
      reporter.dismiss({
        reason: 'related-text',
        summary: 'what stands far below goes on with what is seen',
        evidence,
      })
      return
    }
    reporter.find({
      cells: [read.kind, 'other'],
      amount,
      summary: `${amount} characters stand far below what is seen`,
      evidence,
      data: { text: read.kind, characters: amount, footer },
    })
  },
}
