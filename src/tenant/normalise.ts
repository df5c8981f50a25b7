/** One form for what logs write in several. */
import { readAddressLiteral } from '../fields/address-literal.ts'
import { parsed } from './values.ts'

const DASHES = /[\u2010-\u2015\u2212]/g
/** A dash whose encoding was lost, alone between two words: `â€“`, `â`, U+FFFD, `?`. */
const LOST_DASH = / (?:[\x80-\u{10ffff}]{1,3}|\?) /gu

/** Without a dot or a blank at its end, every dash as `-`. */
export function operationName(text: string): string {
  const dashed = text.replace(DASHES, '-').replace(LOST_DASH, ' - ')
  let end = dashed.length
  while (end > 0 && ' .\t\r\n\xa0'.includes(dashed[end - 1])) end--
  return dashed.slice(0, end).trimStart()
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?$/i
const DOTNET = /^\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\/$/
/** As .NET writes it in the United States, and with the day first elsewhere. */
const LOCAL = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(,?) (\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?(?: ?([AP])M)?$/i

/**
 * Milliseconds since 1970, UTC. A time without a zone is UTC. Undefined for what is no time, and where day and month of a
 * local form may be either.
 */
export function timeOf(value: unknown): number | undefined {
  if (value !== null && typeof value === 'object') return timeOf((value as { value?: unknown }).value)
  if (typeof value !== 'string' || value.length > 64) return undefined
  const text = value.trim()
  const iso = ISO.exec(text)
  if (iso) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = iso
    const time = utc(+year, +month, +day, +hour, +minute, +second)
    return time === undefined
      ? undefined
      : time + Number(fraction.padEnd(3, '0').slice(0, 3)) - zoneOffset(zone)
  }
  const dotnet = DOTNET.exec(text)
  if (dotnet) return Math.abs(+dotnet[1]) <= 8.64e15 ? +dotnet[1] : undefined
  const local = LOCAL.exec(text)
  return local ? localTime(local) : undefined
}

function localTime(parts: string[]): number | undefined {
  const [, first, second, year, comma, hours, minutes, seconds = '0', fraction, half] = parts
  let [month, day] = [+first, +second]
  // with a comma and milliseconds it is the portal of Azure that writes, and that has the month first everywhere
  const isPortal = comma !== '' && fraction !== undefined
  if (month > 12) [month, day] = [day, month]
  else if (day <= 12 && day !== month && !isPortal) return undefined
  let hour = +hours
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
  }
  const time = utc(+year, month, day, hour, +minutes, +seconds)
  return time === undefined ? undefined : time + Number(fraction ?? 0)
}

function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || day < 1) return undefined
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
}

/** Milliseconds east of UTC. */
function zoneOffset(zone: string): number {
  const digits = zone.replace(':', '')
  if (digits.length !== 5) return 0
  const minutes = +digits.slice(1, 3) * 60 + +digits.slice(3)
  return (digits[0] === '-' ? -minutes : minutes) * 60_000
}

/** The address without brackets and port; undefined where it is none. */
export function addressOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const trimmed = text.trim()
  return readAddressLiteral(trimmed, 0, trimmed.length)?.ip
}

/** The times that a text may have been quoted over again. */
const QUOTED = 3

/**
 * A value with the quotation marks of JSON taken off: `"a"` is `a`, `["a"]` is `a`, `["a","b"]` is `a, b`. Undefined where
 * nothing is left.
 */
export function unquote(value: unknown): string | undefined {
  let inner = value
  for (let n = 0; n < QUOTED && typeof inner === 'string'; n++) {
    const next = parsed(inner)
    if (next !== null && typeof next === 'object' && !isPlainList(next)) break
    if (next === inner) break
    inner = isPlainList(next) ? next.join(', ') : next
  }
  if (typeof inner === 'boolean') return inner ? 'True' : 'False'
  if (inner === null || inner === undefined || inner === '') return undefined
  return typeof inner === 'object' ? JSON.stringify(inner) : String(inner)
}

function isPlainList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object')
}

/** Names of record types (Office 365 Management Activity API) that are read. */
const RECORD_TYPES = new Map([
  ['exchangeadmin', 1],
  ['azureactivedirectory', 8],
  ['azureactivedirectoryaccountlogon', 9],
  ['azureactivedirectorystslogon', 15],
  ['securitycompliancecentereopcmdlet', 18],
])

/** A record type by number, digits or name; undefined where it is none of those that are read. */
export function recordType(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d{1,6}$/.test(text) ? Number(text) : RECORD_TYPES.get(text.toLowerCase())
}

const USER_TYPES = [
  'regular',
  'reserved',
  'admin',
  'dcadmin',
  'system',
  'application',
  'serviceprincipal',
  'custompolicy',
  'systempolicy',
]
const KINDS = [
  'user',
  undefined,
  'user',
  'system',
  'system',
  'application',
  'application',
  'system',
  'system',
] as const

/** What a UserType by number, digits or name says that somebody is. */
export function userKind(text: string | undefined): 'user' | 'application' | 'system' | undefined {
  if (text === undefined) return undefined
  return KINDS[/^\d$/.test(text) ? Number(text) : USER_TYPES.indexOf(text.toLowerCase())]
}

const OUTCOMES = new Map([
  ['true', true],
  ['success', true],
  ['succeeded', true],
  ['partiallysucceeded', true],
  ['false', false],
  ['failure', false],
  ['failed', false],
  ['fail', false],
  ['timeout', false],
])

export function outcome(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : OUTCOMES.get(text.toLowerCase())
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export function isGuid(text: string | undefined): boolean {
  return text !== undefined && text.length === 36 && GUID.test(text)
}
