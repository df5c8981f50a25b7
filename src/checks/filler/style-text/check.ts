import { rangeOf } from '../../../body/body.ts'
import { styleText } from '../../../css/style-text.ts'
import { readTokens } from '../../../text/unread-text.ts'
import { type Check, places } from '../../check.ts'

/** Text in style elements that is no style (detections H14). */
export const check: Check = {
  meta: {
    id: 'filler/style-text',
    title: 'Style elements hold text that styles nothing',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'style-text',
    reads: 'body',
  },
  run({ unread }, reporter) {
    for (const { raw } of unread.markup) {
      const styles = raw.filter(({ name }) => name === 'style')
      let outside = ''
      let comments = ''
      for (const { source, start, end } of styles) {
        if (outside.length > MOST && comments.length > MOST) break
        const text = styleText(source.outline, start, end)
        outside += `${text.outside}\n`
        comments += `${text.comments}\n`
      }
      const evidence = places(styles, rangeOf)
      // notes of who made the style sheet are in any language: of comments only random strings count
      const noted = readTokens(comments, unread.seen)
      if (noted.tokenCharacters > 0)
        reporter.find({
          cells: ['comment-tokens'],
          amount: noted.tokenCharacters,
          summary: `${noted.tokenCharacters} characters of random strings stand in comments of style sheets`,
          evidence,
          data: { where: 'comment', characters: noted.tokenCharacters },
        })
      if (outside.trim() !== '') {
        const { kind, characters, tokenCharacters } = unread.read(outside)
        if (tokenCharacters > 0)
          reporter.find({
            cells: ['outside-tokens'],
            amount: tokenCharacters,
            summary: `${tokenCharacters} characters of random strings that are no style stand in style elements`,
            evidence,
            data: { where: 'outside', characters: tokenCharacters },
          })
        if (characters > 0)
          reporter.find({
            cells: [`outside-${kind}`, 'outside'],
            amount: characters + tokenCharacters,
            summary: `${characters + tokenCharacters} characters that are no style stand in style elements`,
            evidence,
            data: { where: 'outside', text: kind, characters },
          })
      }
      if (styles.length > 1)
        reporter.find({
          cells: ['elements'],
          amount: styles.length,
          summary: `there are ${styles.length} style elements`,
          evidence,
          data: { elements: styles.length },
        })
    }
  },
}

/** Code units that are gathered. */
const MOST = 8000
