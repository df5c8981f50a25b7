import { rangeOf } from '../../../body/body.ts'
import { stretchText } from '../../../body/unread.ts'
import { type Check, places } from '../../check.ts'

/** Text in elements that draw nothing: titles, and those that are opened and never closed, which swallow the rest (detections H15). */
export const check: Check = {
  meta: {
    id: 'filler/raw-elements',
    title: 'Text is stowed in elements that draw nothing',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'raw-elements',
    reads: 'body',
    cells: ['unclosed', 'unshown', 'left-open'],
  },
  run({ unread }, reporter) {
    for (const { raw, unclosed } of unread.markup) {
      for (const element of raw) {
        const { name, closed, start, end } = element
        if (name === 'script' || (closed && (name === 'style' || (name === 'title' && end - start < SHORT))))
          continue
        const text = stretchText([element])
        const read = unread.read(name === 'title' && closed ? withoutTags(text) : text)
        const amount = closed ? read.characters : read.characters + read.tokenCharacters
        if (amount === 0 || (closed && read.kind === 'copy')) continue
        if (
          closed &&
          name === 'title' &&
          amount <= TITLE &&
          read.kind !== 'topic' &&
          read.kind !== 'language'
        )
          continue
        if (closed && name !== 'title' && amount <= LABEL && read.tokens.length === 0) {
          reporter.dismiss({
            reason: 'fallback',
            summary: `${amount} characters stand in a ${name} element, for programs that do not know it`,
            evidence: [rangeOf(element)],
          })
          continue
        }
        const cells = closed
          ? [`${name}-${read.kind}`, ...(name === 'title' ? [] : ['unshown'])]
          : ['unclosed', `unclosed-${name}`]
        reporter.find({
          cells,
          amount,
          summary: closed
            ? `${amount} characters of text stand in a ${name} element`
            : `${amount} characters are swallowed by a ${name} element that is never closed`,
          evidence: [rangeOf(element)],
          data: { element: name, closed, characters: amount },
        })
      }
      for (const name of SWALLOWS) {
        const starts = unclosed.get(name)
        if (starts === undefined) continue
        reporter.find({
          cells: ['left-open'],
          amount: starts.length,
          summary: `${starts.length} ${name} elements are opened and never closed`,
          evidence: places(starts, rangeOf),
          data: { element: name, elements: starts.length },
        })
      }
    }
  },
}

/** Bytes of a title that says too little to be of another matter. */
const SHORT = 48
/** Characters of the longest title of honest mail, of some 760 senders' mails with one. */
const TITLE = 123
/** Characters of what tells of a frame to programs that have none. */
const LABEL = 80
const SWALLOWS = [
  'select',
  'object',
  'noscript',
  'datalist',
  'template',
  'audio',
  'video',
  'svg',
  'canvas',
  'map',
]

/** Tags within tags that are taken out. */
const DEPTH = 6

/** The text of a title without the tags in it, which a program such as a spell checker left there. */
function withoutTags(title: string): string {
  let text = title
  for (let depth = 0; depth < DEPTH && text.includes('<'); depth++)
    text = text.replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
  return text
}
