import { type BodyRun, rangeOf } from '../../../body/body.ts'
import { measure } from '../../../text/measure.ts'
import type { Check } from '../../check.ts'

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
    const visible = measure(body.visibleText).characters
    for (const technique of Object.keys(PLACES) as Place[]) {
      const stowed = body.runs
        .filter((run) => run.channel === 'unrendered' && run.technique === technique)
        .map((run) => ({ run, length: PLACES[technique].stowed(run) }))
        .filter(({ length }) => length > 0)
      const total = stowed.reduce((sum, { length }) => sum + length, 0)
      const { least, what } = PLACES[technique]
      if (total < least || (technique === 'comment' && total < 2 * visible)) continue
      reporter.find({
        grade: technique,
        summary: `${total} characters of text stand in ${what}, beside ${visible} that are seen`,
        evidence: stowed.map(({ run }) => rangeOf(run.run, run.source)),
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
    stowed: (run) => outsideRules(run.value),
  },
  comment: { what: 'comments', least: 1500, stowed: (run) => outsideTags(run.value) },
  title: { what: 'the title', least: 300, stowed: (run) => measure(run.value).characters },
  attribute: { what: 'names of attributes', least: 400, stowed: (run) => measure(run.value).characters },
}

/** A selector list or an at-rule may be this long; word lists are longer. */
const LONG_SELECTOR = 600

/** Characters in stretches of a style sheet without a brace that are longer than selectors are. */
function outsideRules(css: string): number {
  let total = 0
  let start = 0
  for (let at = 0; at <= css.length; at++) {
    const code = css.charCodeAt(at)
    if (at < css.length && code !== 0x7b && code !== 0x7d) continue
    // inside a rule, declarations are told by their semicolons
    const stretch = css.slice(start, at)
    if (stretch.length > LONG_SELECTOR && !isCss(stretch)) total += measure(stretch).characters
    start = at + 1
  }
  return total
}

/** Commas and semicolons are so frequent in selector lists and declarations, and a comment may stand between rules. */
function isCss(stretch: string): boolean {
  if (stretch.includes('/*')) return true
  let marks = 0
  for (let at = 0; at < stretch.length; at++) {
    const code = stretch.charCodeAt(at)
    if (code === 0x3b || code === 0x2c) marks++
  }
  return marks * 60 > stretch.length || stretch.includes('url(')
}

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
