/**
 * Where each record of a JSON file is, so that a broken record costs itself and no other, and one record at a time is in memory.
 */
import { createRecovery, type Recovery } from './json-recovery.ts'
import { CLOSE_BRACKET, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, scanObject, stringEnd } from './json-scan.ts'
import type { TenantLimits } from './limits.ts'
import { codeAt, decode, isBlank, type SourceText, startsWith } from './source-text.ts'

export interface JsonPiece {
  start: number
  end: number
  value?: unknown
  /** Why there is none. */
  reason?: string
}

/** Objects that hold records, one in another. */
const MOST_HELD = 4
const NOT_JSON = 'not JSON'
const NOT_VALID = 'not valid JSON'

/** Records from `text.start` on: of a list, of lines, of an object that holds a list, or single. */
export function* jsonRecords(text: SourceText, limits: TenantLimits): Generator<JsonPiece> {
  yield* recordsBetween(text, text.start, text.end, limits, createRecovery(text), 0)
}

function* recordsBetween(
  text: SourceText,
  start: number,
  end: number,
  limits: TenantLimits,
  recovery: Recovery,
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
          yield* recordsBetween(text, inner.start, inner.end, limits, recovery, level + 1)
        at = scan.broken === undefined ? scan.end : end
        continue
      }
      const piece = scan.broken ? { reason: scan.broken } : readPiece(text, at, scan, limits)
      if (piece.reason === undefined) recovery.learn(at)
      let again = scan.end
      if (scan.broken && !scan.next) again = recovery.after(at, scan.end, end)
      else if (scan.broken || piece.reason === NOT_VALID) again = recovery.inside(at, scan.end) ?? scan.end
      yield { start: at, end: again, ...piece }
      at = again
    } else if (isString) {
      const close = stringEnd(text, at, end)
      yield { start: at, end: close, ...readPiece(text, at, { end: close }, limits) }
      at = close
    } else if (code === OPEN_BRACKET || code === CLOSE_BRACKET || code === COMMA || isBlank(code)) at += width
    else if (startsWith(text, at, 'null')) at += 4 * width
    else {
      if (junk < 0) junk = at
      at += width
    }
  }
  if (junk >= 0) yield { start: junk, end, reason: NOT_JSON }
}

function readPiece(
  text: SourceText,
  start: number,
  { end, reason }: { end: number; reason?: string },
  { recordBytes }: TenantLimits,
): Pick<JsonPiece, 'value' | 'reason'> {
  if (reason !== undefined) return { reason }
  if (end - start > recordBytes) return { reason: `more than ${recordBytes} bytes (limit recordBytes)` }
  try {
    return { value: JSON.parse(decode(text, start, end)) }
  } catch {
    return { reason: NOT_VALID }
  }
}
