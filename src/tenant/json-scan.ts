/** Where an object of JSON ends. Brackets and quotation marks alone are looked at. */
import type { TenantLimits } from './limits.ts'
import { codeAt, isBlank, type SourceText, skipBlanks } from './source-text.ts'

export const QUOTE = 0x22
const BACKSLASH = 0x5c
export const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
export const OPEN_BRACKET = 0x5b
export const CLOSE_BRACKET = 0x5d
const COLON = 0x3a
export const COMMA = 0x2c

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
/** What may stand outside of quoted texts beside brackets, colon and comma: numbers, `true`, `false`, `null`. */
const LITERAL = new Set([...'-+.0123456789truefalsnE'].map((char) => char.charCodeAt(0)))

const MISSING = 'a bracket is missing'
const CUT = 'no end: the file is cut off or a bracket is missing'

export interface Scan {
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
export function stringEnd(text: SourceText, start: number, end: number): number {
  const close = closeOf(text, start, end)
  return close < end && codeAt(text, close) === QUOTE ? close + text.width : close
}

/** From the brace at `start` to the one that closes it, or to where it can no longer be JSON. */
export function scanObject(
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
        return { end: at, broken: MISSING, next: code === OPEN_BRACE, held }
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
        if (from === 0) return { end: at, broken: MISSING, next: isClosed(text, at + width), held }
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

/** Whether what comes after a bracket lets it be the end of a list. */
function isClosed(text: SourceText, at: number): boolean {
  const next = skipBlanks(text, at)
  return (
    next >= text.end ||
    [COMMA, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET].includes(codeAt(text, next))
  )
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
