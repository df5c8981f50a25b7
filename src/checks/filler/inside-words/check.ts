import { type BodyRun, isListEntry, rangeOf } from '../../../body/body.ts'
import { isLetter } from '../../../body/html-tokenizer.ts'
import { countInvisible } from '../../../text/invisible.ts'
import { type Check, places } from '../../check.ts'

/** What stands inside words and is not seen there: it breaks them up for filters and not for readers (detections H19, H20, H23). */
export const check: Check = {
  meta: {
    id: 'filler/inside-words',
    title: 'What is not seen stands inside words',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'inside-words',
    reads: 'body',
    cells: ['pieces', 'comments', 'characters', 'carriers', 'reversed', 'between'],
  },
  run({ unread: { body } }, reporter) {
    const pieces = body.hidden.filter((run) => run.characters > 0 && !isListEntry(run))
    const inside = pieces.filter(({ insideWord, technique }) => insideWord && NO_ROOM.has(technique ?? ''))
    if (inside.length > 0)
      reporter.find({
        cells: ['pieces'],
        amount: inside.length,
        summary: `hidden text stands inside words in ${inside.length} places`,
        evidence: places(inside, rangeOf),
        data: { what: 'pieces', places: inside.length },
      })
    if (pieces.length > FEW)
      reporter.find({
        cells: ['between'],
        amount: pieces.length,
        summary: `hidden text stands in ${pieces.length} places between what is seen`,
        evidence: places(pieces, rangeOf),
        data: { what: 'between', places: pieces.length },
      })
    const comments = body.runs.filter((run: BodyRun) => splitsWord(run))
    if (comments.length > 0)
      reporter.find({
        cells: ['comments'],
        amount: comments.length,
        summary: `${comments.length} comments stand inside words`,
        evidence: places(comments, rangeOf),
        data: { what: 'comments', places: comments.length },
      })
    for (const { source, visibleText, invisible } of body.shown) {
      if (invisible === 0) continue
      const { brokenWords, reversals, insideWords, carriers } = countInvisible(visibleText)
      const evidence = [source.place(0, source.outline.length)]
      if (brokenWords > 0)
        reporter.find({
          cells: ['characters'],
          amount: brokenWords,
          summary: `invisible characters stand inside ${brokenWords} words`,
          evidence,
          data: { what: 'characters', words: brokenWords, characters: insideWords },
        })
      if (carriers > 0)
        reporter.find({
          cells: ['carriers'],
          amount: carriers,
          summary: `${carriers} characters without ink carry data: tags, variants or operators`,
          evidence,
          data: { what: 'carriers', characters: carriers },
        })
      if (reversals > 0)
        reporter.find({
          cells: ['reversed'],
          amount: reversals,
          summary: `text runs backwards ${reversals} times by control characters, in a text without right-to-left letters`,
          evidence,
          data: { what: 'reversed', reversals },
        })
    }
  },
}

/** Layouts for two screens hide so many blocks. */
const FEW = 12
/** Means that take no room: the letters around stand side by side. */
const NO_ROOM = new Set(['display-none', 'hidden-attribute', 'font-size', 'zero-box', 'off-screen', 'clip'])

/** A byte that is not ASCII may be part of a letter. */
function mayBeLetter(byte: number): boolean {
  return byte > 0x7f || isLetter(byte)
}

/** Whether the run is a comment between two letters, which a reader sees side by side. */
function splitsWord({ source, start, end, technique }: BodyRun): boolean {
  if (technique !== 'comment') return false
  const { bytes } = source.outline
  let before = start
  while (before > 0 && bytes[before - 1] <= 0x20) before--
  let after = end
  while (after < bytes.length && bytes[after] <= 0x20) after++
  if (before < 5 || bytes[before - 1] !== 0x2d || bytes[before - 4] !== 0x3c) return false
  if (bytes[after] !== 0x2d || bytes[after + 2] !== 0x3e) return false
  return mayBeLetter(bytes[before - 5]) && mayBeLetter(bytes[after + 3])
}
