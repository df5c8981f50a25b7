/**
 * Address lists (RFC 5322 3.4 and 4.4, RFC 6532). Structure is read from the raw value only: what a display name decodes
 * to is never read as an address, nor is what stands in a quoted string.
 */
import { decodeHeaderText, decodePhrase } from '../mime/encoded-word.ts'
import {
  closingEnd,
  closingQuote,
  isSpace,
  type Problem,
  skipCfws,
  skipSpace,
  unquote,
} from '../mime/scan.ts'

export interface Mailbox {
  /** The display name, decoded. */
  name?: string
  /** `local@domain` without comments and white space; a quoted local part keeps its quotes. Empty where there is none. */
  address: string
}

export interface ParsedMailbox extends Mailbox {
  /** Before the `@`, quotes taken away. */
  local: string
  /** After the `@`, lower case; empty where there is none. */
  domain: string
  /** From display name or address to after the address, comments left out. */
  start: number
  end: number
  /** Name of the group it is a member of. */
  group?: string
}

export interface AddressGroup {
  name: string
  start: number
  end: number
}

export interface AddressList {
  mailboxes: ParsedMailbox[]
  groups: AddressGroup[]
  problems: Problem[]
}

const MAX_MAILBOXES = 1000
const MAX_GROUPS = 100
const MAX_PROBLEMS = 20
/** Comments, quoted strings and domain literals without end that are looked for; then their opening is read as text. */
const MAX_UNCLOSED = 4

interface Span {
  start: number
  end: number
}

interface Reader {
  readonly raw: string
  /** The charset of the message. */
  readonly charset: string | undefined
  readonly list: AddressList
  unclosed: number
  /** The phrase, or the bare address, of the current mailbox; -1 where there is none. */
  phraseStart: number
  phraseEnd: number
  /** Start of the last word of the phrase. */
  wordStart: number
  /** Words of the phrase that hold an `@`: addresses, should none in angle brackets follow. */
  bare: Span[]
  /** Index of the last semicolon: without one that follows, a colon ends no group name. */
  readonly lastSemicolon: number
  /** Content of the last comment. */
  commentStart: number
  commentEnd: number
  /** The mailbox that was in angle brackets, to which comments may still belong. */
  mailbox: ParsedMailbox | undefined
  group: AddressGroup | undefined
}

/** Reads a list of addresses, of which no more than a thousand; names of raw bytes that are not UTF-8 in `charset`. */
export function parseAddresses(raw: string, charset?: string): AddressList {
  const list: AddressList = { mailboxes: [], groups: [], problems: [] }
  const r: Reader = {
    raw,
    charset,
    list,
    unclosed: 0,
    phraseStart: -1,
    phraseEnd: 0,
    wordStart: 0,
    bare: [],
    lastSemicolon: raw.lastIndexOf(';'),
    commentStart: -1,
    commentEnd: 0,
    mailbox: undefined,
    group: undefined,
  }
  let at = skipSpace(raw, 0)
  for (; at < raw.length; at = skipSpace(raw, at)) {
    if (list.mailboxes.length >= MAX_MAILBOXES) {
      problem(r, 'more mailboxes than are read', at, raw.length)
      break
    }
    const code = raw.charCodeAt(at)
    if (code === 0x2c) {
      finish(r)
      at++
    } else if (code === 0x3b) {
      finish(r)
      if (r.group) {
        r.group.end = at + 1
        r.group = undefined
      } else problem(r, 'a semicolon outside a group', at, at + 1)
      at++
    } else if (code === 0x3a) {
      openGroup(r, at)
      at++
    } else if (code === 0x28) at = readComment(r, at)
    else if (code === 0x3c) at = readAngle(r, at)
    else if (code === 0x3e) {
      problem(r, 'a closing bracket without an opening one', at, at + 1)
      at++
    } else at = readWord(r, at)
  }
  if (list.mailboxes.length < MAX_MAILBOXES) finish(r)
  if (r.group) {
    r.group.end = at
    problem(r, 'a group without end', r.group.start, at)
  }
  return list
}

