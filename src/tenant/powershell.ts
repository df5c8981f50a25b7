/**
 * One PowerShell command and its parameters, as text. Nothing is evaluated: variables, sub-expressions and script blocks stay as
 * written.
 */
import type { Parameters } from './transport-rule.ts'

export interface Command {
  /** As written. */
  name: string
  /** A switch is `True`, a list is joined by `;`. */
  parameters: Parameters
  /** After its last parameter. */
  end: number
  /** Whether it takes parameters out of a variable (`@name`). */
  splatted: boolean
}

/** PowerShell takes the quotation marks of word processors for its own. */
const SINGLE = "'\u2018\u2019\u201a\u201b"
const DOUBLE = '"\u201c\u201d\u201e'
const DASHES = '-\u2013\u2014\u2015'
const OPENERS: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' }
/** What ends a command. */
const ENDS = '\n;|)}&'
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' }

interface Cursor {
  text: string
  at: number
}

/** The command that begins at `at`. */
export function readCommand(text: string, at = 0): Command {
  const cursor = { text, at }
  const name = readBare(cursor, at)
  const parameters: Parameters = Object.create(null)
  let splatted = false
  let last: string | undefined
  let end = cursor.at
  for (;;) {
    skipBlank(cursor)
    if (atEnd(cursor)) break
    const before = cursor.at
    const parameter = readName(cursor)
    if (parameter !== undefined) {
      last = parameter
      set(parameters, last, 'True')
    } else if (isSplat(cursor)) {
      splatted = true
      cursor.at++
      readBare(cursor, cursor.at)
      last = undefined
    } else {
      // a body: it is a function of that name that begins here
      if (last === undefined && text[cursor.at] === '{') break
      const value = readList(cursor)
      // the first argument without a name is what the cmdlet makes or changes
      const key = last ?? (/^new-/i.test(name) ? 'name' : 'identity')
      if (last !== undefined || !(key in parameters)) set(parameters, key, value)
      last = undefined
    }
    if (cursor.at <= before) cursor.at = before + 1
    end = cursor.at
  }
  return { name, parameters, end, splatted }
}

function set(parameters: Parameters, name: string, value: string): void {
  parameters[name] = value
}

/** A line end ends a command, one after a backtick does not. */
function skipBlank(cursor: Cursor): void {
  const { text } = cursor
  while (cursor.at < text.length) {
    const { at } = cursor
    const char = text[at]
    if (' \t\r\xa0'.includes(char)) cursor.at++
    else if (char === '`' && /^\r?\n/.test(text.slice(at + 1, at + 3))) cursor.at = lineEnd(text, at) + 1
    else if (char === '<' && text[at + 1] === '#') {
      const close = text.indexOf('#>', at + 2)
      cursor.at = close < 0 ? text.length : close + 2
    } else {
      if (char === '#') cursor.at = lineEnd(text, at)
      return
    }
  }
}

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed < 0 ? text.length : feed
}

function atEnd({ text, at }: Cursor): boolean {
  return at >= text.length || ENDS.includes(text[at])
}

/** `-Name` or `-Name:`, in lower case. A dash before a digit is a sign. */
function readName(cursor: Cursor): string | undefined {
  const { text, at } = cursor
  if (!DASHES.includes(text[at]) || !isNameCode(text.charCodeAt(at + 1), true)) return undefined
  let end = at + 1
  while (isNameCode(text.charCodeAt(end), false)) end++
  cursor.at = text[end] === ':' ? end + 1 : end
  return text.slice(at + 1, end).toLowerCase()
}

function isNameCode(code: number, first: boolean): boolean {
  const lower = code | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || (!first && code >= 0x30 && code <= 0x39)
}

function isSplat({ text, at }: Cursor): boolean {
  return text[at] === '@' && isNameCode(text.charCodeAt(at + 1), true)
}

/** Values with commas between them, in parentheses or not. */
function readList(cursor: Cursor): string {
  const values: string[] = []
  for (;;) {
    values.push(...readValue(cursor))
    const before = cursor.at
    skipBlank(cursor)
    if (cursor.text[cursor.at] !== ',') {
      cursor.at = before
      return values.join(';')
    }
    cursor.at++
    skipLines(cursor)
    if (atEnd(cursor)) return values.join(';')
  }
}

