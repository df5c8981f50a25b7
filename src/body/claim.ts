/** What promises a prize: the words of the subject, the sender's name, the visible text and the texts for pictures. */
import { NOTICES } from '../text/notice.ts'
import { kindOfPrizeWord, prizeWords } from '../text/prize.ts'
import type { Body } from './body.ts'
import type { BodyImage } from './html-reading.ts'
import { type Layout, SHORT_TEXT } from './layout.ts'

export interface Claim {
  /** Prize words of subject and sender's name. */
  heading: string[]
  /** Those of the text and of texts for pictures; none where the message is not short. */
  inside: string[]
  /** Words of receipts, of reports of what others won, and of what is sold, of all of these. */
  ordinary: string[]
  /** A short message that leads elsewhere. A longer one is looked into no further: shops speak of prizes, too. */
  short: boolean
}

/** Visible characters from which on no message is short, whatever the recipient's side put around it. */
const LONGEST_SHORT = SHORT_TEXT + NOTICES
/** Code units that are looked at. */
const MAX_TEXT = 3000
const MAX_ALTS = 1000

export function readClaim(heading: string, body: Body, layout: Layout): Claim {
  const { links, linked } = layout
  const leads = links.length + linked.length > 0 && layout.few
  const short = leads && body.visible.characters < LONGEST_SHORT && layout.text < SHORT_TEXT
  const above = prizeWords(heading)
  const inside = short ? prizeWords(`${layout.main.slice(0, MAX_TEXT)} ${altTexts(body.images)}`) : []
  const kinds = new Set([...above, ...inside].map(kindOfPrizeWord))
  const costsNothing = kinds.has('free') && !kinds.has('offer')
  const isPromise = (word: string): boolean => {
    const kind = kindOfPrizeWord(word)
    return kind === 'kept' ? costsNothing : !isOrdinary(word)
  }
  return {
    heading: above.filter(isPromise),
    inside: inside.filter(isPromise),
    ordinary: [...above, ...inside].filter(isOrdinary),
    short,
  }
}

function isOrdinary(word: string): boolean {
  const kind = kindOfPrizeWord(word)
  return kind === 'ordinary' || kind === 'offer'
}

function altTexts(images: readonly BodyImage[]): string {
  let out = ''
  for (let i = 0; i < images.length && out.length < MAX_ALTS; i++)
    out += `${i === 0 ? '' : ' '}${images[i].alt ?? ''}`
  return out.slice(0, MAX_ALTS)
}
