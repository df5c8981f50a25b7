/** What of a style sheet is text: comments, and what stands where a selector or a declaration should and is neither. */
import type { Outline } from '../mime/outline.ts'

export interface StyleText {
  /** What is neither a rule, an at-rule nor a comment. */
  outside: string
  comments: string
}

/** How a declaration begins, or a statement of a program that was left in a sheet. */
const DECLARATION = /^[*_-]*[a-z][\w-]*\s*[:(]/i
/** What selectors have that words have not. */
const SELECTOR_MARK = /[.#[:>@*~+=()]|^\d+%$/
/** Elements that rules of mail are for. */
const ELEMENTS = new Set(
  (
    'html body div span applet object iframe h1 h2 h3 h4 h5 h6 p blockquote pre a abbr acronym address big cite code del dfn em font img ins kbd q s samp small ' +
    'strike strong sub sup tt var dl dt dd ol ul li fieldset form label legend table caption tbody tfoot thead tr th td b i u center hr br input button select ' +
    'option textarea figure figcaption article aside header footer nav section main details summary video audio canvas embed menu output ruby mark time hgroup ' +
    'svg path picture source template dialog col colgroup title meta from to nobr'
  ).split(' '),
)
/** Code units; shorter pieces are names of elements and slips. */
const LEAST = 12
/** Code units of either that are gathered. */
const MOST = 8000
/** Code units of a declaration on average, from which on it is asked whether it is one. */
const LONG = 100

const OPEN = 0x7b
const CLOSE = 0x7d
const SLASH = 0x2f
const STAR = 0x2a
const COLON = 0x3a
const SEMICOLON = 0x3b

/** By byte: what selectors have that words have not. */
const MARKS = new Uint8Array(256)
for (const mark of '.#[>@*:') MARKS[mark.charCodeAt(0)] = 1

/** Reads `start..end` of a text, the content of a style element. Linear: of most rules no string is made. */
export function styleText(outline: Outline, start: number, end: number): StyleText {
  const { bytes } = outline
  let outside = ''
  let comments = ''
  let from = start
  let marks = 0
  let colons = 0
  let semicolons = 0
  let words = 0
  let comment = -1
  let gap = true
  const piece = (at: number, code: number): void => {
    const isPlain =
      code === OPEN
        ? marks > 0 && words <= 2 * marks + 1
        : colons > 0 && colons >= semicolons && at - from < LONG * colons
    if (at - from > LEAST && words > 0 && !isPlain && outside.length < MOST) {
      const text = withoutComments(outline.slice(from, Math.min(at, from + MOST))).trim()
      if (text !== '' && (code === OPEN ? !isSelector(text) : !isDeclarations(text, code === 0)))
        outside += `${text}\n`
    }
    from = at + 1
    marks = colons = semicolons = words = 0
    gap = true
  }
  for (let at = start; at < end; at++) {
    const code = bytes[at]
    if (comment >= 0) {
      if (code === SLASH && bytes[at - 1] === STAR && at > comment + 2) {
        if (comments.length < MOST)
          comments += `${outline.slice(comment + 2, Math.min(at - 1, comment + MOST))}\n`
        comment = -1
      }
      continue
    }
    if (code === SLASH && bytes[at + 1] === STAR && closes(bytes, at + 2, end)) comment = at
    else if (code === OPEN || code === CLOSE) piece(at, code)
    else if (code <= 0x20) gap = true
    else {
      if (gap) words++
      gap = false
      marks += MARKS[code]
      if (code === COLON) colons++
      else if (code === SEMICOLON) semicolons++
    }
  }
  piece(end, 0)
  return { outside, comments }
}

/** Whether a comment that begins before `from` has an end: one that has none is none, and then no later one has. */
function closes(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at + 1 < end; at++) if (bytes[at] === STAR && bytes[at + 1] === SLASH) return true
  return false
}

function withoutComments(text: string): string {
  let out = ''
  for (let at = 0; ; ) {
    const open = text.indexOf('/*', at)
    const close = open < 0 ? -1 : text.indexOf('*/', open + 2)
    if (close < 0) return (out + text.slice(at)).replaceAll('<!--', ' ').replaceAll('-->', ' ')
    out += `${text.slice(at, open)} `
    at = close + 2
  }
}

/** Tests of attributes as a dot: they hold words. */
function withoutBrackets(piece: string): string {
  let out = ''
  for (let at = 0; ; ) {
    const open = piece.indexOf('[', at)
    const close = open < 0 ? -1 : piece.indexOf(']', open)
    if (close < 0) return out + piece.slice(at)
    out += `${piece.slice(at, open)}.`
    at = close + 1
  }
}

function isSelector(piece: string): boolean {
  if (piece.includes('@') || piece.length < LEAST) return true
  const bare = withoutBrackets(piece)
  const last = bare.split(';').at(-1)!
  const before = bare.slice(0, bare.lastIndexOf(';') + 1)
  if (before !== '' && !isDeclarations(before, false)) return false
  let named = 0
  let others = 0
  for (const part of last.split(/[\s,]+/)) {
    if (part === '') continue
    if (SELECTOR_MARK.test(part) || ELEMENTS.has(part.toLowerCase())) named++
    else others++
  }
  return named >= others
}

function isDeclarations(piece: string, atEnd: boolean): boolean {
  if (piece.length < LEAST) return !atEnd || piece.length < 4
  let declared = 0
  let others = 0
  for (const one of piece.split(';')) {
    const text = one.trim()
    if (text === '') continue
    if (DECLARATION.test(text) || text.startsWith('@')) declared += text.length
    else others += text.length
  }
  return declared >= others
}
