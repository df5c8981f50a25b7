/** The Received field (RFC 5321 4.4) as real servers write it. */
import { closingEnd, closingQuote, isSpace, type Problem, skipSpace, unfold } from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'
import { type MailDate, parseDate } from './date.ts'
import { type Claims, Clause, isHostName, readComment, readTlsToken, textIs } from './received-comment.ts'

export interface Received {
  from?: ReceivedFrom
  by?: ReceivedBy
  /** As written, for example `Frontend Transport`. */
  via?: string
  /** As written, for example `ESMTPS`, `Microsoft SMTP Server`, `mapi`. */
  with?: string
  /** What the clause or a comment says of the TLS session. */
  tls?: { version?: string; cipher?: string }
  /** False only where the `with` keyword (RFC 3848) or an Exchange front end without TLS comment says so. */
  tlsUsed?: boolean
  /** True where the clause or a comment says that the client authenticated itself. */
  authenticated?: boolean
  id?: string
  /** Without angle brackets. */
  for?: string
  /** Without angle brackets; empty for the null reverse-path. */
  envelopeFrom?: string
  date?: MailDate
  problems: Problem[]
}

/** The host that handed over. `start..end` holds the clause, comments included. */
export interface ReceivedFrom {
  /** The name it gave (HELO), as written; an address literal keeps its brackets. */
  helo?: string
  /** Its reverse name, without the final full stop. */
  rdns?: string
  ip?: string
  port?: number
  start: number
  end: number
}

/** The host that received. `start..end` holds the clause, comments included. */
export interface ReceivedBy {
  host: string
  ip?: string
  /** For example `Postfix`, `Exim 4.96`, `8.15.2/8.15.2`. */
  software?: string
  start: number
  end: number
}

const KEYWORDS = ['from', 'by', 'via', 'with', 'id', 'for', 'envelope-from', 'tls']

/** Words, comments and semicolons read of one field. */
const MAX_TOKENS = 1000
/** Code units looked through for the end of `<...>` and `[...]`. */
const MAX_BRACKETED = 1000
/** Comments and quoted strings without end that are looked for; after that their opening is read as text. */
const MAX_UNCLOSED = 4
const MAX_DATES = 3

const TLS = 1
const AUTHENTICATED = 2
/** What a `with` keyword says; the registered ones (RFC 3848, RFC 6531, RFC 5321 4.4) say no as well as yes. */
const REGISTERED = new Map<string, number>()
for (const name of ['smtp', 'esmtp', 'lmtp', 'utf8smtp', 'utf8lmtp']) {
  REGISTERED.set(name, 0)
  REGISTERED.set(`${name}a`, AUTHENTICATED)
  REGISTERED.set(`${name}s`, TLS)
  REGISTERED.set(`${name}sa`, TLS | AUTHENTICATED)
}
const UNREGISTERED = new Map<string, number>([
  ['https', TLS],
  ['asmtp', AUTHENTICATED],
])

