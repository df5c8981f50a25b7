/**
 * Content-Type and Content-Disposition: a value and parameters (RFC 2045 5.1, RFC 2183, RFC 2231), with the damage that real mail has. `raw` is a
 * latin1 string, folding kept; places in problems index it.
 */
import { fromLatin1 } from './bytes.ts'
import { decodeCharset } from './charset.ts'
import { type CodedProblem, decodeHeaderText, decodeUnstructured, withoutControls } from './encoded-word.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { commentEnd, isSpace, quotedEnd, skipCfws, skipSpace, unquote } from './scan.ts'
import { HEX } from './transfer.ts'

export interface MediaType {
  /** `main/sub` in lower case; undefined where it cannot be read. */
  type: string | undefined
  /** Both lower case, both empty where {@link type} is undefined. */
  main: string
  sub: string
  /** By lower-case name, the first of duplicates; continuations joined and decoded. */
  params: Map<string, string>
  /** Where parameters that were not read begin in the value. */
  omitted?: number
  problems: CodedProblem[]
}

export interface Disposition {
  /** Lower case, as `inline` or `attachment`; undefined where it cannot be read. */
  disposition: string | undefined
  params: Map<string, string>
  /** Where parameters that were not read begin in the value. */
  omitted?: number
  problems: CodedProblem[]
}

const MAX_PROBLEMS = 20

/** Content-Type, of which `most` parameters are read, continuations counted singly. */
export function parseMediaType(raw: string, most: number = DEFAULT_LIMITS.parameters): MediaType {
  const problems: CodedProblem[] = []
  const wrong = (message: string, start: number, end: number) =>
    report(problems, 'bad-content-type', message, start, end)
  let start = skipCfws(raw, 0)
  if (raw.charCodeAt(start) === 0x22) {
    wrong('media type in quotes', start, quotedEnd(raw, start))
    start++
  }
  let end = tokenEnd(raw, start)
  const main = raw.slice(start, end).toLowerCase()
  let at = skipCfws(raw, end)
  let sub = ''
  if (main !== '' && raw.charCodeAt(at) === 0x2f) {
    const subStart = skipCfws(raw, at + 1)
    end = tokenEnd(raw, subStart)
    sub = raw.slice(subStart, end).toLowerCase()
    at = end
  }
  if (raw.charCodeAt(at) === 0x22 && raw.charCodeAt(start - 1) === 0x22) at++
  if (sub === '') {
    wrong(main === '' ? 'no media type' : 'media type without a subtype', start, Math.max(end, start))
    const semicolon = raw.indexOf(';', at)
    const from = semicolon < 0 ? raw.length : semicolon
    return { type: undefined, main: '', sub: '', ...parseParams(raw, from, most, problems), problems }
  }
  return { type: `${main}/${sub}`, main, sub, ...parseParams(raw, at, most, problems), problems }
}

/** Content-Disposition, of which `most` parameters are read, continuations counted singly. */
export function parseDisposition(raw: string, most: number = DEFAULT_LIMITS.parameters): Disposition {
  const problems: CodedProblem[] = []
  const start = skipCfws(raw, 0)
  const end = tokenEnd(raw, start)
  // a lone `filename=x` is a parameter, not a disposition
  const named = end > start && raw.charCodeAt(skipCfws(raw, end)) !== 0x3d
  if (!named) report(problems, 'bad-parameter', 'no disposition', start, end)
  const read = parseParams(raw, named ? end : start, most, problems)
  return { disposition: named ? raw.slice(start, end).toLowerCase() : undefined, ...read, problems }
}

function report(
  problems: CodedProblem[],
  code: CodedProblem['code'],
  message: string,
  start: number,
  end: number,
): void {
  if (problems.length < MAX_PROBLEMS) problems.push({ code, message, start, end })
}

/** RFC 2045 5.1 `tspecials`. */
const SPECIALS = '()<>@,;:\\"/[]?='
/** 1 for each byte that stands in no token. */
const NO_TOKEN = new Uint8Array(256).fill(1, 0, 0x21)
NO_TOKEN[0x7f] = 1
for (const special of SPECIALS) NO_TOKEN[special.charCodeAt(0)] = 1

function isToken(code: number): boolean {
  return NO_TOKEN[code] !== 1
}

function tokenEnd(raw: string, at: number): number {
  while (at < raw.length && isToken(raw.charCodeAt(at))) at++
  return at
}

/** One `name=value` as written, its name taken apart by RFC 2231. */
interface Piece {
  /** Position of a continuation, or -1 where the parameter is whole. */
  index: number
  /** True where the value is percent-encoded. */
  extended: boolean
  value: string
  start: number
  end: number
}

