import { rangeOf as sourceRange } from '../../../body/body.ts'
import type { Lure } from '../../../body/lure.ts'
import { type ByteRange, rangeOf } from '../../../mime/range.ts'
import { FAMILIES, type FamilyId } from '../../../text/lure/families.ts'
import type { Promises } from '../../../text/lure/promises.ts'
import { type Check, places } from '../../check.ts'

/** The message, as it is seen, promises a prize, a gift or winnings, and is there to be clicked (detections L1 to L10). */
export const check: Check = {
  meta: {
    id: 'lure/prize-claim',
    title: 'The message promises a prize',
    question: 'prizeLure',
    severity: 'medium',
    evidenceGroup: 'lure',
    reads: 'body',
  },
  run(message, reporter) {
    const { lure } = message
    if (lure === undefined) return
    const { theme, carrier, words, promises, undoing, features } = lure
    const { body, header, layout } = message
    const evidence: ByteRange[] = []
    for (const name of ['subject', 'from']) {
      const field = header.first(name)
      if (field) evidence.push(rangeOf(field))
    }
    for (const { source } of body.shown.slice(0, 1)) evidence.push(source.place(0, source.outline.length))
    const terms = undoing.get('terms') ?? []
    if (terms.length >= TERMS && carrier !== 'text') {
      reporter.dismiss({
        reason: 'raffle-terms',
        summary: `tells the terms of its raffle: ${terms.join(', ')}`,
        evidence: places(evidence, (range) => range),
      })
      return
    }
    const own = evidence.length
    const { linked } = layout
    reporter.find({
      features,
      summary: summaryOf(lure),
      evidence: {
        length: own + linked.length,
        at: (index) => (index < own ? evidence[index] : sourceRange(linked[index - own])),
      },
      data: {
        theme,
        carrier,
        words,
        promises: wordsByFamily(promises),
        ...(undoing.size === 0 ? {} : { undoing: wordsByFamily(undoing) }),
      },
    })
  },
}

/** Different words of its terms from which on a raffle explains itself: no lure of those labelled has two. */
const TERMS = 2

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const CARRIERS = {
  picture: 'carried by pictures',
  'picture+text': 'carried by pictures and text',
  text: 'in text alone',
} as const

function summaryOf({ theme, carrier, words, promises, undoing }: Lure): string {
  const many = NUMBERS[promises.size] ?? promises.size
  const names = namesOf(promises)
  const against = undoing.size === 0 ? '' : `; against it speak words of ${namesOf(undoing).join(', ')}`
  return `${many} ${theme === 'gambling' ? 'promises of winnings' : promises.size === 1 ? 'promise' : 'promises'} in ${words} words: ${names.join(', ')}; ${CARRIERS[carrier]}${against}`
}

function namesOf(promises: Promises): string[] {
  return [...promises.keys()].map((family) => FAMILIES[family].name)
}

function wordsByFamily(promises: Promises): Record<string, string[]> {
  return Object.fromEntries(
    [...promises].map(([family, words]: [FamilyId, string[]]) => [FAMILIES[family].name, words]),
  )
}