/** Reads a Received field. The first clause of a name counts, the last date does. */
export function parseReceived(raw: string): Received {
  const received: Received = { problems: [] }
  const { problems } = received
  const claims: Claims = { tls: false, authenticated: false }
  // start and end of the words of each clause, by number
  const starts = [-1, -1, -1, -1, -1, -1, -1, -1]
  const ends = [0, 0, 0, 0, 0, 0, 0, 0]
  let clause: Clause = Clause.NONE
  let seen = 0
  let fromStart = -1
  let fromEnd = 0
  let byStart = -1
  let byEnd = 0
  let withDone = false
  let semicolon = -1
  let unclaimed = -1
  let unclosed = 0
  let dates = 0
  let local = false

  let at = skipSpace(raw, 0)
  for (let tokens = 0; at < raw.length; tokens++, at = skipSpace(raw, at)) {
    if (tokens === MAX_TOKENS) {
      problems.push({ message: 'more words than are read', start: at, end: raw.length })
      break
    }
    const code = raw.charCodeAt(at)
    if (code === 0x3b) {
      semicolon = at++
      clause = Clause.NONE
      if (dates === MAX_DATES) continue
      dates++
      const date = parseDate(raw, at)
      if (date === undefined) continue
      received.date = date
      at = date.end
      continue
    }
    if (code === 0x28) {
      const close = unclosed < MAX_UNCLOSED ? closingEnd(raw, at) : -1
      if (close > 0) {
        if (seen === 0 && semicolon < 0) local = true
        const glued = clause === Clause.WITH && starts[Clause.WITH] >= 0 && ends[Clause.WITH] === at
        if (glued) claims.software ??= unfold(raw.slice(starts[Clause.WITH], close))
        else readComment(raw, at, close, clause, claims)
        at = close
        if (clause === Clause.FROM) fromEnd = at
        else if (clause === Clause.BY) byEnd = at
        else if (clause === Clause.WITH && starts[Clause.WITH] >= 0) withDone = true
        continue
      }
      if (unclosed++ === 0) problems.push({ message: 'a comment without end', start: at, end: at + 1 })
      at++
      continue
    }

    const start = at
    // the end of a word, with whole quoted strings, <...> and [...] in it
    if (code === 0x3c) at = bracketedEnd(raw, at, 0x3e)
    else if (code === 0x5b) at = bracketedEnd(raw, at, 0x5d)
    for (; at < raw.length; at++) {
      const next = raw.charCodeAt(at)
      if (next === 0x3b || next === 0x28 || isSpace(next)) break
      if (next !== 0x22 || unclosed >= MAX_UNCLOSED) continue
      const close = closingQuote(raw, at)
      if (close > 0) at = close - 1
      else if (unclosed++ === 0)
        problems.push({ message: 'a quoted string without end', start: at, end: at + 1 })
    }

    const keyword = keywordAt(raw, start, at, clause)
    if (
      keyword !== -1 &&
      !(clause === Clause.FROM && starts[0] < 0 && raw.charCodeAt(skipSpace(raw, at)) === 0x28)
    ) {
      if (keyword === Clause.WITH && (seen & (1 << Clause.WITH)) !== 0) {
        // Mimecast: "with ESMTP with STARTTLS"
        const next = skipSpace(raw, at)
        if (textIs(raw, next, next + 8, 'starttls')) claims.tls = true
      }
      clause = (seen & (1 << keyword)) === 0 ? keyword : Clause.NONE
      seen |= 1 << keyword
      if (clause === Clause.FROM) {
        fromStart = start
        fromEnd = at
      } else if (clause === Clause.BY) {
        byStart = start
        byEnd = at
      }
      continue
    }
    if (clause === Clause.NONE) {
      if (seen !== 0 && unclaimed < 0 && semicolon < 0) unclaimed = start
      continue
    }
    if (clause === Clause.FROM || clause === Clause.BY) {
      if (clause === Clause.FROM) fromEnd = at
      else byEnd = at
      if (starts[clause] < 0) {
        starts[clause] = start
        ends[clause] = at
      } else if (code === 0x5b) {
        const literal = readAddressLiteral(raw, start, at)
        if (clause === Clause.FROM) claims.from ??= literal
        else claims.by ??= literal
      }
      continue
    }
    if (clause === Clause.WITH || clause === Clause.VIA) {
      if ((clause === Clause.WITH && withDone) || raw.charCodeAt(at - 1) === 0x2c) {
        if (unclaimed < 0 && semicolon < 0) unclaimed = start
        clause = Clause.NONE
        continue
      }
      if (textIs(raw, start, at, 'encrypted')) {
        claims.tls = true
        if (starts[clause] >= 0) claims.cipher ??= raw.slice(starts[clause], ends[clause])
      }
      if (starts[clause] < 0) starts[clause] = start
      ends[clause] = at
      continue
    }
    starts[clause] = start
    ends[clause] = at
    clause = clause === Clause.TLS ? Clause.WITH : Clause.NONE
  }

  if (!received.date) {
    const last = raw.lastIndexOf(';')
    if (last >= 0 && (last !== semicolon || dates === MAX_DATES)) received.date = parseDate(raw, last + 1)
    else if (unclaimed >= 0) received.date = parseDate(raw, unclaimed)
    if (!received.date) delete received.date
  }
  const word = (of: Clause): string | undefined =>
    starts[of] < 0 ? undefined : unfold(raw.slice(starts[of], ends[of]))

  if (starts[Clause.TLS] >= 0) {
    claims.tls = true
    claims.cipher ??= word(Clause.TLS)
  }
  if (byStart >= 0) {
    const by = readBy(raw, starts[Clause.BY], ends[Clause.BY], byStart, byEnd, claims)
    if (by) received.by = by
  }
  if (fromStart >= 0) {
    const from = readFrom(raw, starts[Clause.FROM], ends[Clause.FROM], fromStart, fromEnd, claims)
    if (from) received.from = from
  }
  if (starts[Clause.VIA] >= 0) received.via = word(Clause.VIA)
  if (starts[Clause.WITH] >= 0) {
    received.with = word(Clause.WITH)
    readProtocol(received, claims)
  }
  if (claims.tls) received.tlsUsed = true
  if (claims.version !== undefined || claims.cipher !== undefined) {
    received.tls = {}
    if (claims.version !== undefined) received.tls.version = claims.version
    if (claims.cipher !== undefined) received.tls.cipher = claims.cipher
  }
  if (claims.authenticated) received.authenticated = true
  if (starts[Clause.ID] >= 0) received.id = withoutAngles(raw, starts[Clause.ID], ends[Clause.ID])
  if (starts[Clause.FOR] >= 0) received.for = withoutAngles(raw, starts[Clause.FOR], ends[Clause.FOR])
  if (starts[Clause.ENVELOPE] >= 0)
    received.envelopeFrom = withoutAngles(raw, starts[Clause.ENVELOPE], ends[Clause.ENVELOPE])
  else if (claims.envelopeFrom !== undefined) received.envelopeFrom = claims.envelopeFrom

  if (!received.from && !received.by && !local)
    problems.push({ message: 'neither from nor by', start: 0, end: raw.length })
  return received
}

