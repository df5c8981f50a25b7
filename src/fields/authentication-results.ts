/**
 * Authentication-Results (RFC 8601 2.2) and the dialects met in mail: Microsoft's form has no authserv-id, adds `action=`
 * and names a `reason=`; others leave out semicolons, add keys without a ptype or encode the whole value as encoded words.
 */
import { decodeHeaderText, decodeUnstructured } from '../mime/encoded-word.ts'
import {
  addProblem,
  commentEnd,
  commentText,
  isAscii,
  isCommentClosed,
  isSpace,
  newRecord,
  type Problem,
  quotedEnd,
  skipSpace,
  unquote,
} from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'
import { CLASSES, KEY_END, textIs, VALUE_END, WordTable } from './codes.ts'

/** One `method=result` with all that is said about it. */
export interface AuthenticationResult {
  /** Lower case. */
  method: string
  methodVersion?: number
  /** Lower case, registered or not; empty where none is written. */
  result: string
  reason?: string
  /** The first comment behind the result, without its parentheses. */
  comment?: string
  /** The address in a comment such as `sender IP is 192.0.2.1`. */
  senderIp?: string
  /** By lower-case `ptype.property`; keys without a ptype (`action`, `reason` ...) under their own name. No prototype. */
  properties: Record<string, string>
  /** The place in the raw value, comments included. */
  start: number
  end: number
}

export interface AuthenticationResults {
  authservId?: string
  /** As written; absent means 1. */
  version?: number
  /**
   * `microsoft`: the value begins with a result instead of an authserv-id, or a domain stands before each group of
   * results: that is the recipient's, even where it takes the place of the authserv-id.
   */
  form: 'rfc8601' | 'microsoft'
  /** The value says `none`: no authentication was done. */
  none: boolean
  /** The value is encoded words (RFC 2047), where none may stand; every place covers the whole value. */
  encoded: boolean
  /** In order; a method may occur more than once. */
  results: AuthenticationResult[]
  problems: Problem[]
}

const MAX_RESULTS = 200
const MAX_PROPERTIES = 64

/** Methods after which a result begins even where the semicolon is missing. */
const METHOD_NAMES = (
  'auth arc bimi compauth dkim dkim-adsp dkim-atps dmarc dnswl domainkeys iprev rrvs sender-id smime spf vbr ' +
  'dara'
).split(' ')
const METHODS = new Set(METHOD_NAMES)
/** Keys of Received-SPF (RFC 7208 9.1), which are no methods. */
const SPF_KEYS = new Set([
  'client-ip',
  'envelope-from',
  'helo',
  'receiver',
  'identity',
  'mechanism',
  'problem',
])
const PTYPES = new Set(['smtp', 'header', 'body', 'policy', 'dns', 'polrec'])

const KEYS = new WordTable([
  ...METHOD_NAMES,
  ...(
    'action reason none header.from header.d header.i header.s header.b smtp.mailfrom smtp.rcpttodomain ' +
    'smtp.helo smtp.remote-ip'
  ).split(' '),
])
const RESULTS = new WordTable(
  'pass fail none neutral softfail policy temperror permerror bestguesspass'.split(' '),
)

interface Reader {
  text: string
  at: number
  problems: Problem[]
}

/** Reads the value `raw.slice(at)`. */
export function parseAuthenticationResults(raw: string, at = 0): AuthenticationResults {
  const decoded = decodeEncodedValue(raw, at)
  if (decoded === undefined) {
    const results = readAuthenticationResults(raw, at)
    if (!isAscii(raw)) decodeTexts(results)
    return results
  }
  const results = readAuthenticationResults(decoded, 0)
  results.encoded = true
  for (const result of results.results) {
    result.start = at
    result.end = raw.length
  }
  for (const problem of results.problems) {
    problem.start = at
    problem.end = raw.length
  }
  addProblem(results.problems, 'the value is an encoded word', at, raw.length)
  return results
}

/** The text of a value that consists of encoded words and nothing else (RFC 2047 5 allows none here). */
export function decodeEncodedValue(raw: string, at = 0): string | undefined {
  const start = skipSpace(raw, at)
  if (raw.charCodeAt(start) !== 0x3d || raw.charCodeAt(start + 1) !== 0x3f) return undefined
  let end = raw.length
  while (end > start && isSpace(raw.charCodeAt(end - 1))) end--
  if (!raw.endsWith('?=', end)) return undefined
  return decodeUnstructured(raw.slice(start, end)).text
}

