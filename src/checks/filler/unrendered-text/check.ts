import { namesBesideCutStyle } from '../../../body/bare-names.ts'
import { type BodyRun, rangeOf } from '../../../body/body.ts'
import {
  bytesOutsideTags,
  cssComments,
  splitsWord,
  stretchesBetweenBraces,
  textOutsideTags,
} from '../../../body/stretches.ts'
import { withoutInvisible } from '../../../text/invisible.ts'
import { isMash, LANGUAGE } from '../../../text/language.ts'
import { measure } from '../../../text/measure.ts'
import { type Stray, strayText } from '../../../text/stray.ts'
import { randomKey } from '../../../text/token.ts'
import { type Check, places } from '../../check.ts'

/** Text in places that no program renders: style sheets that hold no styles, comments, titles, names of attributes, outside of boundaries (detections H14, H15). */
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
    for (const run of body.runs) {
      const words = run.technique === 'title' ? randomWords(run.value) : undefined
      if (words === undefined) continue
      const characters = words.reduce((sum, { length }) => sum + length, 0)
      reporter.find({
        grade: words.length === 1 ? 'random-title' : 'stowed',
        summary: `the title is ${words.length === 1 ? 'a random string' : `${words.length} random strings`} of ${characters} characters`,
        evidence: [rangeOf(run)],
        data: { place: 'title', characters, visible },
      })
      break
    }
    const told = new Set<string>()
    const splitting = body.runs.filter(splitsWord)
    if (splitting.length >= SPLIT) {
      reporter.find({
        grade: 'stowed',
        summary: `${splitting.length} comments stand inside words`,
        evidence: places(splitting, rangeOf),
        data: { place: 'comment', comments: splitting.length, visible },
      })
      told.add('comment')
    }
    for (const technique of TECHNIQUES) {
      const { least, what, stowed: lengthOf } = PLACES[technique]
      if (lengthIn(body.runs, technique) < least) continue
      const runs = body.runs.filter((run) => isIn(run, technique))
      // most comments are markup taken out, which is seen without making their text
      if (technique === 'comment' && mostOutsideTags(runs) < Math.max(least, 2 * visible)) continue
      const stowed = runs.map((run) => ({ run, length: lengthOf(run) })).filter(({ length }) => length > 0)
      const total = stowed.reduce((sum, { length }) => sum + length, 0)
      if (total < least || (technique === 'comment' && total < 2 * visible)) continue
      const summary = `${total} characters of text stand in ${what}, beside ${visible} that are seen`
      const evidence = places(stowed, ({ run }) => rangeOf(run))
      if (technique === 'comment' && total < BURIED * visible) {
        reporter.dismiss({ reason: 'template-remains', summary, evidence })
        continue
      }
      reporter.find({
        grade: 'stowed',
        summary,
        evidence,
        data: { place: technique, characters: total, visible },
      })
      told.add(technique)
    }
    // words that invisible characters break up are compared as they are read
    const seen = body.visible.invisible > 0 ? withoutInvisible(body.visibleText) : body.visibleText
    for (const place of BESIDES) {
      const { what, text, counts } = BESIDE[place]
      if (told.has(place)) continue
      for (const run of body.runs) {
        if (run.technique !== place || run.channel === 'hidden' || run.textLength < SHORT) continue
        const stray = strayIn(text(run), seen)
        if (stray === undefined || !counts(stray, body.visible.words)) continue
        reporter.find({
          grade: stray.how === 'random' ? 'stowed' : 'stray',
          summary: `${stray.characters} characters of ${KINDS[stray.how]} stand in ${what}, beside ${visible} that are seen`,
          evidence: [rangeOf(run)],
          data: { place, characters: stray.characters, visible, how: stray.how },
        })
        break
      }
    }
  },
}

/** Comments inside words; an editor leaves one behind. */
const SPLIT = 10
/** Times as much as is seen; sections that an editor took out of a newsletter have two or three times as much. */
const BURIED = 10

type Place = 'style' | 'comment' | 'title' | 'attribute' | 'preamble' | 'epilogue'

/** Where, from how many characters on, and how many characters of a run are text. */
const PLACES: Record<Place, { what: string; least: number; stowed(run: BodyRun): number }> = {
  style: {
    what: 'a style element that holds no styles',
    least: 600,
    stowed: outsideRules,
  },
  comment: { what: 'comments', least: 1500, stowed: outsideTags },
  title: { what: 'the title', least: 300, stowed: (run) => run.characters },
  preamble: { what: 'front of the first boundary', least: 600, stowed: (run) => run.characters },
  epilogue: { what: 'the space behind the closing boundary', least: 600, stowed: (run) => run.characters },
  attribute: {
    what: 'names of attributes',
    least: 400,
    stowed: (run) => namesBesideCutStyle(run) ?? run.characters,
  },
}

const TECHNIQUES = Object.keys(PLACES) as Place[]

