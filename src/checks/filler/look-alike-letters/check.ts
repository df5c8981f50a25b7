import type { ByteRange } from '../../../mime/range.ts'
import { type LookAlikeWord, lookAlikeWords } from '../../../text/look-alikes.ts'
import type { Check } from '../../check.ts'

/** Letters of other scripts that look like Latin ones, inside words (detections H21): a filter reads another word than the reader. */
export const check: Check = {
  meta: {
    id: 'filler/look-alike-letters',
    title: 'Letters of other scripts stand for Latin ones inside words',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'look-alike-letters',
    reads: 'body',
  },
  run(message, reporter) {
    const words: LookAlikeWord[] = []
    const evidence: ByteRange[] = []
    for (const { source, visibleText, isAscii } of message.body.shown) {
      if (isAscii) continue
      const found = lookAlikeWords(visibleText)
      if (found.length === 0) continue
      words.push(...found)
      evidence.push(...found.flatMap(({ word }) => placeOf(word, source)))
      // written as character references, the words stand nowhere as they are read
      if (evidence.length === 0) evidence.push(source.place(0, source.outline.length))
    }
    if (words.length === 0) return
    const examples = words
      .slice(0, EXAMPLES)
      .map(({ reads }) => reads)
      .join(', ')
    if (words.length < SOME) {
      reporter.dismiss({
        reason: 'few',
        summary: `${words.length} words mix Latin letters with others that look like them (read as ${examples}): a brand spelled around a filter, or a slip`,
        evidence,
      })
      return
    }
    reporter.find({
      cells: ['words'],
      amount: words.length,
      summary: `${words.length} different words mix Latin letters with others that look like them (read as ${examples})`,
      evidence,
      data: { words: words.length, read: words.slice(0, EXAMPLES).map(({ reads }) => reads) },
    })
  },
}

/** Different words; no legitimate message that was counted has one. */
const SOME = 3
const EXAMPLES = 5

function placeOf(
  word: string,
  source: { text: string; range(start: number, end: number): ByteRange },
): ByteRange[] {
  const at = source.text.indexOf(word)
  return at < 0 ? [] : [source.range(at, at + word.length)]
}