/** Reads `text.slice(from)`, no byte and no encoded word decoded. */
export function readAuthenticationResults(text: string, from: number): AuthenticationResults {
  const reader: Reader = { text, at: from, problems: [] }
  const out: AuthenticationResults = {
    form: 'rfc8601',
    none: false,
    encoded: false,
    results: [],
    problems: reader.problems,
  }
  readAuthservId(reader, out)
  let current: AuthenticationResult | undefined
  let properties = 0
  // Whether a result may begin here: behind a semicolon, or at the start of Microsoft's form.
  let separated = out.form === 'microsoft'
  for (;;) {
    skip(reader, current)
    const start = reader.at
    if (start >= text.length) break
    const code = text.charCodeAt(start)
    if (code === 0x3b) {
      reader.at++
      current = undefined
      separated = true
      continue
    }
    const key = readKey(reader, current)
    if (text.charCodeAt(reader.at) !== 0x3d || key === '') {
      if (separated && key === 'none') out.none = true
      else if (separated && isRecipientDomain(out, key) && text.charCodeAt(reader.at) === 0x3b)
        out.form = 'microsoft'
      else addProblem(reader.problems, 'text that is neither result nor property', start, reader.at)
      separated = false
      continue
    }
    const value = readValue(reader, current)
    const slash = key.indexOf('/')
    const method = slash < 0 ? key : key.slice(0, slash)
    const bare = key.indexOf('.') < 0
    const last = current ?? out.results.at(-1)
    if (bare && last !== undefined && SPF_KEYS.has(key)) {
      // Amazon SES: the pairs of Received-SPF behind semicolons
      if (++properties <= MAX_PROPERTIES) setProperty(reader, last, key, value, start)
    } else if (bare && (current ? METHODS.has(method) : key !== 'reason' && key !== 'action')) {
      if (!separated) addProblem(reader.problems, 'a semicolon is missing before a result', start, reader.at)
      if (out.results.length >= MAX_RESULTS) {
        addProblem(reader.problems, `more than ${MAX_RESULTS} results`, start, text.length)
        break
      }
      current = newResult(method, value, start, reader)
      if (slash >= 0) current.methodVersion = readNumber(key, slash + 1, key.length)
      properties = 0
      out.results.push(current)
    } else {
      if (!current) {
        addProblem(reader.problems, 'a property stands before its method', start, reader.at)
        current = out.results.at(-1)
      }
      if (current && ++properties <= MAX_PROPERTIES) setProperty(reader, current, key, value, start)
    }
    separated = false
  }
  if (out.results.length === 0 && !out.none)
    addProblem(reader.problems, 'there is neither a result nor "none"', from, text.length)
  return out
}

/** Microsoft's form for mail to other domains: the recipient's stands before each group of results. */
function isRecipientDomain(out: AuthenticationResults, word: string): boolean {
  return out.authservId === undefined ? word.indexOf('.') > 0 : word === out.authservId.toLowerCase()
}

/** `authserv-id [CFWS authres-version]`; where a result stands first instead, nothing is consumed. */
function readAuthservId(reader: Reader, out: AuthenticationResults): void {
  const { text } = reader
  skip(reader)
  const start = reader.at
  const quoted = text.charCodeAt(start) === 0x22
  const end = quoted ? quotedEnd(text, start) : keyEnd(text, start)
  reader.at = end
  skip(reader)
  if (text.charCodeAt(reader.at) === 0x3d) {
    out.form = 'microsoft'
    reader.at = start
    return
  }
  if (end === start) {
    if (start < text.length) addProblem(reader.problems, 'there is no authserv-id', start, start)
    return
  }
  out.authservId = quoted ? unquote(text, start, end) : text.slice(start, end)
  const versionEnd = keyEnd(text, reader.at)
  out.version = readNumber(text, reader.at, versionEnd)
  if (out.version !== undefined) reader.at = versionEnd
}

function newResult(method: string, value: string, start: number, reader: Reader): AuthenticationResult {
  const known = RESULTS.find(value, 0, value.length)
  const result = known ?? value.toLowerCase()
  if (known === undefined && !isKeyword(result)) {
    const what = result === '' ? 'a method has no result' : 'a result is no keyword'
    addProblem(
      reader.problems,
      result.startsWith('3d') ? `${what}: quoted-printable damage` : what,
      start,
      reader.at,
    )
  }
  return {
    method,
    methodVersion: undefined,
    result,
    reason: undefined,
    comment: undefined,
    senderIp: undefined,
    properties: newRecord(),
    start,
    end: reader.at,
  }
}

function setProperty(
  reader: Reader,
  result: AuthenticationResult,
  key: string,
  value: string,
  start: number,
): void {
  result.end = reader.at
  if (key in result.properties) {
    addProblem(reader.problems, `${key} stands more than once`, start, reader.at)
    return
  }
  if (value === '') addProblem(reader.problems, `${key} has no value`, start, reader.at)
  if (key === 'reason') result.reason = value
  result.properties[key] = value
}

