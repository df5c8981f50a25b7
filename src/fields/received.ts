/** The Received field (RFC 5321 4.4) as real servers write it. */
import { closingEnd, closingQuote, type Problem, skipSpace, unfold } from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'
import { textIs, wordEnd } from './codes.ts'
import { type MailDate, parseDate } from './date.ts'
import { type Claims, Clause, isHostName, newClaims, readComment, readTlsToken } from './received-comment.ts'

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
/** Clauses by the length of their keyword. */
const OF_LENGTH: Clause[][] = Array.from({ length: 14 }, (_, length) =>
  KEYWORDS.flatMap((word, clause) => (word.length === length ? [clause as Clause] : [])),
)

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
const PROTOCOLS: { name: string; says: number; registered: boolean }[] = []
for (const name of ['smtp', 'esmtp', 'lmtp', 'utf8smtp', 'utf8lmtp'])
  PROTOCOLS.push(
    { name, says: 0, registered: true },
    { name: `${name}a`, says: AUTHENTICATED, registered: true },
    { name: `${name}s`, says: TLS, registered: true },
    { name: `${name}sa`, says: TLS | AUTHENTICATED, registered: true },
  )
PROTOCOLS.push(
  { name: 'https', says: TLS, registered: false },
  { name: 'asmtp', says: AUTHENTICATED, registered: false },
)

/** Start and end of the words of each clause, by number, of the field that is being read. */
const starts = new Int32Array(8)
const ends = new Int32Array(8)