function parseParams(
  raw: string,
  from: number,
  most: number,
  problems: CodedProblem[],
): { params: Map<string, string>; omitted?: number } {
  let omitted: number | undefined
  const pieces = new Map<string, Piece[]>()
  const wrong = (message: string, start: number, end: number) =>
    report(problems, 'bad-parameter', message, start, end)
  let at = from
  for (let count = 0; ; ) {
    let semicolons = 0
    const before = at
    for (;;) {
      at = skipCfws(raw, at)
      const code = raw.charCodeAt(at)
      if (code === 0x3b) semicolons++
      else if (code !== 0x2c && code !== 0x3a) break
      at++
    }
    if (at >= raw.length) break
    if (semicolons !== 1)
      wrong(semicolons === 0 ? 'no ";" before a parameter' : 'empty parameter', before, at)
    if (count++ === most) {
      wrong(`more than ${most} parameters`, at, raw.length)
      omitted = at
      break
    }
    const start = at
    for (; at < raw.length; at++) {
      const code = raw.charCodeAt(at)
      if (code === 0x3d || code === 0x3b || isSpace(code)) break
    }
    const nameEnd = at
    at = skipCfws(raw, at)
    if (raw[at] !== '=') {
      wrong('parameter without a value', start, nameEnd)
      // `(` alone would stay where it is
      at = Math.max(nameEnd, start + 1)
      continue
    }
    const valueStart = skipCfws(raw, at + 1)
    const value = readValue(raw, valueStart, wrong)
    at = value.next
    if (nameEnd === start) {
      wrong('parameter without a name', start, at)
      continue
    }
    addPiece(pieces, raw.slice(start, nameEnd).toLowerCase(), value.text, start, value.end, problems)
  }
  const params = new Map<string, string>()
  for (const [name, list] of pieces) params.set(name, joined(name, list, problems))
  return omitted === undefined ? { params } : { params, omitted }
}

/** A value, the index after it, and where the next parameter may start. */
function readValue(
  raw: string,
  start: number,
  wrong: (message: string, start: number, end: number) => void,
): { text: string; end: number; next: number } {
  if (raw.charCodeAt(start) === 0x22) {
    const end = quotedEnd(raw, start)
    if (end > start + 1 && raw.charCodeAt(end - 1) === 0x22 && !escaped(raw, end - 1))
      return { text: joinFold(unquote(raw, start, end)), end, next: end }
    const semicolon = raw.indexOf(';', start)
    const stop = semicolon < 0 ? raw.length : semicolon
    wrong('quoted string without its closing quote', start, stop)
    const text = joinFold(unquote(raw, start, trimmedEnd(raw, start, stop)))
    return { text, end: stop, next: stop }
  }
  let end = start
  while (end < raw.length) {
    const code = raw.charCodeAt(end)
    if (code === 0x3b || code === 0x28) break
    // `charset=utf-8 format=flowed`: white space ends the value where another parameter follows it
    if (isSpace(code)) {
      const word = skipSpace(raw, end)
      if (startsParameter(raw, word)) break
      end = word
    } else end++
  }
  const valueEnd = trimmedEnd(raw, start, end)
  const text = raw.slice(start, valueEnd)
  if (text === '') wrong('parameter without a value', start, valueEnd)
  else if (tokenEnd(raw, start) < valueEnd) wrong('value that needs quotes', start, valueEnd)
  return { text: joinFold(text), end: valueEnd, next: raw[end] === '(' ? commentEnd(raw, end) : end }
}

/** Whether the quote at `at` stands behind an odd number of backslashes. */
function escaped(raw: string, at: number): boolean {
  let i = at
  while (raw.charCodeAt(i - 1) === 0x5c) i--
  return ((at - i) & 1) === 1
}

function trimmedEnd(raw: string, start: number, end: number): number {
  while (end > start && isSpace(raw.charCodeAt(end - 1))) end--
  return end
}

/** Whether `token=` stands at `at`. */
function startsParameter(raw: string, at: number): boolean {
  const end = tokenEnd(raw, at)
  return end > at && raw[end] === '='
}

function joinFold(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replaceAll(/[\r\n]/g, '') : text
}

