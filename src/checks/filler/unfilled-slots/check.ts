import { rangeOf } from '../../../body/body.ts'
import { type Check, type Places, places } from '../../check.ts'

/** Slots of a generator of random strings that were left unfilled. */
export const check: Check = {
  meta: {
    id: 'filler/unfilled-slots',
    title: 'Slots for random strings were left unfilled',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'unfilled-slots',
    reads: 'body',
    cells: ['random'],
  },
  run({ unread }, reporter) {
    const { body, styled } = unread
    const texts = [
      ...body.shown.flatMap(({ html, visibleText, source }) =>
        html === undefined
          ? []
          : [{ text: visibleText, evidence: [source.place(0, source.outline.length)] as Places }],
      ),
      ...styled.map(({ text, runs }) => ({ text, evidence: places(runs, rangeOf) })),
    ]
    for (const { text, evidence } of texts) {
      if (!HINTS.some((hint) => text.includes(hint))) continue
      const found = text.slice(0, MOST).match(SLOT)
      if (found === null) continue
      reporter.find({
        cells: ['random'],
        amount: found.length,
        summary: `${found.length} slots for random strings were left unfilled`,
        evidence,
        data: { slots: found.length },
      })
    }
  },
}

/** What every slot holds: most texts need no closer look. */
const HINTS = ['rand', 'RAND', 'Rand', 'rnd', 'RND', '}{']
/** Code units that are looked at. */
const MOST = 40_000
/** A name that says random, in brackets or between marks; a name with a count behind it. */
const SLOT = /[[{(<%#$=]{1,3}[ _]{0,2}(?:rnd|rand)[\w -]{0,30}[\]})>%#]{1,2}|\{[a-z]{2,20}\}\{\d{1,3}\}/gi
