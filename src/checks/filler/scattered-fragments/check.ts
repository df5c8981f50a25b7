import { type BodyRun, isListEntry, rangeOf } from '../../../body/body.ts'
import { type Check, places } from '../../check.ts'

/** Hidden text in many small pieces between what is seen: it splits words and sentences (detections H23). */
export const check: Check = {
  meta: {
    id: 'filler/scattered-fragments',
    title: 'Hidden pieces are scattered through the visible text',
    question: 'hiddenFiller',
    severity: 'medium',
    evidenceGroup: 'scattered-fragments',
    reads: 'body',
  },
  run(message, reporter) {
    const { hidden } = message.body
    if (hidden.length < MANY_INSIDE) return
    const inside = hidden.filter(splitsWord)
    if (hidden.length < MANY && inside.length < MANY_INSIDE) return
    const pieces = hidden.filter(isPiece)
    const scattered = pieces.length >= MANY
    if (!scattered && inside.length < MANY_INSIDE) return
    reporter.find({
      grade: scattered ? 'scattered' : 'inside-words',
      summary: scattered
        ? `hidden text stands in ${pieces.length} places between what is seen`
        : `hidden text stands inside words in ${inside.length} places`,
      evidence: places(scattered ? pieces : inside, rangeOf),
      data: { pieces: pieces.length, insideWords: inside.length },
    })
  },
}

/** Layouts for two screens hide a dozen blocks; 99 % of legitimate messages hide fewer than this. */
const MANY = 25
/** Inside words no layout hides anything; an editor may leave one or two behind. */
const MANY_INSIDE = 5
/** Means that take no room: the letters around stand side by side. */
const NO_ROOM = new Set(['display-none', 'hidden-attribute', 'font-size', 'zero-box', 'off-screen', 'clip'])

function isPiece(run: BodyRun): boolean {
  return run.characters > 0 && !isListEntry(run)
}

function splitsWord(run: BodyRun): boolean {
  return run.insideWord && NO_ROOM.has(run.technique ?? '') && isPiece(run)
}