/** Reads a comment, or its parenthesis alone where it has no end. */
function readComment(r: Reader, at: number): number {
  const close = r.unclosed < MAX_UNCLOSED ? closingEnd(r.raw, at) : -1
  if (close > 0) {
    r.commentStart = at + 1
    r.commentEnd = close - 1
    return close
  }
  noEnd(r, 'a comment without end', at)
  extendPhrase(r, at, at + 1)
  return at + 1
}

/** Reads atoms and quoted strings up to white space or a delimiter: a word of a phrase, or a bare address. */
function readWord(r: Reader, start: number): number {
  const { raw } = r
  let at = start
  let atSign = -1
  for (; at < raw.length; at++) {
    const code = raw.charCodeAt(at)
    if (code === 0x40) atSign = at
    else if (code === 0x3d) at = encodedWordEnd(raw, at)
    else if (code === 0x22) {
      const close = closedBy(r, at, 0x22)
      if (close > 0) at = close - 1
    } else if (code === 0x5b && atSign === at - 1) {
      const close = closedBy(r, at, 0x5d)
      if (close > 0) at = close - 1
    } else if (isSpace(code) || isDelimiter(code)) break
  }
  if (isEncodedWord(raw, start, at)) atSign = -1
  if (r.mailbox) {
    // "<a@example.org> b@example.net": the comma is missing
    if (atSign < 0) {
      problem(r, 'text after an address', start, at)
      extendPhrase(r, start, at)
      return at
    }
    problem(r, 'no comma between addresses', start, at)
    finish(r)
  }
  const last = r.bare.at(-1)
  if (last && last.end === r.phraseEnd && raw.charCodeAt(last.end - 1) === 0x40) last.end = at
  else if (atSign === start && r.phraseStart >= 0) {
    // "user @example.org"
    if (last?.end === r.phraseEnd) last.end = at
    else r.bare.push({ start: r.wordStart, end: at })
  } else if (atSign >= 0) r.bare.push({ start, end: at })
  extendPhrase(r, start, at)
  return at
}

function extendPhrase(r: Reader, start: number, end: number): void {
  if (r.phraseStart < 0) r.phraseStart = start
  r.wordStart = start
  r.phraseEnd = end
}

function openGroup(r: Reader, at: number): void {
  const opens = at < r.lastSemicolon || skipSpace(r.raw, at + 1) === r.raw.length
  if (!opens || r.group || r.mailbox || r.phraseStart < 0 || r.list.groups.length === MAX_GROUPS) {
    problem(r, 'a colon outside a group name', at, at + 1)
    if (!r.mailbox) extendPhrase(r, at, at + 1)
    return
  }
  r.group = { name: phrase(r, r.phraseStart, r.phraseEnd), start: r.phraseStart, end: at + 1 }
  r.list.groups.push(r.group)
  reset(r)
}

/** Code units of an address, at most. */
const LONGEST = 320

/**
 * Whether the comma at `at` ends an address whose bracket is not closed. A comma that stands between brackets with an `@` on
 * one side only is a slip of the pen.
 */
function endsAddress(raw: string, at: number, atSign: number): boolean {
  let another = false
  const end = Math.min(raw.length, at + LONGEST)
  for (let i = at + 1; i < end; i++) {
    const code = raw.charCodeAt(i)
    if (code === 0x3e) return atSign >= 0 && another
    if (code === 0x3c) return true
    if (code === 0x40) another = true
  }
  return true
}

