import { type BodyRun, rangeOf } from '../../../body/body.ts'
import { MAX_TEXT, overlap } from '../../../text/overlap.ts'
import { randomToken } from '../../../text/token.ts'
import { type Check, places } from '../../check.ts'

/** Text that a style keeps from the reader: how much, how, and whether he sees the same elsewhere (detections H1 to H17). */
export const check: Check = {
  meta: {
    id: 'filler/hidden-text',
    title: 'The body holds text that its reader is not meant to see',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'hidden-text',
    reads: 'body',
  },
  run(message, reporter) {
    const { body } = message
    const runs = body.runs.filter((run) => run.channel === 'hidden' && run.characters > 0)
    if (runs.length === 0) return
    const total = runs.reduce((sum, { characters }) => sum + characters, 0)
    const visible = body.visible.characters
    const odd = runs.reduce(
      (sum, { technique, characters }) => sum + (ODD.has(technique ?? '') ? characters : 0),
      0,
    )
    const evidence = places(runs, ({ run, source }) => rangeOf(run, source))
    const grade =
      total >= MUCH
        ? 'much'
        : total >= SOME && total > 3 * visible
          ? 'dominant'
          : odd >= ODD_TEXT
            ? 'odd'
            : runs.some(({ value }) => randomToken(value) !== undefined)
              ? 'token'
              : ''
    if (grade === '') {
      const padded = runs.some(({ run, characters }) => run.textLength > 2 * characters)
      reporter.dismiss({
        reason: padded ? 'preheader-padding' : 'preheader',
        summary: `${total} hidden characters, as the preview line and the labels of ordinary mail have`,
        evidence,
      })
      return
    }
    const { words, share: seen } = overlap(beginningOf(runs), body.visibleText)
    if (seen >= COPY && words >= FEW_WORDS) {
      reporter.dismiss({
        reason: 'responsive-copy',
        summary: `${total} hidden characters, whose words the reader sees elsewhere: a second layout for other screens`,
        evidence,
      })
      return
    }
    const techniques = [...new Set(runs.map(({ technique }) => technique ?? 'unknown'))]
    reporter.find({
      grade,
      summary: `${total} characters are hidden by ${techniques.join(', ')}, beside ${visible} that are seen; ${Math.round(100 * seen)} % of their words are among those seen`,
      evidence,
      data: {
        hidden: total,
        visible,
        runs: runs.length,
        techniques,
        wordsSeen: Math.round(100 * seen) / 100,
      },
    })
  },
}

/** Hidden characters; preview lines, labels and alternative layouts of 134 legitimate messages stay below the first. */
const MUCH = 1500
/** Enough where it is more than three times what is seen. */
const SOME = 400
/** Means that a preview line has no need of. */
const ODD = new Set([
  'same-colour',
  'transparent',
  'visibility',
  'zero-box',
  'off-screen',
  'text-indent',
  'clip',
])
/** Characters hidden by such a means. */
const ODD_TEXT = 60
/** Share of the hidden words that the reader sees elsewhere, from which on they are a copy. */
const COPY = 0.7
/** Fewer different words are no layout. */
const FEW_WORDS = 10

/** As much of the legible text as is compared. */
function beginningOf(runs: readonly BodyRun[]): string {
  let text = ''
  for (let i = 0; i < runs.length && text.length < MAX_TEXT; i++)
    text += `${runs[i].legible.slice(0, MAX_TEXT)} `
  return text
}
