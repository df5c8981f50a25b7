/** Message identifiers (RFC 5322 3.6.4) of Message-ID, In-Reply-To and References. */
import { decodeHeaderText } from '../mime/encoded-word.ts'
import { closingEnd, isSpace, type Problem, quotedEnd, skipSpace, unfold } from '../mime/scan.ts'

export interface MessageId {
  /** Without angle brackets; folds inside it are taken away, other white space is kept. */
  id: string
  /** Before the last `@`; the whole where there is none. */
  left: string
  /** After the last `@`, lower case; empty where there is none. */
  right: string
  /** Brackets included. */
  start: number
  end: number
}

export interface MessageIds {
  ids: MessageId[]
  problems: Problem[]
}

const MAX_IDS = 1000
const MAX_PROBLEMS = 20

/**
 * Reads all identifiers of a field. Where none has angle brackets, a word that stands alone is taken for one, and
 * several if all hold an `@`; words beside bracketed identifiers (the phrases of RFC 822) are not.
 */
export function parseMessageIds(raw: string): MessageIds {
  const ids: MessageId[] = []
  const problems: Problem[] = []
  const bare: { start: number; end: number }[] = []
  let unclosedComment = false
  let at = skipSpace(raw, 0)
  for (; at < raw.length; at = skipSpace(raw, at)) {
    if (ids.length === MAX_IDS) {
      report(problems, 'more identifiers than are read', at, raw.length)
      break
    }
    const code = raw.charCodeAt(at)
    if (code === 0x28 && !unclosedComment) {
      const close = closingEnd(raw, at)
      if (close > 0) {
        at = close
        continue
      }
      unclosedComment = true
    }
    const start = at
    if (code === 0x3c) {
      const end = bracketEnd(raw, at)
      const closed = end < raw.length && raw.charCodeAt(end) === 0x3e
      if (!closed) report(problems, 'an identifier without closing bracket', start, end)
      at = closed ? end + 1 : end
      add(raw, start + 1, end, start, at, ids, problems)
      continue
    }
    while (at < raw.length && raw.charCodeAt(at) !== 0x3c && !isSpace(raw.charCodeAt(at))) at++
    if (bare.length <= MAX_IDS) bare.push({ start, end: at })
  }
  if (ids.length > 0) {
    if (bare.length > 0) report(problems, 'text beside the identifiers', bare[0].start, bare[0].end)
    return { ids, problems }
  }
  // several words are identifiers only if all of them look like one: "joe@example.org's message of Monday" is a phrase
  if (bare.length > 1 && !bare.every(({ start, end }) => raw.slice(start, end).includes('@'))) bare.length = 0
  for (const { start, end } of bare) {
    if (ids.length === MAX_IDS) break
    let last = end
    if (last - start > 1 && (raw.charCodeAt(last - 1) === 0x3e || raw.charCodeAt(last - 1) === 0x2c)) last--
    report(problems, 'an identifier without angle brackets', start, end)
    add(raw, start, last, start, end, ids, problems)
  }
  if (ids.length === 0) report(problems, 'no identifier', 0, raw.length)
  return { ids, problems }
}

/** Index of the bracket that closes the one at `at`; where there is none, of the next opening one, or the length. */
function bracketEnd(raw: string, at: number): number {
  let i = at + 1
  // obs-id-left may be a quoted string, and only that may hold a bracket
  if (raw.charCodeAt(i) === 0x22) {
    const close = quotedEnd(raw, i)
    if (raw.charCodeAt(close) === 0x40) i = close
  }
  for (; i < raw.length; i++) {
    const code = raw.charCodeAt(i)
    if (code === 0x3e) return i
    if (code === 0x3c) break
  }
  while (i > at + 1 && isSpace(raw.charCodeAt(i - 1))) i--
  return i
}

function add(
  raw: string,
  from: number,
  to: number,
  start: number,
  end: number,
  ids: MessageId[],
  problems: Problem[],
): void {
  let first = skipSpace(raw, from)
  if (first > to) first = to
  while (to > first && isSpace(raw.charCodeAt(to - 1))) to--
  if (first === to) {
    report(problems, 'an empty identifier', start, end)
    return
  }
  let id = raw.slice(first, to)
  let spaced = first !== from
  for (let i = 0; i < id.length && !spaced; i++) spaced = isSpace(id.charCodeAt(i))
  if (spaced) {
    report(problems, 'white space in an identifier', first, to)
    id = withoutFolds(id)
  }
  id = decodeHeaderText(id)
  const at = id.lastIndexOf('@')
  if (at < 0) report(problems, 'an identifier without @', first, to)
  else if (id.charCodeAt(0) !== 0x22 && id.indexOf('@') !== at)
    report(problems, 'an identifier with more than one @', first, to)
  ids.push({
    id,
    left: at < 0 ? id : id.slice(0, at),
    right: at < 0 ? '' : id.slice(at + 1).toLowerCase(),
    start,
    end,
  })
}

/** Takes away every run of white space that holds a line end. */
function withoutFolds(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (!isSpace(text.charCodeAt(i))) continue
    const end = skipSpace(text, i)
    const run = text.slice(i, end)
    if (run.includes('\n') || run.includes('\r')) {
      out += text.slice(from, i)
      from = end
    }
    i = end - 1
  }
  return unfold(out + text.slice(from))
}

function report(problems: Problem[], message: string, start: number, end: number): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ message, start, end })
}