/** Splits `name*3*` (RFC 2231 3, 4) and files the value under `name`. */
function addPiece(
  pieces: Map<string, Piece[]>,
  written: string,
  value: string,
  start: number,
  end: number,
  problems: CodedProblem[],
): void {
  let name = written
  const extended = name.endsWith('*') && name.length > 1
  if (extended) name = name.slice(0, -1)
  let index = -1
  const star = name.lastIndexOf('*')
  if (star > 0) {
    const digits = name.slice(star + 1)
    const number = digits.length > 0 && digits.length < 4 ? Number(digits) : Number.NaN
    if (Number.isInteger(number) && number >= 0) {
      index = number
      name = name.slice(0, star)
    } else report(problems, 'bad-parameter', 'continuation without a number', start, end)
  }
  const list = pieces.get(name)
  if (!list) pieces.set(name, [{ index, extended, value, start, end }])
  else if (list.some((piece) => piece.index === index && (index >= 0 || piece.extended === extended)))
    report(problems, 'duplicate-parameter', 'parameter stands more than once', start, end)
  else list.push({ index, extended, value, start, end })
}

/** The value of a parameter: its continuations, else its extended form, else its plain form. */
function joined(name: string, list: Piece[], problems: CodedProblem[]): string {
  const [only] = list
  if (list.length === 1 && only.index < 0)
    return only.extended ? extendedValue(list, problems) : plainValue(name, only, problems)
  const parts = list.filter((piece) => piece.index >= 0).sort((a, b) => a.index - b.index)
  if (parts[0]?.index === 0) {
    let length = 1
    while (length < parts.length && parts[length].index === length) length++
    if (length < parts.length)
      report(problems, 'bad-parameter', 'continuation is missing', parts[length].start, parts[length].end)
    const run = parts.slice(0, length)
    if (run.some((piece) => piece.extended)) return extendedValue(run, problems)
    const value = run.map((piece) => piece.value).join('')
    return plainValue(name, { ...run[0], value, end: run[length - 1].end }, problems)
  }
  if (parts.length > 0)
    report(problems, 'bad-parameter', 'continuations do not start at 0', parts[0].start, parts[0].end)
  const extended = list.find((piece) => piece.index < 0 && piece.extended)
  if (extended) return extendedValue([extended], problems)
  const plain = list.find((piece) => piece.index < 0)
  return plain ? plainValue(name, plain, problems) : extendedValue(parts, problems)
}

/** A boundary is compared with bytes and stays as it is; other values are read as readers show them. */
function plainValue(name: string, piece: Piece, problems: CodedProblem[]): string {
  if (name === 'boundary') return piece.value
  if (!piece.value.includes('=?')) return decodeHeaderText(piece.value)
  const decoded = decodeUnstructured(piece.value)
  if (decoded.text !== piece.value)
    report(problems, 'encoded-word-place', 'encoded word in a parameter', piece.start, piece.end)
  for (const problem of decoded.problems)
    report(problems, problem.code, problem.message, piece.start, piece.end)
  return decoded.text
}

/** Joins pieces as bytes, percent-decodes those that say so, and reads them in the charset that the first one names. */
function extendedValue(pieces: Piece[], problems: CodedProblem[]): string {
  const { start } = pieces[0]
  const { end } = pieces[pieces.length - 1]
  let charset: string | undefined
  let bytes = ''
  for (const [i, piece] of pieces.entries()) {
    let { value } = piece
    if (piece.extended) {
      if (i === 0) {
        const quote = value.indexOf("'")
        const second = quote < 0 ? -1 : value.indexOf("'", quote + 1)
        if (second < 0)
          report(problems, 'bad-parameter', 'extended value without a charset', start, piece.end)
        else {
          charset = value.slice(0, quote)
          value = value.slice(second + 1)
        }
      }
      value = percentDecoded(value, piece, problems)
    }
    bytes += value
  }
  const decoded = decodeCharset(fromLatin1(bytes), charset)
  if (!decoded.known) report(problems, 'unknown-charset', 'unknown charset of a parameter', start, end)
  if (decoded.malformed)
    report(problems, 'bad-charset', 'bytes that do not fit the charset of a parameter', start, end)
  const text = withoutControls(decoded.text)
  if (text !== decoded.text) report(problems, 'bad-parameter', 'CR, LF or NUL inside a parameter', start, end)
  return text
}

function percentDecoded(value: string, piece: Piece, problems: CodedProblem[]): string {
  let out = ''
  let from = 0
  for (let at = value.indexOf('%'); at >= 0; at = value.indexOf('%', at + 1)) {
    const high = HEX[value.charCodeAt(at + 1)]
    const low = HEX[value.charCodeAt(at + 2)]
    if (!(high >= 0 && low >= 0)) {
      report(problems, 'bad-parameter', '"%" without two hexadecimal digits', piece.start, piece.end)
      continue
    }
    out += value.slice(from, at) + String.fromCharCode((high << 4) | low)
    from = at + 3
  }
  return out + value.slice(from)
}