/** Blanks and line ends, which end nothing after a comma and inside parentheses. */
function skipLines(cursor: Cursor): void {
  for (;;) {
    skipBlank(cursor)
    if (cursor.text[cursor.at] !== '\n') return
    cursor.at++
  }
}

function readValue(cursor: Cursor): string[] {
  const { text, at } = cursor
  const char = text[at]
  if (char === '@' && (SINGLE + DOUBLE).includes(text[at + 1])) {
    const here = readHereString(cursor)
    if (here !== undefined) return [here]
  }
  if (SINGLE.includes(char)) return [readSingle(cursor)]
  if (DOUBLE.includes(char)) return [readDouble(cursor)]
  if (char === '(' || (char === '@' && text[at + 1] === '(')) {
    const list = readParenthesised(cursor)
    if (list !== undefined) return list
    cursor.at = at
  }
  return [readBare(cursor, at)]
}

/** `(…)` or `@(…)` that holds quoted texts and plain words only; undefined for anything that would have to be evaluated. */
function readParenthesised(cursor: Cursor): string[] | undefined {
  const { text } = cursor
  const values: string[] = []
  cursor.at += text[cursor.at] === '@' ? 2 : 1
  for (;;) {
    skipLines(cursor)
    const char = text[cursor.at]
    if (char === undefined) return undefined
    if (char === ')') {
      cursor.at++
      return values
    }
    if (char === ',') {
      cursor.at++
      continue
    }
    if (SINGLE.includes(char)) values.push(readSingle(cursor))
    else if (DOUBLE.includes(char)) values.push(readDouble(cursor))
    else {
      const word = /^[\w.*/:@+-]+/.exec(text.slice(cursor.at, cursor.at + 320))?.[0]
      if (word === undefined) return undefined
      cursor.at += word.length
      values.push(word)
    }
    skipBlank(cursor)
    // a word after a word makes a command of both
    if (!',)\n'.includes(text[cursor.at] ?? ' ')) return undefined
  }
}

function readSingle(cursor: Cursor): string {
  const { text } = cursor
  let value = ''
  let from = ++cursor.at
  for (; cursor.at < text.length; cursor.at++) {
    if (!SINGLE.includes(text[cursor.at])) continue
    value += text.slice(from, cursor.at)
    if (cursor.at + 1 >= text.length || !SINGLE.includes(text[cursor.at + 1])) {
      cursor.at++
      return value
    }
    value += "'"
    from = ++cursor.at + 1
  }
  return value + text.slice(from)
}

function readDouble(cursor: Cursor): string {
  const { text } = cursor
  let value = ''
  for (cursor.at++; cursor.at < text.length; cursor.at++) {
    const char = text[cursor.at]
    if (char === '`' && cursor.at + 1 < text.length) {
      const escaped = text[++cursor.at]
      value += ESCAPES[escaped] ?? escaped
    } else if (!DOUBLE.includes(char)) value += char
    else if (cursor.at + 1 < text.length && DOUBLE.includes(text[cursor.at + 1])) {
      value += '"'
      cursor.at++
    } else {
      cursor.at++
      return value
    }
  }
  return value
}

/** `@'`, lines, `'@` at the start of a line. */
function readHereString(cursor: Cursor): string | undefined {
  const { text, at } = cursor
  const first = lineEnd(text, at)
  if (first >= text.length || text.slice(at + 2, first).trim() !== '') return undefined
  const close = text.indexOf(`\n${text[at + 1]}@`, first)
  cursor.at = close < 0 ? text.length : close + 3
  return text.slice(first + 1, close < 0 ? text.length : Math.max(first + 1, close)).replace(/\r$/, '')
}

/** A word as it stands, brackets and the quoted texts inside them with it. */
function readBare(cursor: Cursor, start: number): string {
  const { text } = cursor
  const open: string[] = []
  while (cursor.at < text.length) {
    const char = text[cursor.at]
    if (open.length === 0 && (' \t\r,'.includes(char) || ENDS.includes(char))) break
    if (open.length > 0 && SINGLE.includes(char)) {
      readSingle(cursor)
      continue
    }
    if (open.length > 0 && DOUBLE.includes(char)) {
      readDouble(cursor)
      continue
    }
    if (char in OPENERS) open.push(OPENERS[char])
    else if (char === open.at(-1)) open.pop()
    else if (char === '`') cursor.at++
    cursor.at++
  }
  cursor.at = Math.min(cursor.at, text.length)
  return text.slice(start, cursor.at)
}
