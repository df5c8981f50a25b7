import { type Body, type BodyRun, rangeOf } from '../../../body/body.ts'
import { quotedIn } from '../../../body/quotes.ts'
import { meansOf, type StyledText } from '../../../body/unread.ts'
import type { Message } from '../../../message.ts'
import { footerMark } from '../../../text/footer.ts'
import { isDisclaimer } from '../../../text/notice.ts'
import type { UnreadKind } from '../../../text/unread-text.ts'
import { type Check, places } from '../../check.ts'

/** Text that a style keeps from the reader: how much, how, where, and whether it has to do with what he sees (detections H1 to H17). */
export const check: Check = {
  meta: {
    id: 'filler/hidden-text',
    title: 'The body holds text that its reader is not meant to see',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'hidden-text',
    reads: 'body',
    cells: ['odd', 'odd-marks', 'odd-words', 'odd-topic', 'odd-language', 'odd-related', 'phrase'],
  },
  run(message, reporter) {
    for (const styled of message.unread.styled) {
      const { technique, place, runs, read, characters } = styled
      if (characters === 0) continue
      const evidence = places(runs, rangeOf)
      const by = MEANS[technique] ?? technique
      const reason = reasonToDismiss(styled, message)
      if (reason !== undefined) {
        reporter.dismiss({
          reason,
          summary: `${characters} characters are hidden by ${by}: ${REASONS[reason]}`,
          evidence,
        })
        continue
      }
      // a few words beside random strings are their label
      if (read.characters === 0 || (read.kind === 'words' && read.tokenCharacters >= read.characters))
        continue
      reporter.find({
        cells: cellsOf(styled),
        amount: read.characters,
        summary: `${read.characters} characters of ${KINDS[read.kind]} are hidden by ${by}${place === 'lead' ? ' in front of what is seen' : ''}`,
        evidence,
        data: {
          technique,
          place,
          text: read.kind,
          characters: read.characters,
          runs: runs.length,
          seen: Math.round(100 * read.seen) / 100,
          ...(read.language === undefined ? {} : { language: read.language }),
        },
      })
    }
  },
}

/** Rows of the model. Means that honest mail does not have borrow from those that it has; a few words in front are a preview line by any means. */
function cellsOf({ technique, place, runs, read: { kind } }: StyledText): string[] {
  const means = meansOf(technique)
  const cells = [`${place}-${kind}`]
  if (means === 'ground' || place === 'rest' || kind !== 'words') cells.unshift(`${means}-${place}-${kind}`)
  if (means === 'ground') cells.pop()
  if (means === 'odd' && (place === 'rest' || kind !== 'words')) cells.push(`odd-${kind}`, 'odd', technique)
  if (!BOXES.has(tagOf(runs[0]))) cells.push('phrase')
  return cells
}

/** Means that text for screen readers is hidden by, and characters of such a label at most. */
const READ_ALOUD = new Set(['clip', 'off-screen', 'zero-box', 'text-indent'])
const LABEL = 80
/** Share of a hidden run that is quoted, where a thread is. */
const QUOTED = 0.7
/** Means that programs fold by: they take away the box, and do not paint, shrink or move what is in it. */
const FOLDS = new Set(['display-none', 'hidden-attribute', 'collapsed'])

const MEANS: Record<string, string> = {
  'display-none': 'display: none',
  'hidden-attribute': 'the hidden attribute',
  visibility: 'visibility',
  opacity: 'opacity',
  'font-size': 'a font of no size',
  'zero-box': 'a box of no size',
  'off-screen': 'its place outside the window',
  'text-indent': 'its indent',
  clip: 'a clip',
  'same-colour': 'the colour of its ground',
  transparent: 'a transparent colour',
  collapsed: 'a list or section that is closed',
  fallback: 'an element that shows something else',
}

const KINDS: Record<UnreadKind, string> = {
  marks: 'marks',
  copy: 'words that are seen too',
  words: 'a few words',
  related: 'words on what is seen',
  topic: 'words of another matter',
  language: 'another language',
}

const REASONS = {
  'responsive-copy': 'words that the reader sees elsewhere, a second layout for other screens',
  'preview-line': 'the preview line, which fits what is seen',
  'related-text': 'words on what is seen, for other readers or screens',
  label: 'labels for screen readers, or of links',
  'quoted-thread': 'quoted in an answer, as programs fold away what the reader has read before',
  disclaimer: 'a disclaimer',
  footer: 'a way to unsubscribe',
} as const

function reasonToDismiss(
  { technique, place, runs, read, characters, text }: StyledText,
  message: Message,
): keyof typeof REASONS | undefined {
  if (read.tokens.length > 0) return undefined
  if (read.kind === 'copy') return 'responsive-copy'
  if (read.kind === 'related' && place === 'lead') return 'preview-line'
  if (
    read.kind === 'related' &&
    meansOf(technique) !== 'odd' &&
    characters <= 2 * message.body.visible.characters
  )
    return 'related-text'
  if (READ_ALOUD.has(technique) && read.kind === 'words' && characters <= LABEL) return 'label'
  if (read.kind !== 'marks' && runs.every((run) => run.characters <= LABEL && isInLink(run, message.body)))
    return 'label'
  if (isDisclaimer(text)) return 'disclaimer'
  if (read.kind === 'words' && text.length <= 2 * LABEL && footerMark(text) < text.length) return 'footer'
  if (isAnswer(message) && FOLDS.has(technique)) {
    const quoted = runs.filter((run) => quotedIn(run) >= QUOTED * (run.end - run.start))
    const size = quoted.reduce((sum, run) => sum + run.characters, 0)
    if (size >= QUOTED * characters) return 'quoted-thread'
  }
  return undefined
}

/** Whether a run stands in a link. Links of a part are in its order. */
function isInLink({ source, start }: BodyRun, { links }: Body): boolean {
  let from = 0
  for (let to = links.length; from < to; ) {
    const middle = (from + to) >>> 1
    const link = links[middle]
    if (link.source.part < source.part || (link.source === source && link.start <= start)) from = middle + 1
    else to = middle
  }
  const link = links[from - 1]
  return link !== undefined && link.source === source && start < link.end
}

/** Whether it answers another. What a forward holds is not from an earlier thread, and some programs name a message of their own in References. */
function isAnswer({ header, subject }: Message): boolean {
  return header.first('in-reply-to') !== undefined && !FORWARD.test(subject.text)
}

/** What mail programs put before the subject of what they forward: in English, and in German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Finnish, Polish and Chinese. */
const FORWARD = /^\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vb|vl|pd|转发|轉寄)\s*[:：]/i

/** Elements that layouts hide. */
const BOXES = new Set(
  'div span p td th tr table tbody section article header footer main nav aside a font center li ul ol h1 h2 h3 h4 h5 h6 img b strong label input details summary object video button body i em small select option hr sup sub rp'.split(
    ' ',
  ),
)

/** Name of the element that hides the run. */
function tagOf({ source, root }: BodyRun): string {
  if (root < 0) return ''
  return (
    /^<([a-z][\w:-]*)/i
      .exec(source.outline.slice(root, Math.min(source.outline.length, root + 30)))?.[1]
      .toLowerCase() ?? ''
  )
}