/** Passes white space and comments; the first comment behind a result is noted. */
function skip(reader: Reader, result?: AuthenticationResult): void {
  const { text } = reader
  for (;;) {
    const at = skipSpace(text, reader.at)
    reader.at = at
    if (text.charCodeAt(at) !== 0x28) return
    const end = commentEnd(text, at)
    if (!isCommentClosed(text, at, end)) addProblem(reader.problems, 'a comment is not closed', at, end)
    if (result) {
      result.end = end
      if (result.comment === undefined) {
        result.comment = commentText(text, at, end)
        if (result.method === 'spf') result.senderIp = senderIp(result.comment)
      }
    }
    reader.at = end
  }
}

/** `method`, `method/version`, `ptype.property` or a bare word, lower case; white space about `/` and `.` taken away. */
function readKey(reader: Reader, current: AuthenticationResult | undefined): string {
  const { text } = reader
  const start = reader.at
  const first = text.charCodeAt(start)
  if (first === 0x3d || first === 0x22) {
    reader.at = first === 0x22 ? quotedEnd(text, start) : start + 1
    return ''
  }
  reader.at = keyEnd(text, start)
  let key = KEYS.lower(text, start, reader.at)
  skip(reader, current)
  while (reader.at < text.length) {
    const end = keyEnd(text, reader.at)
    if (end === reader.at || !isSplit(key, text.charCodeAt(reader.at))) break
    key += text.slice(reader.at, end).toLowerCase()
    reader.at = end
    skip(reader, current)
  }
  return key
}

/** Whether `key` goes on behind white space: `dkim / 1` or `header . from`. */
function isSplit(key: string, next: number): boolean {
  const last = key.charCodeAt(key.length - 1)
  if (next === 0x2f || last === 0x2f) return METHODS.has(last === 0x2f ? key.slice(0, -1) : key)
  if (next === 0x2e || last === 0x2e) return PTYPES.has(last === 0x2e ? key.slice(0, -1) : key)
  return false
}

/** The value behind the equals sign at `reader.at`; empty where a delimiter or the next key follows. */
function readValue(reader: Reader, current: AuthenticationResult | undefined): string {
  const { text } = reader
  const from = ++reader.at
  skip(reader, current)
  const start = reader.at
  if (start > from && isNextKey(text, start)) return ''
  let end = start
  if (text.charCodeAt(start) === 0x22) {
    end = quotedEnd(text, start)
    if (end - start > 1 && text.charCodeAt(end - 1) === 0x22) {
      if (end === text.length || isValueEnd(text.charCodeAt(end))) {
        reader.at = end
        return unquote(text, start, end)
      }
    } else {
      addProblem(reader.problems, 'a quoted string is not closed', start, end)
      end = start + 1
    }
  }
  while (end < text.length && !isValueEnd(text.charCodeAt(end))) end++
  reader.at = end
  return text.slice(start, end)
}

/** Whether a key of its own stands where a value was expected, as in `header.from= compauth=fail`. */
function isNextKey(text: string, at: number): boolean {
  const end = keyEnd(text, at)
  if (text.charCodeAt(end) !== 0x3d) return false
  const key = text.slice(at, end).toLowerCase()
  const dot = key.indexOf('.')
  return dot < 0 ? METHODS.has(key) || key === 'action' || key === 'reason' : PTYPES.has(key.slice(0, dot))
}

function keyEnd(text: string, at: number): number {
  while (at < text.length) {
    if ((CLASSES[text.charCodeAt(at)] & KEY_END) !== 0) break
    at++
  }
  return at
}

function isValueEnd(code: number): boolean {
  return (CLASSES[code] & VALUE_END) !== 0
}

/** Keyword of RFC 5321: letters, digits and hyphens. */
function isKeyword(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (!((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d)) return false
  }
  return text !== ''
}

/** One to nine digits, the whole of `text[start..end]`. */
function readNumber(text: string, start: number, end: number): number | undefined {
  if (end === start || end - start > 9) return undefined
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}

const SENDER_IP = 'sender ip is '

function senderIp(comment: string): string | undefined {
  let at = 0
  while (!textIs(comment, at, at + SENDER_IP.length, SENDER_IP))
    if (++at > comment.length - SENDER_IP.length) return undefined
  const start = skipSpace(comment, at + SENDER_IP.length)
  let end = start
  while (end < comment.length && !isSpace(comment.charCodeAt(end))) end++
  return readAddressLiteral(comment, start, end)?.ip
}

/** Raw 8-bit text (RFC 6532): the structure is read bytewise, then what people read is decoded. */
function decodeTexts(results: AuthenticationResults): void {
  if (results.authservId !== undefined) results.authservId = decodeHeaderText(results.authservId)
  for (const result of results.results) {
    if (result.comment !== undefined) result.comment = decodeHeaderText(result.comment)
    if (result.reason !== undefined) result.reason = decodeHeaderText(result.reason)
    for (const key in result.properties) result.properties[key] = decodeHeaderText(result.properties[key])
  }
}