/** `<address>`, `<@route:address>` (RFC 5322 4.4); where the bracket is not closed, up to the next comma. */
function readAngle(r: Reader, open: number): number {
  const { raw } = r
  const empty = r.mailbox?.address === '' ? r.mailbox : undefined
  if (r.mailbox && !empty) {
    problem(r, 'no comma between addresses', open, open + 1)
    const { phraseStart } = r
    finish(r)
    r.phraseStart = phraseStart
  }
  let from = open + 1
  let at = from
  let inRoute = raw.charCodeAt(skipSpace(raw, from)) === 0x40
  let atSign = -1
  for (; at < raw.length; at++) {
    const code = raw.charCodeAt(at)
    if (code === 0x3e || (code === 0x2c && !inRoute && endsAddress(raw, at, atSign))) break
    if (code === 0x3c || code === 0x3b) {
      // once an address stands there, the closing bracket is missing
      if (atSign >= 0 && atSign < at - 1) break
      if (code === 0x3c) {
        problem(r, 'an angle bracket in angle brackets', at, at + 1)
        from = at + 1
      }
    }
    if (code === 0x40) atSign = at
    else if (code === 0x3a && inRoute) {
      inRoute = false
      from = at + 1
    } else if (code === 0x22 || code === 0x5b) {
      const close = closedBy(r, at, code === 0x22 ? 0x22 : 0x5d)
      if (close > 0) at = close - 1
    } else if (code === 0x28 && r.unclosed < MAX_UNCLOSED) {
      const close = closingEnd(raw, at)
      if (close > 0) at = close - 1
      else noEnd(r, 'a comment without end', at)
    }
  }
  const closed = raw.charCodeAt(at) === 0x3e
  const end = closed ? at + 1 : at
  if (!closed) problem(r, 'an angle bracket without end', open, end)
  const start = empty ? empty.start : r.phraseStart < 0 ? open : r.phraseStart
  let name = r.phraseStart < 0 ? '' : phrase(r, r.phraseStart, r.phraseEnd)
  // "Name <> <a@example.org>": empty brackets hold nothing, and end no mailbox
  if (empty?.name !== undefined) name = name === '' ? empty.name : `${empty.name} ${name}`
  r.mailbox = mailboxAt(r, from, at, start, end)
  if (name !== '') r.mailbox.name = name
  r.phraseStart = -1
  if (r.mailbox.address === '' && name !== '') problem(r, 'an empty address', open, end)
  if (r.mailbox.address !== '' && r.mailbox.domain === '') problem(r, 'an address without domain', open, end)
  return end
}

/** Ends the current mailbox, if there is one, and adds it to the list. */
function finish(r: Reader): void {
  const { raw } = r
  let { mailbox } = r
  if (!mailbox && r.phraseStart >= 0) {
    const [first] = r.bare
    if (first) mailbox = finishBare(r, first)
    else {
      const [start, end] = [r.phraseStart, r.phraseEnd]
      problem(r, 'a name without address', start, end)
      mailbox = { name: phrase(r, start, end), address: '', local: '', domain: '', start, end }
    }
  }
  // nothing but a comment between two commas (RFC 5322 4.4): no mailbox, but it is all that there is to read
  if (!mailbox && r.commentStart >= 0 && r.list.groups.length === 0) {
    const [start, end] = [r.commentStart - 1, r.commentEnd + 1]
    problem(r, 'a comment without address', start, end)
    mailbox = { address: '', local: '', domain: '', start, end }
  }
  if (mailbox) {
    // RFC 822 put the name in a comment after the address
    if (mailbox.name === undefined && r.commentStart >= 0) {
      const name = decodePhrase(raw.slice(r.commentStart, r.commentEnd), r.charset).text
      if (name !== '') mailbox.name = name
    }
    if (r.group) mailbox.group = r.group.name
    r.list.mailboxes.push(mailbox)
  }
  reset(r)
}

/** The address of a phrase without angle brackets; where there are several, all but the last are added to the list. */
function finishBare(r: Reader, first: Span): ParsedMailbox {
  if (r.bare.length > 1) {
    problem(r, 'no comma between addresses', first.start, r.phraseEnd)
    const room = MAX_MAILBOXES - r.list.mailboxes.length
    const boxes = r.bare.slice(0, room).map(({ start, end }) => mailboxAt(r, start, end, start, end))
    const last = boxes.pop() as ParsedMailbox
    for (const box of boxes) r.list.mailboxes.push(r.group ? { ...box, group: r.group.name } : box)
    return last
  }
  const mailbox = mailboxAt(r, first.start, first.end, r.phraseStart, r.phraseEnd)
  if (mailbox.domain === '') problem(r, 'an address without domain', first.start, first.end)
  const before = first.start > r.phraseStart
  if (!before && first.end === r.phraseEnd) return mailbox
  problem(r, 'a display name without angle brackets', r.phraseStart, r.phraseEnd)
  const name = before ? phrase(r, r.phraseStart, first.start) : phrase(r, first.end, r.phraseEnd)
  if (name !== '') mailbox.name = name
  return mailbox
}

