/** Received-SPF (RFC 7208 9.1): `result (comment) key=value; key=value`. */
import { decodeHeaderText } from '../mime/encoded-word.ts'
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
  skipCfws,
  skipSpace,
  unquote,
} from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'
import { CLASSES, KEY_END, WordTable } from './codes.ts'

export interface ReceivedSpf {
  /** Lower case, of RFC 7208 2.6 or not. */
  result?: string
  /** The first comment, without its parentheses. */
  comment?: string
  /** By lower-case key: `client-ip`, `envelope-from`, `helo`, `receiver`, `identity`, `mechanism`, `pr` ... No prototype. */
  pairs: Record<string, string>
  /** `client-ip` where it is an address, without brackets. Several receivers write no pairs at all. */
  clientIp?: string
  problems: Problem[]
}

const RESULTS = new WordTable(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'])
const KEYS = new WordTable(
  'receiver client-ip envelope-from helo identity mechanism pr x-sender x-originating-ip'.split(' '),
)
const MAX_PAIRS = 64

export function parseReceivedSpf(raw: string): ReceivedSpf {
  const out: ReceivedSpf = {
    result: undefined,
    comment: undefined,
    pairs: newRecord(),
    clientIp: undefined,
    problems: [],
  }
  const start = skipCfws(raw, 0)
  let at = start
  const end = wordEnd(raw, start)
  if (end > start && raw.charCodeAt(end) !== 0x3d) {
    const known = RESULTS.find(raw, start, end)
    out.result = known ?? raw.slice(start, end).toLowerCase()
    if (known === undefined) addProblem(out.problems, 'the result is unknown', start, end)
    at = end
  } else addProblem(out.problems, 'there is no result', start, end)
  at = readComments(raw, at, out)
  readPairs(raw, at, out)
  const ip = out.pairs['client-ip']
  if (ip !== undefined) {
    out.clientIp = readAddressLiteral(ip, 0, ip.length)?.ip
    if (out.clientIp === undefined) addProblem(out.problems, 'client-ip is no address', at, raw.length)
  }
  if (!isAscii(raw)) {
    if (out.comment !== undefined) out.comment = decodeHeaderText(out.comment)
    for (const key in out.pairs) out.pairs[key] = decodeHeaderText(out.pairs[key])
  }
  return out
}

function readComments(raw: string, at: number, out: ReceivedSpf): number {
  for (;;) {
    at = skipSpace(raw, at)
    if (raw.charCodeAt(at) !== 0x28) return at
    const end = commentEnd(raw, at)
    if (!isCommentClosed(raw, at, end)) addProblem(out.problems, 'a comment is not closed', at, end)
    if (out.comment === undefined) out.comment = commentText(raw, at, end)
    at = end
  }
}

/** `key=value` separated by semicolons; a missing semicolon and words that belong to no pair are problems. */
function readPairs(raw: string, at: number, out: ReceivedSpf): void {
  let separated = true
  let count = 0
  for (;;) {
    at = readComments(raw, at, out)
    if (at >= raw.length) return
    if (raw.charCodeAt(at) === 0x3b) {
      at++
      separated = true
      continue
    }
    const start = at
    const keyEnd = wordEnd(raw, at)
    at = skipCfws(raw, keyEnd)
    if (keyEnd === start || raw.charCodeAt(at) !== 0x3d) {
      // a quotation mark or an equals sign where a key belongs is passed alone, so that the loop advances
      at = Math.max(at, start + 1)
      addProblem(out.problems, 'text that is no key=value', start, at)
      separated = false
      continue
    }
    const key = KEYS.lower(raw, start, keyEnd)
    const valueStart = skipCfws(raw, at + 1)
    at = valueEnd(raw, valueStart)
    const quoted = raw.charCodeAt(valueStart) === 0x22
    if (quoted && (at - valueStart < 2 || raw.charCodeAt(at - 1) !== 0x22))
      addProblem(out.problems, 'a quoted string is not closed', valueStart, at)
    const value = quoted ? unquote(raw, valueStart, at) : raw.slice(valueStart, at)
    if (!separated) addProblem(out.problems, 'a semicolon is missing', start, at)
    if (key in out.pairs) addProblem(out.problems, `${key} stands more than once`, start, at)
    else if (++count <= MAX_PAIRS) out.pairs[key] = value
    separated = false
  }
}

function wordEnd(raw: string, at: number): number {
  while (at < raw.length) {
    if ((CLASSES[raw.charCodeAt(at)] & KEY_END) !== 0) break
    at++
  }
  return at
}

function valueEnd(raw: string, at: number): number {
  if (raw.charCodeAt(at) === 0x22) return quotedEnd(raw, at)
  while (at < raw.length) {
    const code = raw.charCodeAt(at)
    if (code === 0x3b || isSpace(code)) break
    at++
  }
  return at
}
