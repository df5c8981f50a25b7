import type { BodyImage } from '../../../body/body.ts'
import { FEW_LINKS, SHORT_TEXT } from '../../../body/layout.ts'
import type { ByteRange } from '../../../mime/range.ts'
import { rangeOf } from '../../../mime/range.ts'
import { prizeWords } from '../../../text/prize.ts'
import type { Check } from '../../check.ts'

/** Subject, sender's name, visible text or picture texts promise a prize (detections L10). Weak alone, strong in a short message. */
export const check: Check = {
  meta: {
    id: 'lure/prize-claim',
    title: 'The message promises a prize',
    question: 'prizeLure',
    severity: 'medium',
    evidenceGroup: 'claim',
    reads: 'body',
  },
  run(message, reporter) {
    const { body, header } = message
    const heading = prizeWords(`${message.subject.text} ${message.from.mailboxes[0]?.name ?? ''}`)
    const { links, text, linked } = message.layout
    const short = text < SHORT_TEXT && links.length <= FEW_LINKS && links.length + linked.length > 0
    // a long message is looked into no further: shops speak of prizes, too
    const inside = short ? prizeWords(`${body.visibleText.slice(0, 3000)} ${altTexts(body.images)}`) : []
    if (heading.length === 0 && inside.length === 0) return
    const evidence: ByteRange[] = []
    if (heading.length > 0)
      for (const name of ['subject', 'from']) {
        const field = header.first(name)
        if (field) evidence.push(rangeOf(field))
      }
    if (inside.length > 0)
      for (const { source } of body.shown.slice(0, 1)) evidence.push(source.range(0, source.text.length))
    const words = [...new Set([...heading, ...inside])]
    if (!short) {
      reporter.dismiss({
        reason: 'ordinary-length',
        summary: `speaks of ${words.join(', ')} in a message of ${text} characters and ${links.length} links, as shops do`,
        evidence,
      })
      return
    }
    reporter.find({
      grade:
        heading.length > 0 && inside.length > 0
          ? 'both'
          : heading.length > 0
            ? 'heading'
            : inside.length > 1
              ? 'text'
              : 'word',
      summary: `a short message that leads elsewhere speaks of ${words.join(', ')}`,
      evidence,
      data: { heading, text: inside },
    })
  },
}

/** Code units of the texts for pictures that are looked at. */
const MAX_ALTS = 1000

function altTexts(images: readonly BodyImage[]): string {
  let out = ''
  for (let i = 0; i < images.length && out.length < MAX_ALTS; i++)
    out += `${i === 0 ? '' : ' '}${images[i].alt ?? ''}`
  return out.slice(0, MAX_ALTS)
}
