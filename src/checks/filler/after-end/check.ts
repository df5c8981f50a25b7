import { rangeOf } from '../../../body/body.ts'
import { type Check, places } from '../../check.ts'

/** Text behind the end tag of the document, up to its footer. */
export const check: Check = {
  meta: {
    id: 'filler/after-end',
    title: 'Text stands behind the end of the document',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'after-end',
    reads: 'body',
    cells: ['other', 'topic', 'words', 'language'],
  },
  run({ unread }, reporter) {
    const { runs, text, footer } = unread.below.after
    if (runs.length === 0) return
    const evidence = places(runs, rangeOf)
    const read = unread.read(text, unread.seenBefore)
    const amount = read.characters + read.tokenCharacters
    if (amount === 0) {
      if (footer)
        reporter.dismiss({ reason: 'footer', summary: 'what stands behind the end is a footer', evidence })
      return
    }
    if (read.kind === 'copy' || read.kind === 'related') {
      reporter.dismiss({
        reason: 'related-text',
        summary: 'what stands behind the end goes on with what is seen',
        evidence,
      })
      return
    }
    reporter.find({
      cells: [read.kind, 'other'],
      amount,
      summary: `${amount} characters stand behind the end of the document`,
      evidence,
      data: { text: read.kind, characters: amount, footer },
    })
  },
}
