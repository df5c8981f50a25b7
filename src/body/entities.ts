/**
 * Character references (WHATWG HTML 13.2.5.72 to 13.2.5.80). The table is that of `entities`, walked over bytes: most references
 * stand in text that is never a string. Version 9 of it keeps its table to itself.
 */
import { decodeHTML, decodeHTMLAttribute, determineBranch, htmlDecodeTree } from 'entities/decode'

/** What numeric references 0x80 to 0x9f mean: the characters of windows-1252; 0 where it has none. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
]

const NUMBER_SIGN = 0x23
const SEMICOLON = 0x3b
const LAST_CODE_POINT = 0x10ffff

// The first word of a node, as `entities` describes it in internal/bin-trie-flags.ts.

/** The words from a node's first one to the last one of its value: 0 where it has none, 1 where the first one holds it. */
const valueWords = (node: number): number => node >>> 14
/** Of a node with a value: the name ends with a semicolon. Of one without: it holds several characters in a row. */
const FLAG = 0x2000
const VALUE = 0x1fff
/** Of a node that holds a row: how many characters there are, and the first one; two of the others share a word. */
const rowLength = (node: number): number => (node >> 7) & 0x3f
const firstOfRow = (node: number): number => node & 0x7f

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99
}

/**
 * Puts the one or two UTF-16 code units that the reference in text at `codes[at]`, an ampersand, stands for into `units`, with 0
 * for a second one that there is not. Returns the length of the reference; 0 where the ampersand is only text.
 */
export function decodeReference(codes: Uint8Array, at: number, end: number, units: Uint16Array): number {
  if (at + 1 < end && codes[at + 1] === NUMBER_SIGN) return decodeNumeric(codes, at, end, units)
  return decodeNamed(codes, at, end, units)
}

/** The longest name that there is. */
function decodeNamed(codes: Uint8Array, at: number, end: number, units: Uint16Array): number {
  let index = 0
  let found = 0
  let length = 0
  let i = at + 1
  while (i < end) {
    const node = htmlDecodeTree[index]
    if (valueWords(node) === 0 && (node & FLAG) !== 0) {
      if (!isRow(index, codes, i, end)) break
      i += rowLength(node)
      index += 1 + (rowLength(node) >> 1)
    } else {
      index = determineBranch(htmlDecodeTree, node, index + (valueWords(node) || 1), codes[i])
      if (index < 0) break
      i++
    }
    const reached = htmlDecodeTree[index]
    if (valueWords(reached) === 0) continue
    const isClosed = i < end && codes[i] === SEMICOLON
    if (isClosed || (reached & FLAG) === 0) {
      found = index
      length = i - at
    }
    if (isClosed) {
      length++
      break
    }
    if (valueWords(reached) === 1) break
  }
  if (length === 0) return 0
  const node = htmlDecodeTree[found]
  units[0] = valueWords(node) === 1 ? node & VALUE : htmlDecodeTree[found + 1]
  units[1] = valueWords(node) === 3 ? htmlDecodeTree[found + 2] : 0
  return length
}

/** Whether the characters of the node at `index` stand at `codes[at]`. */
function isRow(index: number, codes: Uint8Array, at: number, end: number): boolean {
  const node = htmlDecodeTree[index]
  const length = rowLength(node)
  if (at + length > end || codes[at] !== firstOfRow(node)) return false
  for (let i = 1; i < length; i++) {
    const pair = htmlDecodeTree[index + ((i + 1) >> 1)]
    if (codes[at + i] !== ((i & 1) === 1 ? pair & 0xff : pair >> 8)) return false
  }
  return true
}

function decodeNumeric(codes: Uint8Array, at: number, end: number, units: Uint16Array): number {
  let i = at + 2
  const hexadecimal = i < end && (codes[i] | 0x20) === 0x78
  if (hexadecimal) i++
  const radix = hexadecimal ? 16 : 10
  const from = i
  let code = 0
  for (; i < end; i++) {
    const value = digit(codes[i])
    if (value >= radix) break
    if (code <= LAST_CODE_POINT) code = code * radix + value
  }
  if (i === from) return 0
  if (i < end && codes[i] === SEMICOLON) i++
  if (code >= 0x80 && code <= 0x9f) code = WINDOWS_1252[code - 0x80] || code
  if (code === 0 || code > LAST_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) code = 0xfffd
  units[0] = code > 0xffff ? 0xd7c0 + (code >> 10) : code
  units[1] = code > 0xffff ? 0xdc00 | (code & 0x3ff) : 0
  return i - at
}

/** The text with its references decoded. In an attribute, a name without semicolon before `=`, a letter or a digit is text. */
export function decodeText(text: string, inAttribute = false): string {
  return inAttribute ? decodeHTMLAttribute(text) : decodeHTML(text)
}
