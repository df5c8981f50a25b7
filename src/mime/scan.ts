/**
 * What every reader of a structured header value builds on. A parser takes the raw value of a field as a latin1 string (one code unit a byte, folding
 * kept), so an index into it is a byte offset; CR, LF, TAB and SP are all white space. It never throws: what cannot be
 * read becomes a problem with its place, and the rest of the value stands.
 */

/** A violation inside one field's value; `start..end` index the raw value. */
export interface Problem {
  message: string
  start: number
  end: number
}

const charCodeAt = String.prototype.charCodeAt

/**
 * The code unit at `at`, for loops that see strings of every making: there V8 looks the method up anew for each unit, which takes four times
 * as long as this.
 */
export function codeAt(text: string, at: number): number {
  return charCodeAt.call(text, at)
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a
}

/** Index of the first code unit at or after `at` that is no white space. */
export function skipSpace(text: string, at: number): number {
  const { length } = text
  while (at < length && isSpace(codeAt(text, at))) at++
  return at
}

/** Comments nest no deeper than this; deeper parentheses are read as text (RFC 5322 3.2.2 sets no bound). */
const MAX_COMMENT_DEPTH = 32

/** Whether it makes a comment one that is more than text up to the next closing parenthesis: seldom is there any. */
function isNesting(code: number): boolean {
  return code === 0x28 || code === 0x5c
}

/** The index after the closing parenthesis of the comment that opens at `at`, or -1 where it is never closed. */
export function closingEnd(text: string, at: number): number {
  const close = text.indexOf(')', at)
  if (close < 0) return -1
  let plain = at + 1
  while (plain < close && !isNesting(text.charCodeAt(plain))) plain++
  if (plain === close) return close + 1
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5c) i++
    else if (code === 0x28 && depth < MAX_COMMENT_DEPTH) depth++
    else if (code === 0x29 && --depth === 0) return i + 1
  }
  return -1
}

/**
 * End of the comment that opens at `at` (which must hold a parenthesis): the index after its closing parenthesis, or the
 * length of the text where it is never closed (RFC 5322 3.2.2: comments nest, a backslash quotes).
 */
export function commentEnd(text: string, at: number): number {
  const end = closingEnd(text, at)
  return end < 0 ? text.length : end
}

/** Index of the first code unit at or after `at` that is neither white space nor inside a comment. */
export function skipCfws(text: string, at: number): number {
  for (;;) {
    at = skipSpace(text, at)
    if (text.charCodeAt(at) !== 0x28) return at
    at = commentEnd(text, at)
  }
}

/** The index after the closing quote of the quoted string that opens at `at`, or -1 where it is never closed. */
export function closingQuote(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5c) i++
    else if (code === 0x22) return i + 1
  }
  return -1
}

/** End of the quoted string that opens at `at`: after its closing quote, or the length where it is never closed. */
export function quotedEnd(text: string, at: number): number {
  const end = closingQuote(text, at)
  return end < 0 ? text.length : end
}

/** The content of a quoted string `text[start..end]`, quotes and quoting backslashes taken away, folds joined. */
export function unquote(text: string, start: number, end: number): string {
  let out = ''
  const last = end - 1 > start && text.charCodeAt(end - 1) === 0x22 ? end - 1 : end
  for (let i = start + 1; i < last; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x5c && i + 1 < last) out += text[++i]
    else if (code !== 0x0d && code !== 0x0a) out += text[i]
  }
  return out
}

/** Unfolds: every run of white space that holds a line end becomes one space; the ends are trimmed. */
export function unfold(raw: string): string {
  if (raw.indexOf('\n') < 0 && raw.indexOf('\r') < 0) return trimSpace(raw)
  let out = ''
  let from = 0
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i)
    if (code !== 0x0a && code !== 0x0d) continue
    let start = i
    while (start > from && isSpace(raw.charCodeAt(start - 1))) start--
    const end = skipSpace(raw, i)
    out += `${raw.slice(from, start)} `
    from = end
    i = end - 1
  }
  return trimSpace(out + raw.slice(from))
}

/** Without the white space at its ends; `String.trim` would take away 0xa0 too, which ends UTF-8 sequences. */
function trimSpace(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(codeAt(text, end - 1))) end--
  return text.slice(Math.min(skipSpace(text, 0), end), end)
}

/** Problems of one field that are listed, so that a hostile value cannot make many. */
const MAX_PROBLEMS = 20

/** Lists a problem, within a bound. */
export function addProblem(problems: Problem[], message: string, start: number, end: number): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ message, start, end })
}

/** Whether the comment that opens at `at` is closed. Reads it again only where {@link commentEnd} gave the length. */
export function isCommentClosed(text: string, at: number, end: number): boolean {
  return end < text.length || closingEnd(text, at) >= 0
}

/** The content of a comment `text[start..end]`, parentheses and quoting backslashes taken away, folds joined. */
export function commentText(text: string, start: number, end: number): string {
  const last = end - 1 > start && text.charCodeAt(end - 1) === 0x29 ? end - 1 : end
  let out = ''
  let from = start + 1
  for (let i = from; i < last; i++) {
    const code = text.charCodeAt(i)
    if (code !== 0x5c && code !== 0x0d && code !== 0x0a) continue
    out += text.slice(from, i)
    from = i + 1
    if (code === 0x5c) i++
  }
  return out + text.slice(from, last)
}

/** Whether every code unit is ASCII. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

/** The text with every white space taken away. */
export function withoutSpace(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (!isSpace(text.charCodeAt(i))) continue
    out += text.slice(from, i)
    from = skipSpace(text, i)
    i = from - 1
  }
  return from === 0 ? text : out + text.slice(from)
}

/** An empty object without prototype, for keys that mail chooses. `Object.create(null)` would be slow to fill and to copy. */
export function newRecord(): Record<string, string> {
  return Object.setPrototypeOf({}, null)
}
