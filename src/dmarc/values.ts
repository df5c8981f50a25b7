/** Values of reports, as reporters write them. */
import { parseAddress } from '../chain/address-range.ts'
import { isoTime } from '../fields/iso-time.ts'
import type { DmarcProblemCode } from './problems.ts'

export type Note = (code: DmarcProblemCode) => void

const isoOf = (milliseconds: number): string | undefined => {
  const year = new Date(milliseconds).getUTCFullYear()
  return year >= 1970 && year <= 9999 ? isoTime(milliseconds) : undefined
}

/** Digits of a time in milliseconds; one in seconds has that many from the year 5138 on. */
const MILLISECONDS = 12
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

/** A time as ISO 8601 in UTC. */
export function readTime(text: string, note: Note): string | undefined {
  let time: string | undefined
  if (/^\d{1,16}$/.test(text)) {
    const milliseconds = text.length >= MILLISECONDS
    if (milliseconds) note('milliseconds')
    time = isoOf(Number(text) * (milliseconds ? 1 : 1000))
  } else if (ISO.test(text)) {
    note('iso-date')
    const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text.slice(10)) || text.length === 10
    time = isoOf(Date.parse(`${text.replace(' ', 'T')}${zoned ? '' : 'Z'}`))
  }
  if (time === undefined) note('bad-date')
  return time
}

/** Four decimal octets, or something with colons: ipaddr.js takes a bare number for an address as well. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f.]*:[\da-f:.]*)$/i

/** An address in its usual notation; undefined where it is none. */
export function readAddress(text: string): { ip: string; mapped: boolean } | undefined {
  const address = ADDRESS.test(text) ? parseAddress(text) : undefined
  return address && { ip: address.toString(), mapped: address.kind() === 'ipv4' && text.includes(':') }
}

export function readSource(text: string | undefined, note: Note): string | undefined {
  if (text === undefined || text === '') {
    note('no-source')
    return undefined
  }
  const address = readAddress(text)
  if (!address) note('bad-source')
  else if (address.mapped) note('mapped-source')
  return address?.ip ?? text
}

export function readCount(text: string | undefined, note: Note): number {
  const [, sign, digits] = /^([+-]?)(\d{1,15})$/.exec(text ?? '') ?? []
  if (digits === undefined) {
    note('bad-count')
    return 0
  }
  if (sign !== '') note('signed-count')
  const count = Number(digits)
  if (count === 0) note('zero-count')
  return count
}

/** Lower case and known. */
export function readWord(
  text: string | undefined,
  known: ReadonlySet<string>,
  codes: { none: DmarcProblemCode; unknown: DmarcProblemCode; cased?: DmarcProblemCode },
  note: Note,
): string | undefined {
  if (text === undefined || text === '') {
    note(codes.none)
    return undefined
  }
  const word = text.toLowerCase()
  if (word !== text && codes.cased) note(codes.cased)
  if (!known.has(word)) note(codes.unknown)
  return word
}

const ALIGNMENTS: Record<string, string> = { r: 'r', s: 's', relaxed: 'r', strict: 's' }

export function readAlignment(text: string, note: Note): string | undefined {
  const word = text.toLowerCase()
  const mode = Object.hasOwn(ALIGNMENTS, word) ? ALIGNMENTS[word] : undefined
  if (mode !== text) note('bad-alignment')
  return mode
}

export function readPercent(text: string, note: Note): number | undefined {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 100) return Number(text)
  note('bad-pct')
  return undefined
}
