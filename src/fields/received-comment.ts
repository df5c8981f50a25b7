/** The comments of a Received field: what servers tell there of client, session and themselves. */
import { commentEnd, isSpace, unfold } from '../mime/scan.ts'
import { type AddressLiteral, readAddressLiteral } from './address-literal.ts'
import { CLASSES, textIs, WORD_END } from './codes.ts'

/** Where in the field a token stands. The first seven are clauses of the grammar. */
export const Clause = {
  FROM: 0,
  BY: 1,
  VIA: 2,
  WITH: 3,
  ID: 4,
  FOR: 5,
  ENVELOPE: 6,
  /** Exim's `tls CIPHER` inside the with clause. */
  TLS: 7,
  /** Before the first clause, after a semicolon, or in a clause that stood before. */
  NONE: 8,
} as const
export type Clause = (typeof Clause)[keyof typeof Clause]

/** What comments say; the first to say a thing counts. */
export interface Claims {
  from?: AddressLiteral
  port?: number
  helo?: string
  rdns?: string
  /** A comment says that the client's address has no name. */
  unnamed?: boolean
  by?: AddressLiteral
  software?: string
  version?: string
  cipher?: string
  tls: boolean
  authenticated: boolean
  envelopeFrom?: string
}

/** With every key, so that all are of one shape. */
export function newClaims(): Claims {
  return {
    from: undefined,
    port: undefined,
    helo: undefined,
    rdns: undefined,
    unnamed: false,
    by: undefined,
    software: undefined,
    version: undefined,
    cipher: undefined,
    tls: false,
    authenticated: false,
    envelopeFrom: undefined,
  }
}

const MAX_WORDS = 64

/** What the next word of a comment is. */
const HELO = 1
const CIPHER = 2
const ENVELOPE_FROM = 3

/** Reads the comment `raw[open..close]`, parentheses included, that stands in `clause`. */
export function readComment(raw: string, open: number, close: number, clause: Clause, claims: Claims): void {
  const end = close - 1
  const hosts = clause === Clause.FROM || clause === Clause.BY
  let awaited = 0
  /** Whether the comment is about the session or the sender, and so does not name the server's software. */
  let told = false
  let softwareStart = -1
  let softwareEnd = -1
  let previousStart = -1
  let previousEnd = -1
  let at = open + 1
  for (let words = 0; words < MAX_WORDS; words++) {
    let code = 0
    for (; at < end; at++) {
      code = raw.charCodeAt(at)
      if (code === 0x2c && softwareStart >= 0 && softwareEnd < 0) softwareEnd = at
      if (!isSpace(code) && code !== 0x2c && code !== 0x22) break
    }
    if (at >= end) break
    if (code === 0x28) {
      if (softwareStart >= 0 && softwareEnd < 0) softwareEnd = at
      at = Math.min(commentEnd(raw, at), end)
      continue
    }
    const start = at
    let equals = -1
    let atSign = -1
    let numeric = code === 0x5b
    for (; at < end; at++) {
      code = raw.charCodeAt(at)
      if (code === 0x2c || (code !== 0x3b && (CLASSES[code] & WORD_END) !== 0)) break
      if (code === 0x3d) {
        if (equals < 0) equals = at
      } else if (code === 0x40) atSign = at
      else if (code === 0x2e || code === 0x3a) numeric = true
    }
    const first = words === 0

    if (awaited === ENVELOPE_FROM) {
      claims.envelopeFrom ??= envelopeAddress(raw, start, at)
      awaited = 0
      told = true
    } else if (awaited === HELO) {
      claims.helo ??= raw.slice(start, at)
      awaited = 0
      told = true
    } else if (awaited === CIPHER && !isTlsVersion(raw, start)) {
      claims.cipher ??= raw.slice(start, at)
      awaited = 0
    } else if (equals > start && (atSign < 0 || atSign > equals)) {
      if (readPair(raw, start, equals, at, claims)) told = true
    } else {
      const from = atSign < 0 ? start : atSign + 1
      let literal = hosts && numeric ? readAddressLiteral(raw, from, at) : undefined
      if (!literal && hosts && numeric) {
        // MailMarshal's "Not Verified[192.0.2.1]", and "host.example[192.0.2.1]"
        const bracket = raw.indexOf('[', from)
        if (bracket > from && bracket < at) {
          literal = readAddressLiteral(raw, bracket, at)
          if (literal && clause === Clause.FROM && first && isReverseName(raw, from, bracket))
            claims.rdns ??= raw.slice(from, bracket)
        }
      }
      if (literal) {
        if (clause === Clause.FROM) claims.from ??= literal
        else claims.by ??= literal
        if (first || raw.charCodeAt(start) === 0x5b) told = true
        if (softwareStart >= 0 && softwareEnd < 0) softwareEnd = start
      } else if (textIs(raw, start, at, 'helo') || textIs(raw, start, at, 'ehlo')) awaited = HELO
      else if (textIs(raw, start, at, 'cipher')) {
        awaited = CIPHER
        told = claims.tls = true
      } else if (textIs(raw, start, at, 'envelope-from')) awaited = ENVELOPE_FROM
      else if (textIs(raw, start, at, 'authenticated') || (first && textIs(raw, start, at, 'account')))
        told = claims.authenticated = true
      else if (textIs(raw, start, at, 'encrypted')) {
        told = claims.tls = true
        if (previousStart >= 0) claims.cipher ??= raw.slice(previousStart, previousEnd)
      } else if (readTlsToken(raw, start, at, claims)) {
        // Cellopoint: "E-mail Firewall v4.1.10 Build 0809 with TLS"
        if (softwareStart >= 0 && textIs(raw, previousStart, previousEnd, 'with')) softwareEnd = previousStart
        else told = true
      } else if (first && textIs(raw, start, start + 9, 'mailfrom:'))
        claims.envelopeFrom ??= envelopeAddress(raw, start + 9, at)
      else if (
        first &&
        textIs(raw, start, at, 'google') &&
        raw.startsWith('Google Transport Security', start)
      )
        told = claims.tls = true
      else if (first && clause === Clause.FROM) readReverseName(raw, start, atSign, at, end, claims)
      else if (first && (clause === Clause.BY || clause === Clause.WITH)) softwareStart = start
    }
    previousStart = start
    previousEnd = at
  }
  if (softwareStart < 0 || told || claims.software !== undefined) return
  let software = unfold(raw.slice(softwareStart, softwareEnd < 0 ? end : softwareEnd))
  // Momentum: "ecelerity 4.8.0.74147 r(msys-ecelerity:tags/4.8.0.4)"
  if (software.endsWith(' r')) software = software.slice(0, -2)
  claims.software = software
}

