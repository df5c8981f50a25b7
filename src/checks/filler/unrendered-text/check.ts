import { type BodyRun, rangeOf } from '../../../body/body.ts'
import { bytesOutsideTags, stretchesBetweenBraces } from '../../../body/stretches.ts'
import { measure } from '../../../text/measure.ts'
import { type Check, places } from '../../check.ts'

/** Text in places that no program renders: style sheets that hold no styles, comments, titles, names of attributes (detections H14, H15). */
export const check: Check = {
  meta: {
    id: 'filler/unrendered-text',
    title: 'Text is stowed where no mail program shows it',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'unrendered-text',
    reads: 'body',
  },
  run(message, reporter) {
    const { body } = message
    const visible = body.visible.characters
    for (const technique of TECHNIQUES) {
      const { least, what, stowed: lengthOf } = PLACES[technique]
      if (lengthIn(body.runs, technique) < least) continue
      const runs = body.runs.filter((run) => isIn(run, technique))
      // most comments are markup taken out, which is seen without making their text
      if (technique === 'comment' && mostOutsideTags(runs) < Math.max(least, 2 * visible)) continue
      const stowed = runs.map((run) => ({ run, length: lengthOf(run) })).filter(({ length }) => length > 0)
      const total = stowed.reduce((sum, { length }) => sum + length, 0)
      if (total < least || (technique === 'comment' && total < 2 * visible)) continue
      reporter.find({
        grade: technique,
        summary: `${total} characters of text stand in ${what}, beside ${visible} that are seen`,
        evidence: places(stowed, ({ run }) => rangeOf(run.run, run.source)),
        data: { place: technique, characters: total, visible },
      })
    }
  },
}

type Place = 'style' | 'comment' | 'title' | 'attribute'

/** Where, from how many characters on, and how many characters of a run are text. */
const PLACES: Record<Place, { what: string; least: number; stowed(run: BodyRun): number }> = {
  style: {
    what: 'a style element that holds no styles',
    least: 600,
    stowed: outsideRules,
  },
  comment: { what: 'comments', least: 1500, stowed: (run) => outsideTags(run.value) },
  title: { what: 'the title', least: 300, stowed: (run) => run.characters },
  attribute: { what: 'names of attributes', least: 400, stowed: (run) => run.characters },
}

const TECHNIQUES = Object.keys(PLACES) as Place[]

function isIn(run: BodyRun, place: Place): boolean {
  return run.technique === place && run.channel === 'unrendered'
}

function lengthIn(runs: readonly BodyRun[], place: Place): number {
  let length = 0
  for (const run of runs) if (isIn(run, place)) length += run.run.textLength
  return length
}

/** A selector list or an at-rule may be this long; word lists are longer. */
const LONG_SELECTOR = 600

/** Characters in stretches of a style sheet without a brace that are longer than selectors are. */
function outsideRules(run: BodyRun): number {
  let total = 0
  for (const { text, brace } of stretchesBetweenBraces(run, LONG_SELECTOR)) {
    const stretch = withoutComments(text)
    if (!isCss(stretch, brace)) total += measure(stretch).characters
  }
  return total
}

/** One that is not closed is none: random marks may begin one. */
function withoutComments(css: string): string {
  let out = ''
  let at = 0
  for (;;) {
    const open = css.indexOf('/*', at)
    const close = open < 0 ? -1 : css.indexOf('*/', open + 2)
    if (close < 0) return out + css.slice(at)
    out += css.slice(at, open)
    at = close + 2
  }
}

/** Long selector lists and rules have many marks. What no brace follows styles nothing, unless it is an at-rule. */
function isCss(stretch: string, brace: string): boolean {
  if (stretch.length <= LONG_SELECTOR || stretch.includes('url(')) return true
  const mark = brace === '{' ? SELECTOR_MARK : DECLARATION_MARK
  let seen = 0
  for (let at = 0; at < stretch.length; at++) if ((MARKS[stretch.charCodeAt(at)] & mark) !== 0) seen++
  return seen * WIDEST_GAP > stretch.length
}

/** Words set apart by commas are no selectors that mail has: those name classes, identifiers, states, or combine. */
const SELECTOR_MARK = 1
const DECLARATION_MARK = 2
const MARKS = new Uint8Array(128)
for (const mark of '.#[:>@*') MARKS[mark.charCodeAt(0)] = SELECTOR_MARK
MARKS[0x3b] = DECLARATION_MARK
/** Characters between marks, on average. */
const WIDEST_GAP = 100

/** Characters of a comment that are not markup: sections taken out of a newsletter are mostly tags. */
function outsideTags(comment: string): number {
  let text = ''
  let at = 0
  for (;;) {
    const open = comment.indexOf('<', at)
    text += comment.slice(at, open < 0 ? undefined : open)
    const close = open < 0 ? -1 : comment.indexOf('>', open)
    if (close < 0) break
    at = close + 1
  }
  return measure(text).characters
}

/** Upper bound of what {@link outsideTags} finds in comments. */
function mostOutsideTags(comments: readonly BodyRun[]): number {
  return comments.reduce((length, run) => length + bytesOutsideTags(run), 0)
}
