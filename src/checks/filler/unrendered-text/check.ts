import { type BodyRun, rangeOf } from '../../../body/body.ts'
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
    for (const technique of Object.keys(PLACES) as Place[]) {
      const runs = body.runs.filter((run) => run.channel === 'unrendered' && run.technique === technique)
      const { least, what } = PLACES[technique]
      if (runs.reduce((sum, { run }) => sum + run.textLength, 0) < least) continue
      const stowed = runs
        .map((run) => ({ run, length: PLACES[technique].stowed(run) }))
        .filter(({ length }) => length > 0)
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
    stowed: ({ run, source }) => outsideRules(source.outline.slice(run.start, run.end)),
  },
  comment: { what: 'comments', least: 1500, stowed: (run) => outsideTags(run.value) },
  title: { what: 'the title', least: 300, stowed: (run) => run.characters },
  attribute: { what: 'names of attributes', least: 400, stowed: (run) => run.characters },
}

/** A selector list or an at-rule may be this long; word lists are longer. */
const LONG_SELECTOR = 600

/** Characters in stretches of a style sheet without a brace that are longer than selectors are. */
function outsideRules(css: string): number {
  let total = 0
  let open = css.indexOf('{')
  let close = css.indexOf('}')
  for (let start = 0; start <= css.length; ) {
    const brace = open < 0 ? close : close < 0 ? open : Math.min(open, close)
    const end = brace < 0 ? css.length : brace
    if (end - start > LONG_SELECTOR) {
      const stretch = css.slice(start, end)
      if (!isCss(stretch, css.charCodeAt(end))) total += measure(stretch).characters
    }
    if (brace < 0) break
    start = brace + 1
    if (brace === open) open = css.indexOf('{', start)
    else close = css.indexOf('}', start)
  }
  return total
}

/** Long selector lists and rules have many marks. What no brace follows styles nothing, unless it is an at-rule. */
function isCss(stretch: string, brace: number): boolean {
  if (stretch.includes('/*') || stretch.includes('url(')) return true
  const marks = brace === 0x7b ? SELECTOR_MARKS : DECLARATION_MARKS
  let seen = 0
  for (let at = 0; at < stretch.length; at++) if (marks.includes(stretch[at])) seen++
  return seen * WIDEST_GAP > stretch.length
}

/** Words set apart by commas are no selectors that mail has: those name classes, identifiers, states, or combine. */
const SELECTOR_MARKS = '.#[:>@*'
const DECLARATION_MARKS = ';'
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
