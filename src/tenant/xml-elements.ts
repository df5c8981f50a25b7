/**
 * Where each record of an XML file is: elements and their nesting alone are looked at, so that what reads XML is given one record
 * at a time.
 */
import type { TenantLimits } from './limits.ts'
import { codeAt, indexOfCode, isBlank, type SourceText, startsWith } from './source-text.ts'

export interface XmlPiece {
  start: number
  end: number
  /** Why this is no record. */
  reason?: string
}

export interface Tag {
  kind: 'open' | 'close' | 'empty' | 'declaration'
  name: string
  start: number
  end: number
  /** Whether it has the attribute `N`, the name of a property in Clixml. */
  named: boolean
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d
const N = 0x4e
const QUOTES = [0x22, 0x27]
const LONGEST_NAME = 64

/** What is passed over, and how it ends. */
const PASSED: readonly [start: string, end: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

/** The first tag from `at` on. */
export function nextTag(text: SourceText, at: number): Tag | undefined {
  const { width, end } = text
  for (;;) {
    at = indexOfCode(text, LT, at)
    if (at >= end) return undefined
    const passed = PASSED.find(([start]) => startsWith(text, at, start))
    if (passed === undefined) {
      const tag = readTag(text, at)
      if (tag !== undefined) return tag
      at += width
    } else at = afterText(text, at + passed[0].length * width, passed[1])
  }
}

function afterText(text: SourceText, at: number, wanted: string): number {
  const first = wanted.charCodeAt(0)
  for (;;) {
    at = indexOfCode(text, first, at)
    if (at >= text.end) return text.end
    if (startsWith(text, at, wanted)) return at + wanted.length * text.width
    at += text.width
  }
}

function isNameStart(code: number): boolean {
  const lower = code | 0x20
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code >= 0x80
}

/** Undefined where a mark of a tag begins none. */
function readTag(text: SourceText, start: number): Tag | undefined {
  const { width, end } = text
  let at = start + width
  if (startsWith(text, at, '!DOCTYPE'))
    return { kind: 'declaration', name: '', start, end: at + width, named: false }
  const closes = at < end && codeAt(text, at) === SLASH
  if (closes) at += width
  if (at >= end || !isNameStart(codeAt(text, at))) return undefined
  let name = ''
  for (; at < end; at += width) {
    const code = codeAt(text, at)
    if (code === GT || code === SLASH || code === LT || isBlank(code)) break
    if (name.length < LONGEST_NAME) name += String.fromCharCode(code)
  }
  let named = false
  let quote = 0
  let last = 0
  let beforeLast = 0
  for (; at < end; at += width) {
    const code = codeAt(text, at)
    // no value of an attribute may hold the mark of a tag
    if (code === LT) return undefined
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === GT)
      return {
        kind: closes ? 'close' : last === SLASH ? 'empty' : 'open',
        name,
        start,
        end: at + width,
        named,
      }
    else if (QUOTES.includes(code)) quote = code
    else if (code === EQUALS && last === N && isBlank(beforeLast)) named = true
    beforeLast = last
    last = code
  }
  return undefined
}

const MISSING = 'an end tag is missing'

/**
 * Whether an element is a record, by the names of the elements around it, the root first: `anew` where one cannot begin there, so
 * that what is open was not closed.
 */
export type RecordRule = (tag: Tag, around: readonly string[]) => 'record' | 'anew' | undefined

export function* xmlRecords(text: SourceText, limits: TenantLimits, ruleOf: RecordRule): Generator<XmlPiece> {
  const around: string[] = []
  /** Elements deeper than the limit. */
  let beyond = 0
  let record: { start: number; depth: number; reason?: string } | undefined
  for (let tag = nextTag(text, text.start); tag !== undefined; tag = nextTag(text, tag.end)) {
    const { kind, name, start, end } = tag
    if (kind === 'declaration') {
      yield { start, end: text.end, reason: 'a document type definition, not read' }
      return
    }
    if (kind === 'close') {
      if (beyond > 0) {
        beyond--
        continue
      }
      const open = around.lastIndexOf(name)
      if (open < 0) continue
      if (record !== undefined && open < around.length - 1) record.reason ??= MISSING
      around.length = open
      if (record === undefined || open > record.depth) continue
      // the end of what is around the record is no end of it
      yield pieceOf(record, open < record.depth ? start : end, limits)
      record = undefined
      continue
    }
    const is = ruleOf(tag, around)
    if (is !== undefined) {
      if (is === 'anew') {
        if (record !== undefined) yield pieceOf({ ...record, reason: MISSING }, start, limits)
        around.length = Math.min(around.length, 1)
        beyond = 0
      }
      record = kind === 'empty' ? undefined : { start, depth: around.length }
      if (kind === 'empty') yield pieceOf({ start }, end, limits)
    }
    if (kind === 'empty') continue
    if (around.length < limits.depth) around.push(name)
    else {
      beyond++
      if (record !== undefined) record.reason ??= `nested deeper than ${limits.depth} (limit depth)`
    }
  }
  if (record !== undefined) yield pieceOf({ ...record, reason: MISSING }, text.end, limits)
}

function pieceOf(record: { start: number; reason?: string }, end: number, limits: TenantLimits): XmlPiece {
  const { start, reason } = record
  const isLong = end - start > limits.recordBytes
  return { start, end, reason: isLong ? `more than ${limits.recordBytes} bytes (limit recordBytes)` : reason }
}
