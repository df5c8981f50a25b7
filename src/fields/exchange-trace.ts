/** The fields in which Exchange Online leaves the route of a message besides Received. */
import { addProblem, isSpace, type Problem, skipSpace, unfold, withoutSpace } from '../mime/scan.ts'
import { readAddressLiteral } from './address-literal.ts'
import { type KeyValueList, parseKeyValueList } from './exchange-antispam.ts'
import { type ExchangeHost, parseExchangeHost } from './exchange-host.ts'

/** One hop of X-MS-TrafficTypeDiagnostic. */
export interface DiagnosticHop {
  /** Machine name as written, without domain. */
  host: string
  /** What stands behind the colon, such as `EE_`; empty where nothing does. */
  tag: string
  /** `unknown` where the name fits no grammar: a redacted host, or a word that is no host. */
  role: ExchangeHost['role']
  start: number
  end: number
}

export interface TrafficTypeDiagnostic {
  /** Oldest first, as they are appended. */
  hops: DiagnosticHop[]
  problems: Problem[]
}

export interface ConnectingIp {
  /** Lower case. */
  tenantId?: string
  /** Without brackets. */
  ip?: string
  helo?: string
  problems: Problem[]
}

export interface TenantAttribution {
  /** GUID, lower case. */
  tenant?: string
  count?: number
  problems: Problem[]
}

export interface IncomingMarker extends KeyValueList {
  /** 64 hexadecimal digits, as written; how they are made is not published. */
  originalChecksum?: string
  upperCasedChecksum?: string
  /** Bytes of the header as it came in. */
  sizeAsReceived?: number
  /** Header fields as they came in, the same number as X-IncomingHeaderCount. */
  count?: number
}

/** `HOST (ip) To HOST (ip)`: the proxy that took a submission, and the server it went on to. */
export interface ClientProxy {
  from?: { host: string; ip?: string }
  to?: { host: string; ip?: string }
  problems: Problem[]
}

const MAX_HOPS = 200

/** X-MS-TrafficTypeDiagnostic: `HOST:TAG|HOST:TAG`; folds stand anywhere. */
export function parseTrafficTypeDiagnostic(raw: string): TrafficTypeDiagnostic {
  const hops: DiagnosticHop[] = []
  const problems: Problem[] = []
  let at = 0
  while (at < raw.length) {
    const bar = raw.indexOf('|', at)
    const close = bar < 0 ? raw.length : bar
    const start = skipSpace(raw, at)
    at = close + 1
    if (start >= close) continue
    if (hops.length >= MAX_HOPS) {
      addProblem(problems, `more than ${MAX_HOPS} hops`, start, raw.length)
      break
    }
    let end = close
    while (isSpace(raw.charCodeAt(end - 1))) end--
    const token = withoutSpace(raw.slice(start, end))
    const colon = token.indexOf(':')
    const host = colon < 0 ? token : token.slice(0, colon)
    const role = parseExchangeHost(host)?.role ?? 'unknown'
    if (role === 'unknown') addProblem(problems, 'a hop is no Exchange Online machine', start, end)
    hops.push({ host, tag: colon < 0 ? '' : token.slice(colon + 1), role, start, end })
  }
  if (hops.length === 0) addProblem(problems, 'there is no hop', 0, raw.length)
  return { hops, problems }
}

/** X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: `TenantId=guid;Ip=[ip];Helo=[name]`. */
export function parseConnectingIp(raw: string): ConnectingIp {
  const out: ConnectingIp = { problems: [] }
  let at = 0
  while (at < raw.length) {
    const semicolon = raw.indexOf(';', at)
    const close = semicolon < 0 ? raw.length : semicolon
    const start = skipSpace(raw, at)
    at = close + 1
    if (start >= close) continue
    const part = unfold(raw.slice(start, close))
    const equals = part.indexOf('=')
    const key = part.slice(0, Math.max(equals, 0)).trim().toLowerCase()
    const value = part.slice(equals + 1).trim()
    if (key === 'tenantid' && out.tenantId === undefined) {
      if (isGuid(value)) out.tenantId = value.toLowerCase()
      else addProblem(out.problems, 'TenantId is no GUID', start, close)
    } else if (key === 'ip' && out.ip === undefined) {
      out.ip = readAddressLiteral(value, 0, value.length)?.ip
      if (out.ip === undefined) addProblem(out.problems, 'Ip is no address', start, close)
    } else if (key === 'helo' && out.helo === undefined)
      out.helo = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1) : value
    else addProblem(out.problems, 'a part is unknown or repeated', start, close)
  }
  if (out.tenantId === undefined && out.ip === undefined && out.helo === undefined)
    addProblem(out.problems, 'there is neither tenant nor address', 0, raw.length)
  return out
}