/** The clause that the word names, or -1. `tls` is one only after `with`. */
function keywordAt(raw: string, start: number, end: number, clause: Clause): Clause | -1 {
  const length = end - start
  if (length < 2 || (length > 4 && length !== 13)) return -1
  for (let i = 0; i < KEYWORDS.length; i++) {
    if (KEYWORDS[i].length !== length || !textIs(raw, start, end, KEYWORDS[i])) continue
    return i === Clause.TLS && clause !== Clause.WITH ? -1 : (i as Clause)
  }
  return -1
}

/** After the closing bracket of what opens at `at`; `at + 1` where it is not closed. */
function bracketedEnd(raw: string, at: number, close: number): number {
  const end = Math.min(raw.length, at + MAX_BRACKETED)
  for (let i = at + 1; i < end; i++) if (raw.charCodeAt(i) === close) return i + 1
  return at + 1
}

function withoutAngles(raw: string, start: number, end: number): string {
  if (raw.charCodeAt(end - 1) === 0x2c && end - start > 1) end--
  if (raw.charCodeAt(start) === 0x3c) {
    start++
    if (end > start && raw.charCodeAt(end - 1) === 0x3e) end--
  }
  return unfold(raw.slice(start, end))
}

function readBy(
  raw: string,
  wordStart: number,
  wordEnd: number,
  start: number,
  end: number,
  claims: Claims,
): ReceivedBy | undefined {
  if (wordStart < 0) return undefined
  const literal = readAddressLiteral(raw, wordStart, wordEnd)
  let hostEnd = wordEnd
  if (!literal) {
    // "by host.example.net:8080"
    let digit = wordEnd
    while (digit > wordStart && raw.charCodeAt(digit - 1) >= 0x30 && raw.charCodeAt(digit - 1) <= 0x39)
      digit--
    if (digit < wordEnd && digit - 1 > wordStart && raw.charCodeAt(digit - 1) === 0x3a) hostEnd = digit - 1
    if (raw.charCodeAt(hostEnd - 1) === 0x2e && hostEnd - wordStart > 1) hostEnd--
  }
  const by: ReceivedBy = { host: literal ? literal.ip : raw.slice(wordStart, hostEnd), start, end }
  const ip = claims.by?.ip ?? literal?.ip
  if (ip !== undefined) by.ip = ip
  if (claims.software !== undefined) by.software = claims.software
  return by
}

/**
 * Sorts out who is who. Most servers put the HELO name first and reverse name and address in a comment; Exim, qmail and
 * others put the reverse name (or the address) first and the HELO name, so labelled, in a comment.
 */
function readFrom(
  raw: string,
  wordStart: number,
  wordEnd: number,
  start: number,
  end: number,
  claims: Claims,
): ReceivedFrom | undefined {
  const from: ReceivedFrom = { start, end }
  let literal = claims.from
  let { helo, rdns } = claims
  if (wordStart >= 0) {
    // IIS: "from mail pickup service by"
    if (raw.startsWith('mail pickup service', wordStart)) wordEnd = wordStart + 19
    const own = readAddressLiteral(raw, wordStart, wordEnd)
    const unknown = isUnknown(raw, wordStart, wordEnd)
    // "from [192.0.2.1] (unknown)": the address is what the client said
    if (own && (helo !== undefined || (!literal && !claims.unnamed))) literal ??= own
    else if (helo === undefined) helo = unknown ? undefined : raw.slice(wordStart, wordEnd)
    else if (!unknown && isHostName(raw, wordStart, wordEnd)) rdns ??= raw.slice(wordStart, wordEnd)
    // Exim leaves the HELO name out where it equals the reverse name
    if (!own && !unknown && literal && claims.helo === undefined && claims.software?.startsWith('Exim'))
      rdns ??= helo
  }
  if (helo !== undefined) from.helo = helo
  if (rdns !== undefined) from.rdns = rdns.endsWith('.') ? rdns.slice(0, -1) : rdns
  if (literal) {
    from.ip = literal.ip
    const port = literal.port ?? claims.port
    if (port !== undefined) from.port = port
  }
  return wordStart < 0 && from.helo === undefined && from.rdns === undefined && !literal ? undefined : from
}

function isUnknown(raw: string, start: number, end: number): boolean {
  return textIs(raw, start, end, 'unknown') || textIs(raw, start, end, '<unknown>')
}

/** What the `with` clause says of TLS and authentication. */
function readProtocol(received: Received, claims: Claims): void {
  const protocol = received.with as string
  const parts = protocol.slice(protocol.lastIndexOf(' ') + 1).split('/', 3)
  const name = parts[0].toLowerCase()
  const registered = REGISTERED.get(name)
  const says = registered ?? UNREGISTERED.get(name) ?? 0
  if ((says & AUTHENTICATED) !== 0) claims.authenticated = true
  if ((says & TLS) !== 0) claims.tls = true
  // Cisco: "ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384"
  if (parts.length > 1 && readTlsToken(parts[1], 0, parts[1].length, claims) && parts.length > 2)
    claims.cipher ??= parts[2]
  if (
    registered !== undefined ||
    (protocol === 'Microsoft SMTP Server' && received.via === 'Frontend Transport')
  )
    received.tlsUsed = false
}
