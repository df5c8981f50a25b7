/** What promises a prize: the words of the subject, the sender's name, the visible text and the texts for pictures. */
import { prizeWords } from '../text/prize.ts'
import type { Body } from './body.ts'
import { FEW_LINKS, type Layout, SHORT_TEXT } from './layout.ts'
import type { BodyImage } from './reading.ts'

export interface Claim {
  /** Prize words of subject and sender's name. */
  heading: string[]
  /** Those of the text and of texts for pictures; none where the message is not short. */
  inside: string[]
  /** A short message that leads elsewhere. A longer one is looked into no further: shops speak of prizes, too. */
  short: boolean
}

/** Code units that are looked at. */
const MAX_TEXT = 3000
const MAX_ALTS = 1000

export function readClaim(heading: string, body: Body, { links, linked, text }: Layout): Claim {
  const short = text < SHORT_TEXT && links.length <= FEW_LINKS && links.length + linked.length > 0
  return {
    heading: prizeWords(heading),
    inside: short ? prizeWords(`${body.visibleText.slice(0, MAX_TEXT)} ${altTexts(body.images)}`) : [],
    short,
  }
}

function altTexts(images: readonly BodyImage[]): string {
  let out = ''
  for (let i = 0; i < images.length && out.length < MAX_ALTS; i++)
    out += `${i === 0 ? '' : ' '}${images[i].alt ?? ''}`
  return out.slice(0, MAX_ALTS)
}