type Beside =
  | 'alternative'
  | 'comment'
  | 'style'
  | 'mso'
  | 'template'
  | 'iframe'
  | 'script'
  | 'attribute-value'

const KINDS: Record<Stray['how'], string> = {
  random: 'random strings or words',
  foreign: 'another language',
  unrelated: 'prose of other words',
}

const always = (): boolean => true

/** Where less text is found, too, if it does not belong to what is seen: what of a run is text, and what of such text counts. */
const BESIDE: Record<
  Beside,
  { what: string; text(run: BodyRun): readonly string[]; counts(stray: Stray, wordsSeen: number): boolean }
> = {
  // a program's stub may be in its own language, and a picture says other words than the text that stands for it
  alternative: {
    what: 'the alternative that is not shown',
    text: (run) => [run.legible],
    counts: ({ how, characters }, wordsSeen) =>
      how === 'random' || (characters >= LONG && (how === 'foreign' || wordsSeen >= COMPARED)),
  },
  // notes of who made the template are prose, mostly in English
  comment: { what: 'a comment', text: plainComment, counts: isNoNote },
  style: { what: 'a comment of a style sheet', text: (run) => cssComments(run, SHORT), counts: isNoNote },
  mso: {
    what: 'what only Outlook shows',
    text: (run) => [run.legible],
    counts: ({ how, characters }) => how !== 'unrelated' || characters >= LONG,
  },
  template: { what: 'a template', text: (run) => [run.legible], counts: always },
  iframe: { what: 'an element that is not shown', text: (run) => [textOutsideTags(run)], counts: always },
  script: { what: 'a script', text: (run) => (isData(run.legible) ? [] : [run.legible]), counts: always },
  'attribute-value': {
    what: 'the value of an attribute',
    text: (run) => [textOutsideTags(run)],
    counts: always,
  },
}

const BESIDES = Object.keys(BESIDE) as Beside[]
/** Characters of text; less is not judged. */
const SHORT = 250
/** Characters from which on a text is no stub. */
const LONG = 900
/** Words seen from which on another text can be held against them. */
const COMPARED = 40

function isNoNote({ how, language }: Stray): boolean {
  return how === 'random' || (how === 'foreign' && language !== 'en')
}

/** The text of a comment that is mostly text. */
function plainComment(run: BodyRun): readonly string[] {
  if (2 * bytesOutsideTags(run) < run.end - run.start) return []
  return [textOutsideTags(run)]
}

/** Whether it is JSON: what it tells programs of an order or an event is not in sentences. */
function isData(script: string): boolean {
  return script.startsWith('{') || script.startsWith('[')
}

/** The first of the texts that does not belong to what is seen; code belongs. */
function strayIn(texts: readonly string[], visibleText: string): Stray | undefined {
  for (const text of texts) {
    const stray = text.length < SHORT || isCode(text) ? undefined : strayText(text, visibleText)
    if (stray !== undefined) return stray
  }
  return undefined
}

/** Programs, style sheets and data have more marks than text has. */
function isCode(text: string): boolean {
  let marks = 0
  const end = Math.min(text.length, MAX_CODE)
  for (let at = 0; at < end; at++) if (CODE_MARKS[text.charCodeAt(at)] === 1) marks++
  return marks * CODE_GAP > end
}

/** Code units that are looked at. */
const MAX_CODE = 4000
const CODE_MARKS = new Uint8Array(128)
for (const mark of '{}[];=|<>$%') CODE_MARKS[mark.charCodeAt(0)] = 1
/** Characters between marks, on average. */
const CODE_GAP = 60

/**
 * The words of a title, if no language has any of them. Numbers in hexadecimal and codes with marks in them are excused: programs that
 * send mail number their mailings, once.
 */
function randomWords(title: string): string[] | undefined {
  if (title.length >= LONGEST_TITLE) return undefined
  const words = title.trim().split(/\s+/)
  const [first] = words
  const repeated = words.length >= REPEATED && words.every((word) => word === first)
  if (repeated && /\d/.test(first) && isMash(first.replace(/[^a-z]/gi, ''), LANGUAGE)) return words
  return words.every((word) => isMash(word) || randomKey(word) !== undefined) ? words : undefined
}

/** Times that a title says one word, from which on the word is no number of a mailing. */
const REPEATED = 3

/** Code units; one that is longer counts by its length. */
const LONGEST_TITLE = 300

function isIn(run: BodyRun, place: Place): boolean {
  return run.technique === place && run.channel === 'unrendered'
}

function lengthIn(runs: readonly BodyRun[], place: Place): number {
  let length = 0
  for (const run of runs) if (isIn(run, place)) length += run.textLength
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

/** Characters of comments that are not markup: sections taken out of a newsletter are mostly tags. */
function outsideTags(run: BodyRun): number {
  return measure(textOutsideTags(run)).characters
}

/** Upper bound of what {@link outsideTags} finds in comments. */
function mostOutsideTags(comments: readonly BodyRun[]): number {
  return comments.reduce((length, run) => length + bytesOutsideTags(run), 0)
}