function reset(r: Reader): void {
  r.phraseStart = r.commentStart = -1
  if (r.bare.length > 0) r.bare = []
  r.mailbox = undefined
}

function phrase(r: Reader, start: number, end: number): string {
  return decodePhrase(r.raw.slice(start, end), r.charset).text
}

/**
 * Reads `raw[from..to]` as an address: comments and white space are taken away, but for a space between two words that
 * nothing joins; the last `@` outside quotes divides.
 */
function mailboxAt(r: Reader, from: number, to: number, start: number, end: number): ParsedMailbox {
  const text = r.raw.slice(from, to)
  let address = ''
  let divide = -1
  let piece = 0
  let quotesClose = true
  let commentsClose = true
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22 && quotesClose) {
      const close = closingQuote(text, at)
      if (close < 0) quotesClose = false
      else at = close - 1
    } else if (code === 0x28 && commentsClose && closingEnd(text, at) < 0) commentsClose = false
    else if ((code === 0x28 && commentsClose) || isSpace(code)) {
      address += text.slice(piece, at)
      const gap = at
      piece = skipCfws(text, at)
      at = piece - 1
      if (gap > 0 && piece < text.length && !isJoint(text, gap - 1) && !isJoint(text, piece)) {
        problem(r, 'white space in an address', from, to)
        address += ' '
      }
    } else if (code === 0x40) divide = address.length + at - piece
  }
  address += text.slice(piece)
  const left = divide < 0 ? address : address.slice(0, divide)
  const quoted = left.charCodeAt(0) === 0x22 && closingQuote(left, 0) === left.length
  return {
    address: decodeHeaderText(address),
    local: decodeHeaderText(quoted ? unquote(left, 0, left.length) : left),
    domain: divide < 0 ? '' : decodeHeaderText(address.slice(divide + 1)).toLowerCase(),
    start,
    end,
  }
}

/** Index after the code unit that closes what opens at `at`, or 0 where nothing does. */
function closedBy(r: Reader, at: number, close: number): number {
  if (r.unclosed >= MAX_UNCLOSED) return 0
  if (close === 0x22) {
    const end = closingQuote(r.raw, at)
    if (end < 0) noEnd(r, 'a quoted string without end', at)
    return Math.max(end, 0)
  }
  const end = r.raw.indexOf(']', at)
  if (end >= 0) return end + 1
  noEnd(r, 'a domain literal without end', at)
  return 0
}

/** Whether the code unit is a full stop or `@`, beside which white space may stand (RFC 5322 4.4). */
function isJoint(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x2e || code === 0x40
}

/** Index of the last code unit of the encoded word (RFC 2047 2) at `at`, which is an atom; `at` where there is none. */
function encodedWordEnd(raw: string, at: number): number {
  if (raw.charCodeAt(at + 1) !== 0x3f) return at
  let marks = 1
  for (let i = at + 2; i < raw.length; i++) {
    const code = raw.charCodeAt(i)
    if (isSpace(code)) return at
    if (code !== 0x3f) continue
    if (++marks === 4) return raw.charCodeAt(i + 1) === 0x3d ? i + 1 : at
  }
  return at
}

function isEncodedWord(raw: string, start: number, end: number): boolean {
  return raw.startsWith('=?', start) && raw.startsWith('?=', end - 2)
}

function isDelimiter(code: number): boolean {
  return code === 0x2c || code === 0x3b || code === 0x3a || code === 0x28 || code === 0x3c || code === 0x3e
}

function noEnd(r: Reader, message: string, at: number): void {
  r.unclosed++
  problem(r, message, at, at + 1)
}

function problem(r: Reader, message: string, start: number, end: number): void {
  if (r.list.problems.length < MAX_PROBLEMS) r.list.problems.push({ message, start, end })
}