/** `key=value` of a comment; false where the key says nothing of the session. */
function readPair(raw: string, start: number, equals: number, end: number, claims: Claims): boolean {
  if (textIs(raw, start, equals, 'version') || textIs(raw, start, equals, 'tls_version')) {
    claims.version ??= raw.slice(equals + 1, end)
    claims.tls = true
  } else if (textIs(raw, start, equals, 'cipher')) {
    claims.cipher ??= raw.slice(equals + 1, end)
    claims.tls = true
  } else if (textIs(raw, start, equals, 'helo')) claims.helo ??= raw.slice(equals + 1, end)
  else if (textIs(raw, start, equals, 'port')) {
    const port = Number(raw.slice(equals + 1, end))
    if (Number.isInteger(port) && port > 0 && port < 0x10000) claims.port ??= port
  } else if (textIs(raw, start, equals, 'mech') || textIs(raw, start, equals, 'auth'))
    claims.authenticated = true
  else
    return (
      textIs(raw, start, equals, 'bits') ||
      textIs(raw, start, equals, 'verify') ||
      textIs(raw, start, equals, 'user') ||
      textIs(raw, start, equals, 'ident')
    )
  return true
}

/**
 * The first word of a from-comment is the reverse name if it looks like one and stands alone or before an address;
 * `user@host` must stand before one.
 */
function readReverseName(
  raw: string,
  start: number,
  atSign: number,
  end: number,
  limit: number,
  claims: Claims,
): void {
  if (textIs(raw, start, end, 'unknown')) {
    claims.unnamed = true
    return
  }
  const host = atSign < 0 ? start : atSign + 1
  if (!isReverseName(raw, host, end)) return
  let next = end
  while (next < limit && isSpace(raw.charCodeAt(next))) next++
  if ((next === limit && atSign < 0) || raw.charCodeAt(next) === 0x5b) claims.rdns ??= raw.slice(host, end)
}

/** Whether it may be the name of a host: remarks such as `really` and `verified` have no full stop. */
function isReverseName(raw: string, start: number, end: number): boolean {
  if (!isHostName(raw, start, end)) return false
  const dot = raw.indexOf('.', start)
  return (dot > start && dot < end - 1) || textIs(raw, start, end, 'localhost')
}

/**
 * `TLS`, `TLS1.3`, `TLSv1.2:AES128-GCM-SHA256:128`: version and, if given, cipher. False where the word is none of these.
 */
export function readTlsToken(raw: string, start: number, end: number, claims: Claims): boolean {
  if (textIs(raw, start, end, 'tls') || textIs(raw, start, end, 'ssl')) {
    claims.tls = true
    return true
  }
  if (!isTlsVersion(raw, start)) return false
  claims.tls = true
  const colon = raw.indexOf(':', start)
  if (colon < 0 || colon >= end) {
    claims.version ??= raw.slice(start, end)
    return true
  }
  claims.version ??= raw.slice(start, colon)
  const second = raw.lastIndexOf(':', end - 1)
  claims.cipher ??= raw.slice(colon + 1, second > colon ? second : end)
  return true
}

/** Whether `TLS1...`, `TLSv1...` or the like begins at `at`; `TLS_...` is a cipher. */
function isTlsVersion(raw: string, at: number): boolean {
  if (!textIs(raw, at, at + 3, 'tls') && !textIs(raw, at, at + 3, 'ssl')) return false
  const code = raw.charCodeAt(at + 3)
  const digit = (code | 32) === 0x76 ? raw.charCodeAt(at + 4) : code
  return digit >= 0x30 && digit <= 0x39
}

function envelopeAddress(raw: string, start: number, end: number): string {
  if (raw.charCodeAt(start) === 0x3c) {
    start++
    if (end > start && raw.charCodeAt(end - 1) === 0x3e) end--
  }
  return raw.slice(start, end)
}

/** Letters, digits, hyphens, underscores and full stops, and not all digits after the last full stop. */
export function isHostName(raw: string, start: number, end: number): boolean {
  if (end <= start || end - start > 255) return false
  let letters = false
  for (let i = start; i < end; i++) {
    const code = raw.charCodeAt(i)
    if (code === 0x2e) {
      if (i + 1 < end) letters = false
    } else if ((code | 32) >= 0x61 && (code | 32) <= 0x7a) letters = true
    else if (code === 0x2d || code === 0x5f || code >= 0x80) letters = true
    else if (code < 0x30 || code > 0x39) return false
  }
  return letters
}