/** X-EOPTenantAttributedMessage: `guid:n`. */
export function parseTenantAttribution(raw: string): TenantAttribution {
  const text = unfold(raw)
  const colon = text.indexOf(':')
  const out: TenantAttribution = { problems: [] }
  const tenant = colon < 0 ? text : text.slice(0, colon)
  if (isGuid(tenant)) out.tenant = tenant.toLowerCase()
  else addProblem(out.problems, 'the tenant is no GUID', 0, raw.length)
  out.count = colon < 0 ? undefined : readInteger(text.slice(colon + 1))
  if (out.count === undefined) addProblem(out.problems, 'there is no number', 0, raw.length)
  return out
}

/** X-IncomingTopHeaderMarker: `OriginalChecksum:hex;UpperCasedChecksum:hex;SizeAsReceived:n;Count:n`. */
export function parseIncomingMarker(raw: string): IncomingMarker {
  const list = parseKeyValueList(raw)
  return {
    ...list,
    originalChecksum: readChecksum(list, 'OriginalChecksum'),
    upperCasedChecksum: readChecksum(list, 'UpperCasedChecksum'),
    sizeAsReceived: readCount(list, 'SizeAsReceived'),
    count: readCount(list, 'Count'),
  }
}

/** X-ClientProxiedBy. */
export function parseClientProxiedBy(raw: string): ClientProxy {
  const words: string[] = []
  let at = skipSpace(raw, 0)
  while (at < raw.length && words.length < 6) {
    const start = at
    while (at < raw.length && !isSpace(raw.charCodeAt(at))) at++
    words.push(raw.slice(start, at))
    at = skipSpace(raw, at)
  }
  const out: ClientProxy = { problems: [] }
  let to = false
  for (const word of words) {
    const side: 'from' | 'to' = to ? 'to' : 'from'
    const end = out[side]
    if (word.toLowerCase() === 'to' && !to && out.from) to = true
    else if (!end) out[side] = { host: word }
    else if (word.startsWith('(') && word.endsWith(')') && end.ip === undefined)
      end.ip = readAddressLiteral(word, 1, word.length - 1)?.ip
    else addProblem(out.problems, 'a word belongs to no host', 0, raw.length)
  }
  if (!out.from?.ip || !out.to?.ip || at < raw.length)
    addProblem(out.problems, 'it is not of the form HOST (ip) To HOST (ip)', 0, raw.length)
  return out
}

/** Eight, four, four, four and twelve hexadecimal digits. */
export function isGuid(text: string): boolean {
  if (text.length !== 36) return false
  for (let i = 0; i < 36; i++) {
    const code = text.charCodeAt(i)
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== 0x2d) return false
    } else if (!isHexDigit(code)) return false
  }
  return true
}

/** A decimal integer of up to 15 digits, a minus sign allowed. */
export function readInteger(text: string): number | undefined {
  const negative = text.charCodeAt(0) === 0x2d
  const from = negative ? 1 : 0
  if (text.length === from || text.length - from > 15) return undefined
  let value = 0
  for (let i = from; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return negative ? 0 - value : value
}

function readChecksum(list: KeyValueList, key: string): string | undefined {
  const entry = list.entries.get(key)
  let fits = entry?.value.length === 64
  for (let i = 0; fits && i < 64; i++) fits = isHexDigit(entry!.value.charCodeAt(i))
  if (fits) return entry!.value
  addProblem(
    list.problems,
    `${key} is no checksum of 64 hexadecimal digits`,
    entry?.start ?? 0,
    entry?.end ?? 0,
  )
  return undefined
}

function readCount(list: KeyValueList, key: string): number | undefined {
  const entry = list.entries.get(key)
  const value = entry ? readInteger(entry.value) : undefined
  if (value !== undefined && value >= 0) return value
  addProblem(list.problems, `${key} is no number`, entry?.start ?? 0, entry?.end ?? 0)
  return undefined
}

function isHexDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 32) >= 0x61 && (code | 32) <= 0x66)
}

/** The `Count` of an X-IncomingTopHeaderMarker alone: the last of its pairs. */
export function incomingCount(raw: string): number | undefined {
  const at = raw.lastIndexOf('Count:')
  if (at < 0) return undefined
  const count = Number.parseInt(raw.slice(at + 6, at + 16), 10)
  return count >= 0 ? count : undefined
}
