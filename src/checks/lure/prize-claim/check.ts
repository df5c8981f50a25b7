import { rangeOf as sourceRange } from '../../../body/body.ts'
import type { Claim } from '../../../body/claim.ts'
import { type Layout, THIN } from '../../../body/layout.ts'
import type { ByteRange } from '../../../mime/range.ts'
import { rangeOf } from '../../../mime/range.ts'
import { kindOfPrizeWord, type PrizeWord } from '../../../text/prize.ts'
import type { Check } from '../../check.ts'

/** Subject, sender's name, visible text or picture texts promise a prize (detections L10). Weak alone, strong where linked pictures carry it. */
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
    const { heading, inside, short } = message.claim
    if (heading.length === 0 && inside.length === 0) return
    const { body, header, layout } = message
    const evidence: ByteRange[] = []
    if (heading.length > 0)
      for (const name of ['subject', 'from']) {
        const field = header.first(name)
        if (field) evidence.push(rangeOf(field))
      }
    if (inside.length > 0)
      for (const { source } of body.shown.slice(0, 1)) evidence.push(source.place(0, source.outline.length))
    const words = [...new Set([...heading, ...inside])]
    if (!short) {
      reporter.dismiss({
        reason: 'ordinary-length',
        summary: `speaks of ${words.join(', ')} in a message of ${layout.text} characters and ${layout.links.length} links, as shops do`,
        evidence,
      })
      return
    }
    const { linked, links } = layout
    const text = layout.text - layout.footer
    const pictures = layout.linkedBlocks.length
    const own = evidence.length
    const places = new Set(links.map(({ href }) => href)).size
    const carried =
      linked.length === 0
        ? layout.isLink
          ? `carried by ${text} characters of text that is a link`
          : 'in text'
        : `carried by ${pictures} linked ${pictures === 1 ? 'picture' : 'pictures'} beside ${text} characters of text, the footer aside`
    reporter.find({
      grade: gradeOf(message.claim, layout),
      summary: `a short message speaks of ${words.join(', ')}, ${carried}; ${links.length} links lead to ${places} ${places === 1 ? 'place' : 'places'}`,
      evidence: {
        length: own + linked.length,
        at: (index) => (index < own ? evidence[index] : sourceRange(linked[index - own])),
      },
      data: {
        heading,
        text: inside,
        ordinary: message.claim.ordinary,
        pictures,
        characters: text,
        links: links.length,
        places,
      },
    })
  },
}

/** Points from which on a claim is plain, and from which on it is likely. */
const PLAIN = 4
const LIKELY = 2

/** What a word counts: a receipt, or a report of what others won, takes away. */
const POINTS: Readonly<Record<PrizeWord, number>> = {
  strong: 2,
  cheer: 2,
  kept: 2,
  weak: 1,
  free: 0,
  gambling: 0,
  offer: 0,
  ordinary: -3,
}

/** Words for what costs nothing that count one each. */
const FREE = 2

/** Whether something is sold: congratulations, and what is free beside it, say nothing of a prize then. */
function isOffer({ ordinary }: Claim): boolean {
  return ordinary.some((word) => kindOfPrizeWord(word) === 'offer')
}

/** The points of a claim, a strong word in the heading counting one more. */
function pointsOf(claim: Claim): number {
  const { heading, inside, ordinary } = claim
  const offer = isOffer(claim)
  let points = heading.some((word) => isStrong(word, offer)) ? 1 : 0
  const words = [...new Set([...heading, ...inside, ...ordinary])]
  if (!offer) points += Math.min(FREE, words.filter((word) => kindOfPrizeWord(word) === 'free').length)
  for (const word of words) {
    const kind = kindOfPrizeWord(word)
    if (offer && kind === 'cheer') continue
    if (!words.some((other) => isWithin(word, other))) points += POINTS[kind]
  }
  return points
}

/** "gift" says no more than "gifts", or than "gift card". */
function isWithin(word: string, other: string): boolean {
  return other.length > word.length && (other.startsWith(word) || ` ${other} `.includes(` ${word} `))
}

function isStrong(word: string, offer: boolean): boolean {
  const kind = kindOfPrizeWord(word)
  return kind === 'strong' || (kind === 'cheer' && !offer)
}

/**
 * How plain the claim is, and what carries it. In text alone it makes no difference how plain it is, unless the text is set as a
 * picture would be. A stake is offered, not a prize given: a theme of its own, but for pictures
 * that plainly say that somebody has won.
 */
function gradeOf(claim: Claim, layout: Layout): string {
  const { text, footer } = layout
  const clicked = layout.carries || layout.isLink
  const carrier = clicked ? (text - footer < THIN ? 'pictures' : 'pictures-and-text') : 'text'
  const points = pointsOf(claim)
  const plain = points >= PLAIN
  const words = [...claim.heading, ...claim.inside]
  const stake = words.some((word) => kindOfPrizeWord(word) === 'gambling')
  if (stake && !(plain && carrier === 'pictures')) return 'gambling'
  const likely =
    points >= LIKELY &&
    (points > LIKELY || claim.heading.length > 0 || words.some((word) => isStrong(word, isOffer(claim))))
  if (carrier === 'text' && (plain || likely)) return plain && layout.isPoster ? 'poster' : 'text'
  return `${plain ? 'plain' : likely ? 'likely' : 'hint'}-${carrier}`
}
