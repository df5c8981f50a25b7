/**
 * Where each record of a JSON file is. Brackets and quotation marks alone are looked at, so that a broken record costs itself
 * and no other, and so that one record at a time is in memory.
 */
import type { TenantLimits } from './limits.ts'
import { codeAt, isBlank, type SourceText, skipBlanks, startsWith } from './source-text.ts'

export interface JsonPiece {
  start: number
  end: number
  /** Why this is no record. */
  reason?: string
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COLON = 0x3a
const COMMA = 0x2c

/** Members of an object that hold records: of Graph and PowerShell, of Azure Monitor, of ScubaGear. */
const HOLDERS: ReadonlySet<string> = new Set([
  'value',
  'records',
  'transport_rule',
  'inbound_connectors',
  'risky_applications',
  'risky_third_party_service_principals',
])
/** The member in which ScubaGear puts an object with such members. */
const HOLDER_OF_HOLDERS = 'Raw'
const LONGEST_HOLDER = Math.max(...[...HOLDERS].map((name) => name.length))
/** Objects that hold records, one in another. */
const MOST_HELD = 4
/** How often one file may be read again from inside of a record that has no end. */
const RETRIES = 8
/** Code units of the first name of a record by which others that begin alike are known. */
const LONGEST_NAME = 64
/** What may stand outside of quoted texts beside brackets, colon and comma: numbers, `true`, `false`, `null`. */
const LITERAL = new Set([...'-+.0123456789truefalsnE'].map((char) => char.charCodeAt(0)))

const CUT = 'no end: the file is cut off or a bracket is missing'
const NOT_JSON = 'not JSON'

interface Scan {
  end: number
  /** Why the object is broken at `end`. */
  broken?: string
  /** Whether the next record begins at `end`. */
  next?: boolean
  /** Why a whole object is no record. */
  reason?: string
  /** Members that hold records. */
  held: { start: number; end: number }[]
}

/** Records from `text.start` on: of a list, of lines, of an object that holds a list, or single. */
export function* jsonRecords(text: SourceText, limits: TenantLimits): Generator<JsonPiece> {
  yield* recordsBetween(text, text.start, text.end, limits, { retries: RETRIES }, 0)
}

function* recordsBetween(
  text: SourceText,
  start: number,
  end: number,
  limits: TenantLimits,
  budget: { retries: number },
  level: number,
): Generator<JsonPiece> {
  const { width } = text
  let at = start
  let junk = -1
  while (at < end) {
    const code = codeAt(text, at)
    const isString = code === QUOTE && startsWith(text, at + width, '{')
    if (junk >= 0 && (code === OPEN_BRACE || code === OPEN_BRACKET || isString)) {
      yield { start: junk, end: at, reason: NOT_JSON }
      junk = -1
    }
    if (code === OPEN_BRACE) {
      const scan = scanObject(text, at, end, limits, level < MOST_HELD)
      if (scan.held.length > 0) {
        // what follows a list that is broken cannot be told from what is in it
        const held = scan.broken === undefined ? scan.held : [{ start: scan.held[0].start, end }]
        for (const inner of held)
          yield* recordsBetween(text, inner.start, inner.end, limits, budget, level + 1)
        at = scan.broken === undefined ? scan.end : end
        continue
      }
      if (scan.broken === undefined) {
        yield { start: at, end: scan.end, reason: scan.reason }
        at = scan.end
        continue
      }
      const again = scan.next ? scan.end : resume(text, at, scan, end, budget)
      yield { start: at, end: again, reason: scan.broken }
      at = again
    } else if (isString) {
      const close = stringEnd(text, at, end)
      yield { start: at, end: close }
      at = close
    } else if (code === OPEN_BRACKET || code === CLOSE_BRACKET || code === COMMA || isBlank(code)) at += width
    else if (startsWith(text, at, 'null')) at += 4 * width
    else {
      if (junk < 0) junk = at
      at = code === QUOTE ? stringEnd(text, at, end) : at + width
    }
  }
  if (junk >= 0) yield { start: junk, end, reason: NOT_JSON }
}

/** Of the quoted text that begins at `start`: its closing quotation mark, or a line end, which no text of JSON has in it. */
function closeOf(text: SourceText, start: number, end: number): number {
  const { width } = text
  let at = start + width
  while (at < end) {
    const code = codeAt(text, at)
    if (code === QUOTE || code === 0x0a || code === 0x0d) return at
    at += code === BACKSLASH ? 2 * width : width
  }
  return end
}

/** After it. */
function stringEnd(text: SourceText, start: number, end: number): number {
  const close = closeOf(text, start, end)
  return close < end && codeAt(text, close) === QUOTE ? close + text.width : close
}

/** From the brace at `start` to the one that closes it, or to where it can no longer be JSON. */
function scanObject(
  text: SourceText,
  start: number,
  end: number,
  limits: TenantLimits,
  holds: boolean,
): Scan {
  const { width } = text
  const stack = new Uint8Array(limits.depth + 1)
  const held: Scan['held'] = []
  let depth = 0
  /** Depth beyond the limit. */
  let beyond = 0
  let reason: string | undefined
  let previous = 0
  let key: string | undefined
  let keyStart = 0
  let at = start
  while (at < end) {
    const code = codeAt(text, at)
    if (held.length === 0 && at - start > limits.recordBytes)
      return { end: at, broken: `more than ${limits.recordBytes} bytes (limit recordBytes)`, held }
    if (code === QUOTE) {
      keyStart = at + width
      at = closeOf(text, at, end)
      if (at >= end) break
      if (codeAt(text, at) !== QUOTE) return { end: at, broken: 'a line end inside a quoted text', held }
      at += width
      previous = QUOTE
      continue
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (beyond === 0 && depth > 0 && stack[depth - 1] === OPEN_BRACE && previous !== COLON)
        return { end: at, broken: 'a bracket is missing', next: code === OPEN_BRACE, held }
      if (depth >= limits.depth) {
        beyond++
        reason = `nested deeper than ${limits.depth} (limit depth)`
      } else {
        if (depth === 1 && key !== undefined && (code === OPEN_BRACE) === (key === HOLDER_OF_HOLDERS))
          held.push({ start: at, end })
        stack[depth++] = code
      }
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      const opener = code - 2
      if (beyond > 0) beyond--
      else {
        let from = depth
        while (from > 0 && stack[from - 1] !== opener) from--
        // a bracket that closes what is around the record
        if (from === 0) return { end: at, broken: 'a bracket is missing', next: true, held }
        depth = from - 1
        const list = held.at(-1)
        if (depth < 2 && list?.end === end) list.end = depth === 1 ? at + width : at
        if (depth === 0) return { end: at + width, reason, held }
      }
    } else if (code === COLON) key = holds && depth === 1 ? holder(text, keyStart, at) : undefined
    else if (code !== COMMA && !isBlank(code) && !LITERAL.has(code))
      return { end: at, broken: 'a character outside of a quoted text', held }
    if (!isBlank(code)) previous = code
    at += width
  }
  return { end, broken: CUT, held }
}

/** The name of a member, where it is one that holds records. */
function holder(text: SourceText, start: number, colon: number): string | undefined {
  const { width } = text
  let name = ''
  for (let at = start; at < colon && name.length <= LONGEST_HOLDER; at += width) {
    const code = codeAt(text, at)
    if (code === QUOTE) return HOLDERS.has(name) || name === HOLDER_OF_HOLDERS ? name : undefined
    name += String.fromCharCode(code)
  }
  return undefined
}

/** Where reading goes on after a broken record: at what begins as it did, or at a brace that begins a line. */
function resume(
  text: SourceText,
  start: number,
  scan: Scan,
  end: number,
  budget: { retries: number },
): number {
  const { width } = text
  const first = skipBlanks(text, start + width)
  const isQuoted = first < end && codeAt(text, first) === QUOTE
  const firstEnd = isQuoted ? stringEnd(text, first, Math.min(end, first + LONGEST_NAME * width)) : first
  // a record without an end may have swallowed others
  const swallowed = scan.broken === CUT || scan.broken!.includes('recordBytes')
  if (swallowed) {
    if (budget.retries === 0) return scan.end
    budget.retries--
  }
  let feed = false
  for (let at = swallowed ? start + width : scan.end; at < end; at += width) {
    const code = codeAt(text, at)
    if (code === OPEN_BRACE && (feed || beginsAlike(text, at, first, firstEnd, end))) return at
    feed = code === 0x0a || code === 0x0d
  }
  return end
}

/** Whether the first name in the object at `at` is that between `first` and `firstEnd`. */
function beginsAlike(text: SourceText, at: number, first: number, firstEnd: number, end: number): boolean {
  const { width } = text
  const name = skipBlanks(text, at + width)
  if (firstEnd <= first || name + firstEnd - first > end) return false
  for (let i = 0; i < firstEnd - first; i += width)
    if (codeAt(text, name + i) !== codeAt(text, first + i)) return false
  return true
}