/** Reads a Received field. The first clause of a name counts, the last date does. */
export function parseReceived(raw: string): Received {
  const problems: Problem[] = []
  const claims = newClaims()
  let date: MailDate | undefined
  for (let i = 0; i < starts.length; i++) starts[i] = -1
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
      const read = parseDate(raw, at)
      if (read === undefined) continue
      date = read
      at = read.end
      continue
    }
    if (code === 0x28) {
      const close = unclosed < MAX_UNCLOSED ? closingEnd(raw, at) : -1
      if (close > 0) {
        if (seen === 0 && semicolon < 0) local = true
        const glued = clause === Clause.WITH && starts[Clause.WITH] >= 0 && ends[Clause.WITH] === at
        const version =
          clause === Clause.WITH && starts[Clause.WITH] >= 0 ? versionIn(raw, at, close) : undefined
        if (version !== undefined && !glued) claims.software ??= `${wordOf(raw, Clause.WITH)} ${version}`
        else if (glued) claims.software ??= unfold(raw.slice(starts[Clause.WITH], close))
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
    at = wordEnd(raw, at)
    for (; raw.charCodeAt(at) === 0x22; at = wordEnd(raw, at)) {
      const close = unclosed < MAX_UNCLOSED ? closingQuote(raw, at) : -1
      if (close < 0 && unclosed < MAX_UNCLOSED && unclosed++ === 0)
        problems.push({ message: 'a quoted string without end', start: at, end: at + 1 })
      at = close < 0 ? at + 1 : close
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
      // "from HELO from [192.0.2.1]"
      if (keyword === Clause.FROM && clause === Clause.FROM && starts[Clause.FROM] >= 0) continue
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
      } else if (clause === Clause.BY && unclaimed < 0 && semicolon < 0) unclaimed = start
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

  if (!date) {
    const last = raw.lastIndexOf(';')
    if (last >= 0 && (last !== semicolon || dates === MAX_DATES)) date = parseDate(raw, last + 1)
    else if (unclaimed >= 0) date = parseDate(raw, unclaimed)
  }
  if (starts[Clause.TLS] >= 0) {
    claims.tls = true
    claims.cipher ??= wordOf(raw, Clause.TLS)
  }
  const by = byStart < 0 ? undefined : readBy(raw, byStart, byEnd, claims)
  const from = fromStart < 0 ? undefined : readFrom(raw, fromStart, fromEnd, claims)
  const via = wordOf(raw, Clause.VIA)
  const protocol = wordOf(raw, Clause.WITH)
  const plain = protocol !== undefined && readProtocol(protocol, via, claims)
  const { version, cipher } = claims
  if (!from && !by && !local) problems.push({ message: 'neither from nor by', start: 0, end: raw.length })
  return {
    from,
    by,
    via,
    with: protocol,
    tls: version === undefined && cipher === undefined ? undefined : { version, cipher },
    tlsUsed: claims.tls ? true : plain ? false : undefined,
    authenticated: claims.authenticated || undefined,
    id: withoutAngles(raw, Clause.ID),
    for: withoutAngles(raw, Clause.FOR),
    envelopeFrom: withoutAngles(raw, Clause.ENVELOPE) ?? claims.envelopeFrom,
    date,
    problems,
  }
}

/** The version that a comment is, and nothing else: "(v6,2,2,3977)". */
function versionIn(raw: string, open: number, close: number): string | undefined {
  const text = raw.slice(open + 1, Math.min(close - 1, open + 40))
  return close - open < 40 && /^v\d[\w.,-]*$/.test(text) ? text : undefined
}

/** The words of a clause. */
function wordOf(raw: string, clause: Clause): string | undefined {
  return starts[clause] < 0 ? undefined : unfold(raw.slice(starts[clause], ends[clause]))
}

/** The clause that the word names, or -1. `tls` is one only after `with`. */
function keywordAt(raw: string, start: number, end: number, clause: Clause): Clause | -1 {
  if (end - start >= OF_LENGTH.length) return -1
  for (const named of OF_LENGTH[end - start]) {
    if (!textIs(raw, start, end, KEYWORDS[named])) continue
    return named === Clause.TLS && clause !== Clause.WITH ? -1 : named
  }
  return -1
}

/** After the closing bracket of what opens at `at`; `at + 1` where it is not closed. */
function bracketedEnd(raw: string, at: number, close: number): number {
  const end = Math.min(raw.length, at + MAX_BRACKETED)
  for (let i = at + 1; i < end; i++) if (raw.charCodeAt(i) === close) return i + 1
  return at + 1
}

/** The word of a clause without angle brackets. */
function withoutAngles(raw: string, clause: Clause): string | undefined {
  let start = starts[clause]
  let end = ends[clause]
  if (start < 0) return undefined
  if (raw.charCodeAt(end - 1) === 0x2c && end - start > 1) end--
  if (raw.charCodeAt(start) === 0x3c) {
    start++
    if (end > start && raw.charCodeAt(end - 1) === 0x3e) end--
  }
  return unfold(raw.slice(start, end))
}

function readBy(raw: string, start: number, end: number, claims: Claims): ReceivedBy | undefined {
  const wordStart = starts[Clause.BY]
  const wordEnd = ends[Clause.BY]
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
  return {
    host: literal ? literal.ip : raw.slice(wordStart, hostEnd),
    ip: claims.by?.ip ?? literal?.ip,
    software: claims.software,
    start,
    end,
  }
}

/**
 * Sorts out who is who. Most servers put the HELO name first and reverse name and address in a comment; Exim, qmail and
 * others put the reverse name (or the address) first and the HELO name, so labelled, in a comment.
 */
function readFrom(raw: string, start: number, end: number, claims: Claims): ReceivedFrom | undefined {
  const wordStart = starts[Clause.FROM]
  let wordEnd = ends[Clause.FROM]
  let literal = claims.from
  let { helo, rdns } = claims
  if (wordStart >= 0) {
    // IIS: "from mail pickup service by"
    if (raw.startsWith('mail pickup service', wordStart)) wordEnd = wordStart + 19
    let own = readAddressLiteral(raw, wordStart, wordEnd)
    const bracket = own === undefined ? raw.indexOf('[', wordStart) : -1
    if (bracket > wordStart && bracket < wordEnd) {
      // "host.example[192.0.2.1]"
      const glued = readAddressLiteral(raw, bracket, wordEnd)
      if (glued !== undefined) {
        literal ??= glued
        wordEnd = bracket
      }
    }
    // chasquid writes the address first, and in a comment the name that the client gave
    if (
      own &&
      helo === undefined &&
      rdns !== undefined &&
      !literal &&
      claims.software?.startsWith('chasquid')
    ) {
      literal = own
      helo = rdns
      rdns = own = undefined
    }
    const unknown = isUnknown(raw, wordStart, wordEnd)
    // "from [192.0.2.1] (unknown)": the address is what the client said
    if (own && (helo !== undefined || (!literal && !claims.unnamed))) literal ??= own
    else if (helo === undefined) helo = unknown ? undefined : raw.slice(wordStart, wordEnd)
    else if (!unknown && isHostName(raw, wordStart, wordEnd)) rdns ??= raw.slice(wordStart, wordEnd)
    // Exim leaves the HELO name out where it equals the reverse name
    if (!own && !unknown && literal && claims.helo === undefined && claims.software?.startsWith('Exim'))
      rdns ??= helo
  } else if (helo === undefined && rdns === undefined && !literal) return undefined
  return {
    helo,
    rdns: rdns?.endsWith('.') ? rdns.slice(0, -1) : rdns,
    ip: literal?.ip,
    port: literal && (literal.port ?? claims.port),
    start,
    end,
  }
}

function isUnknown(raw: string, start: number, end: number): boolean {
  return textIs(raw, start, end, 'unknown') || textIs(raw, start, end, '<unknown>')
}

/** What the `with` clause says of TLS and authentication; true where it says that without more there was no TLS. */
function readProtocol(protocol: string, via: string | undefined, claims: Claims): boolean {
  let start = protocol.length
  while (start > 0 && protocol.charCodeAt(start - 1) !== 0x20) start--
  const slash = protocol.indexOf('/', start)
  const end = slash < 0 ? protocol.length : slash
  let registered = false
  for (const known of PROTOCOLS) {
    if (!textIs(protocol, start, end, known.name)) continue
    if ((known.says & AUTHENTICATED) !== 0) claims.authenticated = true
    if ((known.says & TLS) !== 0) claims.tls = true
    registered = known.registered
    break
  }
  if (slash >= 0) {
    // Cisco: "ESMTP/TLS/ECDHE-RSA-AES256-GCM-SHA384"
    const [version, cipher] = protocol.slice(slash + 1).split('/', 2)
    if (readTlsToken(version, 0, version.length, claims) && cipher !== undefined) claims.cipher ??= cipher
  }
  return registered || (protocol === 'Microsoft SMTP Server' && via === 'Frontend Transport')
}
