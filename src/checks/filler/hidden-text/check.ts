import { type BodyRun, isListEntry, rangeOf } from '../../../body/body.ts'
import { areNear, type Language, readLanguage, type TextKind } from '../../../text/language.ts'
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
    const runs = body.hidden.filter((run) => run.characters > 0 && !isListEntry(run))
    if (runs.length === 0) return
    const total = runs.reduce((sum, { characters }) => sum + characters, 0)
    const visible = body.visible.characters
    const odd = runs.reduce(
      (sum, { technique, characters }) => sum + (ODD.has(technique ?? '') ? characters : 0),
      0,
    )
    const evidence = places(runs, rangeOf)
    const text = beginningOf(runs)
    const language = total < JUDGED ? undefined : readLanguage(text)
    const why = reasonOf(runs, { total, visible, odd }, language, body.visibleText)
    if (why === undefined) {
      const padded = runs.some(({ textLength, characters }) => textLength > 2 * characters)
      reporter.dismiss({
        reason: padded ? 'preheader-padding' : 'preheader',
        summary: `${total} hidden characters, as the preview line and the labels of ordinary mail have`,
        evidence,
      })
      return
    }
    const { words, share: seen } = overlap(text, body.visibleText)
    if (seen >= COPY && words >= FEW_WORDS) {
      reporter.dismiss({
        reason: 'responsive-copy',
        summary: `${total} hidden characters, whose words the reader sees elsewhere: a second layout for other screens`,
        evidence,
      })
      return
    }
    if (
      (why === 'much' || why === 'dominant') &&
      odd < ODD_TEXT &&
      total <= 2 * visible &&
      seen >= RELATED &&
      language?.kind === 'prose'
    ) {
      reporter.dismiss({
        reason: 'related-text',
        summary: `${total} hidden characters of prose beside ${visible} that are seen, with ${Math.round(100 * seen)} % of their words: sections for other readers or screens`,
        evidence,
      })
      return
    }
    const techniques = [...new Set(runs.map(({ technique }) => technique ?? 'unknown'))]
    reporter.find({
      grade: GRADES[why],
      summary: `${total} characters${language === undefined ? '' : KINDS[language.kind](language)} are hidden by ${techniques.join(', ')}, beside ${visible} that are seen; ${Math.round(100 * seen)} % of their words are among those seen`,
      evidence,
      data: {
        why,
        hidden: total,
        visible,
        runs: runs.length,
        techniques,
        wordsSeen: Math.round(100 * seen) / 100,
        ...(language === undefined ? {} : { text: language.kind, language: language.language }),
      },
    })
  },
}

/** What weighs the same: each is unlike ordinary mail in its own way, and few labelled messages have some of them. */
const GRADES = {
  much: 'much',
  dominant: 'unusual',
  odd: 'unusual',
  random: 'unusual',
  foreign: 'unusual',
  token: 'token',
} as const

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
/** Hidden characters from which on it is asked what language they are. */
const JUDGED = 250
/** Share of the hidden words that the reader sees elsewhere, from which on they are a copy. */
const COPY = 0.7
/** Fewer different words are no layout. */
const FEW_WORDS = 10
/** Characters from which on words without sentences are no menu. */
const LONG_MENU = 600
/** Share of the hidden words that the reader sees elsewhere, from which on they speak of the same. */
const RELATED = 0.35

/** What the hidden text is, for the summary. */
const KINDS: Record<TextKind, (language: Language) => string> = {
  prose: ({ language }) => ` of prose (${language})`,
  list: ({ language }) => ` of words in lists (${language})`,
  salad: () => ' of words without sentences',
  tokens: () => ' of random strings',
  unjudged: () => '',
}

/** What is unlike ordinary mail in it, the plainest first; undefined where nothing is. */
function reasonOf(
  runs: readonly BodyRun[],
  { total, visible, odd }: { total: number; visible: number; odd: number },
  language: Language | undefined,
  visibleText: string,
): keyof typeof GRADES | undefined {
  if (total >= MUCH) return 'much'
  if (total >= SOME && total > 3 * visible) return 'dominant'
  if (odd >= ODD_TEXT) return 'odd'
  if (language !== undefined && isRandom(language, total)) return 'random'
  if (language !== undefined && isForeign(runs, language, visibleText)) return 'foreign'
  return runs.some(({ value }) => randomToken(value) !== undefined) ? 'token' : undefined
}

/** Nobody writes a preview line of strings. Menus, too, are words that no small word joins, but they are not long. */
function isRandom({ kind }: Language, total: number): boolean {
  return kind === 'tokens' || (kind === 'salad' && total >= LONG_MENU)
}

/** Whether a style hides text in another language than the one that the reader reads. What stands far down is often a disclaimer. */
function isForeign(runs: readonly BodyRun[], { kind, language }: Language, visibleText: string): boolean {
  const styled = runs.reduce((sum, run) => sum + (run.technique === 'below-fold' ? 0 : run.characters), 0)
  if ((kind !== 'prose' && kind !== 'list') || styled < SOME) return false
  const seen = readLanguage(visibleText)
  return seen.kind === 'prose' && !areNear(seen.language, language)
}

/** As much of the legible text as is compared. */
function beginningOf(runs: readonly BodyRun[]): string {
  let text = ''
  for (let i = 0; i < runs.length && text.length < MAX_TEXT; i++)
    text += `${runs[i].legible.slice(0, MAX_TEXT)} `
  return text
}
