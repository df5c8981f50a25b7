import { type Body, type BodyRun, isListEntry, rangeOf } from '../../../body/body.ts'
import { quotedIn } from '../../../body/stretches.ts'
import type { Message } from '../../../message.ts'
import { type Language, readLanguage, type TextKind } from '../../../text/language.ts'
import { isDisclaimer } from '../../../text/notice.ts'
import { MAX_TEXT, overlap } from '../../../text/overlap.ts'
import { isForeign, isRandom } from '../../../text/stray.ts'
import { randomKey, randomKeys } from '../../../text/token.ts'
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
    const oddRuns = runs.filter(isOdd)
    const odd = sizeOf(withoutPreview(oddRuns, body))
    const evidence = places(runs, rangeOf)
    const text = beginningOf(runs)
    const language = total < JUDGED ? undefined : readLanguage(text)
    const random = language !== undefined && isRandom(language, total, body.visibleText)
    const why = reasonOf(runs, { total, visible, odd, random }, language, body.visibleText)
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
    const plain = why === 'much' || why === 'dominant' || why === 'odd'
    if (
      plain &&
      visible > 0 &&
      isAnswer(message) &&
      sizeOf(runs.filter(isFoldedQuote)) >= QUOTED * total &&
      !random
    ) {
      reporter.dismiss({
        reason: 'quoted-thread',
        summary: `${total} hidden characters, quoted in an answer: programs fold away what the reader has read before`,
        evidence,
      })
      return
    }
    if (why === 'much' && total <= 3 * visible && language?.kind === 'prose' && runs.every(isFolded)) {
      reporter.dismiss({
        reason: 'folded',
        summary: `${total} characters of prose are folded away, and opened by who wants to read them`,
        evidence,
      })
      return
    }
    if (
      plain &&
      sizeOf(oddRuns.filter(({ technique }) => !READ_ALOUD.has(technique ?? ''))) < ODD_TEXT &&
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
    if (why === 'token' && isReference(runs, body)) {
      reporter.dismiss({
        reason: 'reference',
        summary: 'the hidden string is a reference that the message names elsewhere, behind a label',
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
/** Those of them that text for screen readers is hidden by. */
const READ_ALOUD = new Set(['clip', 'off-screen', 'zero-box', 'text-indent'])
/** Characters of a label for screen readers, at most. */
const LABEL = 80
/** Characters of a preview line, at most. */
const PREVIEW = 300
/** Characters hidden by such a means. */
const ODD_TEXT = 60
/** Means that programs fold by: they take away the box, and do not paint, shrink or move what is in it. */
const FOLDS = new Set(['display-none', 'hidden-attribute', 'collapsed'])
/** Share of a hidden run that is quoted, where a thread is. */
const QUOTED = 0.7
/** Hidden characters from which on it is asked what language they are. */
const JUDGED = 250
/** Share of the hidden words that the reader sees elsewhere, from which on they are a copy. */
const COPY = 0.7
/** Fewer different words are no layout. */
const FEW_WORDS = 10
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
  { total, visible, odd, random }: { total: number; visible: number; odd: number; random: boolean },
  language: Language | undefined,
  visibleText: string,
): keyof typeof GRADES | undefined {
  if (total >= MUCH) return 'much'
  if (total >= SOME && total > 3 * visible) return 'dominant'
  if (odd >= ODD_TEXT) return 'odd'
  if (random) return 'random'
  if (language !== undefined && isFromElsewhere(runs, language, visibleText)) return 'foreign'
  return runs.some(({ value }) => randomKey(value) !== undefined) ? 'token' : undefined
}

/** Whether a style hides text in another language or script than the one that the reader reads. What stands far down is often a disclaimer. */
function isFromElsewhere(runs: readonly BodyRun[], language: Language, visibleText: string): boolean {
  const styled = runs.filter(({ technique }) => technique !== 'below-fold')
  return sizeOf(styled) >= SOME && isForeign(language, beginningOf(styled), visibleText)
}

function sizeOf(runs: readonly BodyRun[]): number {
  return runs.reduce((sum, { characters }) => sum + characters, 0)
}

/**
 * Whether the means is one that preview lines and labels for screen readers have no need of. A disclaimer that the recipient's side
 * adds may take on the colour of what it stands on.
 */
function isOdd({ technique, characters, legible }: BodyRun): boolean {
  if (!ODD.has(technique ?? '') || (READ_ALOUD.has(technique ?? '') && characters <= LABEL)) return false
  return !(technique === 'same-colour' && isDisclaimer(legible))
}

/** Without the text in front of everything that is seen, if it is no longer than a preview line. */
function withoutPreview(runs: readonly BodyRun[], { shown, images }: Body): readonly BodyRun[] {
  const source = shown[0]?.source
  if (source === undefined) return runs
  const text = shown[0]?.html?.runs.find(({ channel }) => channel === 'visible')?.start ?? Infinity
  const picture = images.find((image) => image.source === source && !image.hidden)?.start ?? Infinity
  const first = Math.min(text, picture)
  const isInFront = (run: BodyRun) => run.source === source && run.start < first
  return sizeOf(runs.filter(isInFront)) <= PREVIEW ? runs.filter((run) => !isInFront(run)) : runs
}

/** Whether it answers another. What a forward holds is not from an earlier thread, and some programs name a message of their own in References. */
function isAnswer({ header, subject }: Message): boolean {
  return header.first('in-reply-to') !== undefined && !FORWARD.test(subject.text)
}

/** What mail programs put before the subject of what they forward: in English, and in German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Finnish, Polish and Chinese. */
const FORWARD = /^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vb|vl|pd|转发|轉寄)\s*[:：]/i

/** Whether a program folded most of it away as a quotation: the line above it, which says of whom it is, is hidden with it. */
function isFoldedQuote(run: BodyRun): boolean {
  return FOLDS.has(run.technique ?? '') && quotedIn(run) >= QUOTED * (run.end - run.start)
}

/** Whether every random token is one that a comment or the visible text says what it is of, as in `reply_id: 3510vkDeprz941iBQynb`. */
function isReference(runs: readonly BodyRun[], { visibleText, runs: unseen }: Body): boolean {
  const keys = new Set(runs.flatMap(({ value }) => randomKeys(value)))
  if (keys.size > REFERENCES) return false
  const texts = unseen.filter(({ technique }) => technique === 'comment').map(({ value }) => value)
  texts.push(visibleText)
  return [...keys].every((key) => texts.some((text) => isLabelled(text, key)))
}

/** More random tokens are not to find a message by. */
const REFERENCES = 4

/** Whether the key stands somewhere in the text behind a name and a colon or an equals sign. */
function isLabelled(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length))
    if (NAME.test(text.slice(Math.max(0, at - 5), at)) && !/^[\da-z]/i.test(text.charAt(at + key.length)))
      return true
  return false
}

const NAME = /[\p{L}\d]["']?\s?[:=]\s?["']?$/u

function isFolded({ technique }: BodyRun): boolean {
  return technique === 'collapsed'
}

/** As much of the legible text as is compared. */
function beginningOf(runs: readonly BodyRun[]): string {
  let text = ''
  for (let i = 0; i < runs.length && text.length < MAX_TEXT; i++)
    text += `${runs[i].legible.slice(0, MAX_TEXT)} `
  return text
}
