import { rangeOf } from '../../../body/body.ts'
import type { Stretch } from '../../../body/markup.ts'
import { meansOf, type Place, stretchText, type Unread } from '../../../body/unread.ts'
import { readTokens, type UnreadText } from '../../../text/unread-text.ts'
import { type Check, type Places, places } from '../../check.ts'

/** Strings that no language and no name looks like, where nobody reads them: they make each copy another (detections H14). */
export const check: Check = {
  meta: {
    id: 'filler/random-tokens',
    title: 'Random strings stand where nobody reads them',
    question: 'hiddenFiller',
    severity: 'high',
    evidenceGroup: 'random-tokens',
    reads: 'body',
    cells: ['odd', 'hidden', 'title', 'below', 'after'],
  },
  run({ unread }, reporter) {
    for (const { where, cells, text, read, evidence } of tokensOf(unread)) {
      if (read.tokenCharacters === 0) continue
      const isNamed =
        LABELLED.test(text) ||
        (read.tokens.length <= REFERENCES && read.tokens.every((token) => isReference(token, unread)))
      if (isNamed) {
        reporter.dismiss({
          reason: 'reference',
          summary: `the random string ${where} is a reference: it stands behind its name`,
          evidence,
        })
        continue
      }
      reporter.find({
        cells,
        amount: read.tokenCharacters,
        summary: `${read.tokenCharacters} characters of ${read.tokens.length === 1 ? 'a random string' : `${read.tokens.length} random strings`} stand ${where}`,
        evidence,
        data: { characters: read.tokenCharacters, tokens: read.tokens.length },
      })
    }
  },
}

/** A name, one string and nothing else, as help desks find a case by. */
const LABELLED = /^[\s([{<]*[a-z][\w -]{0,19}[:=#]{1,2}\s?\S{6,60}\s*$/i
/** More random strings are not to find a message by. */
const REFERENCES = 4

interface Found {
  where: string
  cells: string[]
  text: string
  read: Pick<UnreadText, 'tokens' | 'tokenCharacters'>
  evidence: Places
}

/** Means that honest mail does not have borrow from those that it has. */
function cellsOf(technique: string, place: Place): string[] {
  const means = meansOf(technique)
  return means === 'odd'
    ? [`odd-${place}`, 'odd', technique, 'hidden']
    : means === 'ordinary'
      ? [`ordinary-${place}`, 'ordinary', 'hidden']
      : [`ground-${place}`, 'ground']
}

function tokensOf(unread: Unread): Found[] {
  const found: Found[] = unread.styled.map(({ technique, place, text, read, runs }) => ({
    where: `in hidden text (${technique})`,
    cells: cellsOf(technique, place),
    text,
    read,
    evidence: places(runs, rangeOf),
  }))
  const add = (where: string, cell: string, stretches: readonly Stretch[]): void => {
    if (stretches.length === 0) return
    const text = stretchText(stretches)
    const read = readTokens(text, unread.seen)
    if (read.tokenCharacters > 0)
      found.push({ where, cells: [cell], text, read, evidence: places(stretches, rangeOf) })
  }
  for (const { raw } of unread.markup) {
    add(
      'in the title',
      'title',
      raw.filter(({ name }) => name === 'title'),
    )
  }
  const { pushed, after } = unread.below
  for (const [where, cell, { runs, text }] of [
    ['far below what is seen', 'below', pushed],
    ['behind the end of the document', 'after', after],
  ] as const)
    if (runs.length > 0) {
      const read = unread.read(text, cell === 'after' ? unread.seenBefore : undefined)
      found.push({ where, cells: [cell], text, read, evidence: places(runs, rangeOf) })
    }
  return found
}

/** Whether a comment or what is seen says what the string is of, as in `reply_id: 3510vkDeprz941iBQynb`. */
function isReference(token: string, { body }: Unread): boolean {
  const texts = body.runs.filter(({ technique }) => technique === 'comment').map(({ value }) => value)
  return [...texts, body.visibleText].some((text) => isLabelled(text, token))
}

/** Whether the key stands somewhere in the text behind a name and a colon or an equals sign. */
function isLabelled(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length))
    if (NAME.test(text.slice(Math.max(0, at - 5), at)) && !/^[\da-z]/i.test(text.charAt(at + key.length)))
      return true
  return false
}

const NAME = /[\p{L}\d]["']?\s?[:=]\s?["']?$/u
