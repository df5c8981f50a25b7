import { rangeOf } from '../../../body/body.ts'
import { THIN } from '../../../body/layout.ts'
import { type Check, places } from '../../check.ts'

/** The visible message is linked pictures and little else (detections L1, L2). */
export const check: Check = {
  meta: {
    id: 'lure/picture-message',
    title: 'Linked pictures carry the message',
    question: 'prizeLure',
    severity: 'low',
    evidenceGroup: 'lure',
    reads: 'body',
  },
  run(message, reporter) {
    const { layout } = message
    const { linked, links } = layout
    if (linked.length === 0 || layout.text >= LONG || !layout.carries) return
    // with a prize to promise it is lure/prize-claim that reports the pictures
    const { heading, inside, short } = message.claim
    if (short && heading.length + inside.length > 0) return
    const pictures = layout.linkedBlocks.length
    const evidence = places(linked, rangeOf)
    if (!layout.few) {
      reporter.dismiss({
        reason: 'many-links',
        summary: `${pictures} linked pictures among ${links.length} links: a catalogue rather than a lure`,
        evidence,
      })
      return
    }
    const text = layout.text - layout.footer
    reporter.find({
      grade: text < ALONE ? 'alone' : text < THIN ? 'thin' : 'some-text',
      summary: `${pictures} linked ${pictures === 1 ? 'picture stands' : 'pictures stand'} beside ${text} characters of visible text, the footer aside`,
      evidence,
      data: { pictures, text, links: links.length },
    })
  },
}

/** Visible characters from which on a message says what it says in text. */
const LONG = 1000
/** Below this the pictures are as good as alone. */
const ALONE = 120
