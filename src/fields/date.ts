/** Date and time (RFC 5322 3.3 and 4.3), with the damage that real mail has. */
import { isSpace, type Problem, skipSpace } from '../mime/scan.ts'
import {
  type Cursor,
  isDigit,
  isLetter,
  isSign,
  isWordCode,
  peek,
  problem,
  readName,
  readNumber,
  skip,
  skipBlank,
  skipPunctuation,
  skipWord,
} from './date-cursor.ts'

export interface MailDate {
  /** Milliseconds since 1970-01-01 UTC. Where no zone is stated the time is taken as UTC. */
  time: number
  /** Minutes east of UTC; absent where no zone is stated, it is unknown, or it is `-0000` (RFC 5322 3.3). */
  offset: number | undefined
  /** From the first to after the last thing read, comments at the end left out. */
  start: number
  end: number
  problems: Problem[]
}

interface CalendarDay {
  year: number
  month: number
  day: number
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Zones of RFC 5322 4.3, and those of practice whose letters mean one zone only; minutes east of UTC. */
const ZONES = new Map<string, number>(
  Object.entries({
    ut: 0,
    utc: 0,
    gmt: 0,
    z: 0,
    est: -300,
    edt: -240,
    cst: -360,
    cdt: -300,
    mst: -420,
    mdt: -360,
    pst: -480,
    pdt: -420,
    wet: 0,
    cet: 60,
    cest: 120,
    met: 60,
    mest: 120,
    eet: 120,
    eest: 180,
    msk: 180,
    jst: 540,
    kst: 540,
  }),
)

/** The farthest offset in use, in minutes (UTC+14). */
const MAX_OFFSET = 14 * 60
/** Words that may stand before the day of the month. */
const MAX_LEADING_WORDS = 3

/**
 * Reads the date that stands in `text[start..end]`; undefined where none does, or where its day, month or time of day
 * cannot be. Reads RFC 5322 with its obsolete forms, ISO 8601, Go's and asctime's form and `7/28/2023 7:26:24 PM`.
 */
export function parseDate(text: string, start = 0, end = text.length): MailDate | undefined {
  return readPlainDate(text, start, end) ?? readAnyDate(text, start, end)
}

/**
 * Reads `Tue, 14 May 2024 09:12:33 +0000` and what differs from it in folds and in a day of one digit, which nearly all
 * dates are; undefined where there is more to it.
 */
function readPlainDate(text: string, start: number, limit: number): MailDate | undefined {
  const end = Math.min(limit, text.length)
  const first = skipSpace(text, start)
  let at = first
  let weekday = -1
  if (isLetter(text.charCodeAt(at))) {
    weekday = nameIndex(WEEKDAY_CODES, text, at)
    if (weekday < 0 || text.charCodeAt(at + 3) !== 0x2c) return undefined
    at = skipSpace(text, at + 4)
  }
  let day = digitAt(text, at)
  if (day < 0) return undefined
  const ones = digitAt(text, at + 1)
  if (ones >= 0) day = day * 10 + ones
  let next = skipSpace(text, at + (ones >= 0 ? 2 : 1))
  if (next === at + (ones >= 0 ? 2 : 1)) return undefined
  const month = nameIndex(MONTH_CODES, text, next) + 1
  if (month === 0 || !isSpace(text.charCodeAt(next + 3))) return undefined
  next = skipSpace(text, next + 3)
  const year = twoDigits(text, next) * 100 + twoDigits(text, next + 2)
  if (!(year >= 1900) || !isSpace(text.charCodeAt(next + 4))) return undefined
  at = skipSpace(text, next + 4)
  const hour = twoDigits(text, at)
  const minute = twoDigits(text, at + 3)
  const second = twoDigits(text, at + 6)
  // comparisons with NaN, which is no two digits, are false
  if (!(hour < 24 && minute < 60 && second < 61)) return undefined
  if (text.charCodeAt(at + 2) !== 0x3a || text.charCodeAt(at + 5) !== 0x3a) return undefined
  if (!isSpace(text.charCodeAt(at + 8))) return undefined
  at = skipSpace(text, at + 8)
  const sign = text.charCodeAt(at)
  if (sign !== 0x2b && sign !== 0x2d) return undefined
  const zone = twoDigits(text, at + 1) * 60 + twoDigits(text, at + 3)
  at += 5
  if (!(zone <= MAX_OFFSET) || twoDigits(text, at - 2) > 59 || at > end) return undefined
  const after = skipSpace(text, at)
  if (after < end || day < 1 || day > daysIn(year, month)) return undefined
  const days = daysSince1970(year, month, day)
  if (weekday >= 0 && weekdayOf(days) !== weekday) return undefined
  const offset = sign === 0x2b ? zone : zone === 0 ? undefined : -zone
  const clock = ((hour * 60 + minute) * 60 + second) * 1000
  return {
    time: days * 86_400_000 + clock - (offset ?? 0) * 60_000,
    offset,
    start: first,
    end: at,
    problems: [],
  }
}

/** Value of the digit at `at`; -1 where there is none. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39 ? code - 0x30 : -1
}

/** NaN where there are no two digits. */
function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at)
  const ones = digitAt(text, at + 1)
  return tens < 0 || ones < 0 ? Number.NaN : tens * 10 + ones
}

/** First three letters of names as one number each. */
const MONTH_CODES = MONTHS.map((name) => lettersAt(name, 0))
const WEEKDAY_CODES = WEEKDAYS.map((name) => lettersAt(name, 0))

function lettersAt(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) | 32) << 16) | ((text.charCodeAt(at + 1) | 32) << 8) | text.charCodeAt(at + 2) | 32
  )
}

function nameIndex(codes: readonly number[], text: string, at: number): number {
  return codes.indexOf(lettersAt(text, at))
}

function readAnyDate(text: string, start: number, end: number): MailDate | undefined {
  const c: Cursor = { text, end: Math.min(end, text.length), at: start, problems: [] }
  skip(c)
  const first = c.at
  let weekday = -1
  let weekdayAt = first
  for (let words = 0; isWordCode(peek(c)); words++) {
    if (words === MAX_LEADING_WORDS) return undefined
    const at = c.at
    const month = readName(c, MONTHS)
    if (month >= 0) return monthFirst(c, first, weekday, weekdayAt, month + 1)
    const known = readName(c, WEEKDAYS)
    if (known >= 0) {
      weekday = known
      weekdayAt = at
    } else {
      skipWord(c)
      problem(c, 'not the name of a weekday', at)
    }
    skipPunctuation(c)
  }

  const at = c.at
  const number = readNumber(c)
  const digits = c.at - at
  if (digits === 4) return numericYearFirst(c, first, weekday, weekdayAt, number)
  if (digits < 1 || digits > 2) return undefined
  const separator = peek(c)
  if (
    (separator === 0x2f || separator === 0x2d || separator === 0x2e) &&
    isDigit(c.text.charCodeAt(c.at + 1))
  )
    return numericYearLast(c, first, weekday, weekdayAt, number, separator)
  skipPunctuation(c)
  const month = readName(c, MONTHS) + 1
  if (month === 0) return undefined
  skipPunctuation(c)
  const year = readYear(c)
  return clockAndZone(c, first, weekday, weekdayAt, { year, month, day: number })
}

/** `2020-06-17T16:39:24Z`, `2020-06-17 16:39:24.757045452 +0000 UTC m=+349867.49`. */
function numericYearFirst(c: Cursor, first: number, weekday: number, weekdayAt: number, year: number) {
  const separator = peek(c)
  if (separator !== 0x2d && separator !== 0x2f) return undefined
  c.at++
  const month = readNumber(c)
  if (peek(c) !== separator) return undefined
  c.at++
  const day = readNumber(c)
  problem(c, 'not in the order day, month, year', first)
  if ((peek(c) | 32) === 0x74) c.at++
  return clockAndZone(c, first, weekday, weekdayAt, { year, month, day })
}

/** `7/28/2023 7:26:24 PM`, `28-07-2023`, `28.07.2023 19:26`; none where either number may be the month, as in `11/03/2024`. */
function numericYearLast(
  c: Cursor,
  first: number,
  weekday: number,
  weekdayAt: number,
  one: number,
  separator: number,
) {
  c.at++
  const two = readNumber(c)
  if (peek(c) !== separator) return undefined
  c.at++
  const year = readYear(c)
  problem(c, 'the month is a number', first)
  const dayFirst = separator === 0x2e || one > 12
  if (!dayFirst && two <= 12 && one !== two) return undefined
  return clockAndZone(c, first, weekday, weekdayAt, {
    year,
    month: dayFirst ? two : one,
    day: dayFirst ? one : two,
  })
}

/** asctime's `Jul 28 19:26:24 2023` and `Jul 28 19:26:24 PDT 2023`; `Aug, 26 2002 7:52:32 PM +0600`. */
function monthFirst(c: Cursor, first: number, weekday: number, weekdayAt: number, month: number) {
  skipPunctuation(c)
  const at = c.at
  const day = readNumber(c)
  if (c.at === at || c.at - at > 2) return undefined
  skipPunctuation(c)
  const otherMonth = readName(c, MONTHS) + 1
  if (otherMonth > 0) {
    // a weekday in another language that looks like a month: "mar, 12 Dec 2023"
    skipPunctuation(c)
    problem(c, 'not the name of a weekday', first)
    const year = readYear(c)
    return clockAndZone(c, first, weekday, weekdayAt, { year, month: otherMonth, day })
  }
  problem(c, 'not in the order day, month, year', first)
  const beforeClock = c.at
  const next = readNumber(c)
  if (peek(c) !== 0x3a) {
    c.at = beforeClock
    const year = readYear(c)
    return clockAndZone(c, first, weekday, weekdayAt, { year, month, day })
  }
  c.at = beforeClock
  if (next > 24) return undefined
  const clock = readClock(c)
  if (clock === undefined) return undefined
  skip(c)
  const zoneAt = c.at
  let zoned = false
  if (isWordCode(peek(c))) {
    zoned = true
    skipWord(c)
    skip(c)
  }
  const year = readYear(c)
  const after = c.at
  if (zoned) c.at = zoneAt
  const offset = readZone(c)
  c.at = Math.max(c.at, after)
  return finish(c, first, weekday, weekdayAt, { year, month, day }, clock, offset)
}

function clockAndZone(c: Cursor, first: number, weekday: number, weekdayAt: number, day: CalendarDay) {
  skipPunctuation(c)
  if (!isDigit(peek(c))) {
    problem(c, 'no time of day', first)
    return finish(c, first, weekday, weekdayAt, day, 0, undefined)
  }
  const clock = readClock(c)
  if (clock === undefined) return undefined
  return finish(c, first, weekday, weekdayAt, day, clock, readZone(c))
}

function finish(
  c: Cursor,
  start: number,
  weekday: number,
  weekdayAt: number,
  { year, month, day }: CalendarDay,
  clock: number,
  offset: number | undefined,
): MailDate | undefined {
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  const days = daysSince1970(year, month, day)
  if (weekday >= 0 && weekdayOf(days) !== weekday)
    c.problems.push({ message: 'the weekday does not fit the date', start: weekdayAt, end: weekdayAt + 3 })
  const end = c.at
  skip(c)
  if (c.at < c.end) c.problems.push({ message: 'text after the date', start: c.at, end: c.end })
  return {
    time: days * 86_400_000 + clock - (offset ?? 0) * 60_000,
    offset,
    start,
    end,
    problems: c.problems,
  }
}

/** Days from 1970-01-01 to the day, of the Gregorian calendar. */
function daysSince1970(year: number, month: number, day: number): number {
  // years that begin in March have their leap day at the end
  const years = month > 2 ? year : year - 1
  const monthDays = Math.floor((153 * ((month + 9) % 12) + 2) / 5)
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leapDays + monthDays + day - 719_469
}

function weekdayOf(days: number): number {
  return (((days + 4) % 7) + 7) % 7
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** A year of two or three digits by RFC 5322 4.3; 0 where there is none. */
function readYear(c: Cursor): number {
  const at = c.at
  const year = readNumber(c)
  const digits = c.at - at
  if (digits === 4) {
    if (year < 100 || year > 199) return year
    problem(c, 'a year counted from 1900', at)
    return 1900 + year
  }
  if (digits === 2) return year < 50 ? 2000 + year : 1900 + year
  return digits === 3 ? 1900 + year : 0
}

/** `hh:mm[:ss[.fraction]] [AM|PM]` in milliseconds since midnight; undefined where it cannot be. */
function readClock(c: Cursor): number | undefined {
  const start = c.at
  let hour = readNumber(c)
  const separator = peek(c)
  if (c.at - start > 2 || (separator !== 0x3a && separator !== 0x2e)) return undefined
  const minute = readSexagesimal(c)
  let second = 0
  let milliseconds = 0
  if (peek(c) === separator) {
    second = readSexagesimal(c)
    const mark = peek(c)
    if ((mark === 0x2e || mark === 0x2c) && isDigit(c.text.charCodeAt(c.at + 1))) {
      const at = c.at++
      for (let unit = 100; isDigit(peek(c)); unit /= 10) {
        if (unit >= 1) milliseconds += unit * (peek(c) - 0x30)
        c.at++
      }
      problem(c, 'a fraction of a second', at)
    }
  }
  if (minute > 59 || second > 60) return undefined
  const meridiem = readMeridiem(c)
  if (meridiem >= 0) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + meridiem
    problem(c, 'a clock of twelve hours', start)
  }
  if (hour === 24 && minute === 0 && second === 0) problem(c, 'midnight written as 24:00', start)
  else if (hour > 23) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
}

/** The one or two digits after the separator at the cursor; 99 where there are none or more. */
function readSexagesimal(c: Cursor): number {
  const at = ++c.at
  const value = readNumber(c)
  return c.at === at || c.at - at > 2 ? 99 : value
}

/** 0 for AM, 12 for PM, -1 for neither. */
function readMeridiem(c: Cursor): number {
  const at = skipBlank(c.text, c.at)
  const code = c.text.charCodeAt(at) | 32
  if ((code !== 0x61 && code !== 0x70) || (c.text.charCodeAt(at + 1) | 32) !== 0x6d) return -1
  if (at + 2 > c.end || isWordCode(c.text.charCodeAt(at + 2))) return -1
  c.at = at + 2
  return code === 0x61 ? 0 : 12
}

/**
 * `+0200`, `+02:00`, `GMT`, `GMT+0200`, `+0000 UTC m=+1.5`, or nothing but a comment `(UTC)`. The cursor is left after
 * it, or where it was if there is no zone.
 */
function readZone(c: Cursor): number | undefined {
  const before = c.at
  let blank = Math.min(skipBlank(c.text, c.at), c.end)
  if (c.text.charCodeAt(blank) === 0x28) {
    const comment = blank
    skip(c)
    if (isSign(peek(c))) blank = c.at
    else if (isUtcComment(c.text, comment)) {
      c.at = before
      return 0
    } else blank = c.end
  }
  if (blank >= c.end) {
    c.at = before
    problem(c, 'no time zone', before)
    return undefined
  }
  c.at = blank
  if (isSign(peek(c))) {
    const offset = readOffset(c)
    const after = c.at
    skip(c)
    // Go prints the zone's name after its offset, and its monotonic clock after that
    if (isLetter(peek(c)) && zoneNamed(c) !== undefined) {
      const name = c.at
      skip(c)
      if (c.text.startsWith('m=', c.at) && c.at < c.end) {
        while (c.at < c.end && !isSpace(peek(c))) c.at++
      } else c.at = name
    } else c.at = after
    return offset
  }
  if (!isLetter(peek(c))) {
    c.at = before
    problem(c, 'no time zone', before)
    return undefined
  }
  const named = zoneNamed(c)
  const after = c.at
  const sign = skipBlank(c.text, c.at)
  if (named === 0 && sign < c.end && isSign(c.text.charCodeAt(sign))) {
    c.at = sign
    problem(c, 'an offset after a zone name', blank)
    return readOffset(c)
  }
  c.at = after
  if (named === undefined) problem(c, 'an unknown time zone, read as UTC', blank)
  return named
}

/** Reads the word at the cursor as a zone name. */
function zoneNamed(c: Cursor): number | undefined {
  const at = c.at
  while (c.at < c.end && isLetter(peek(c))) c.at++
  return c.at - at > 4 ? undefined : ZONES.get(c.text.slice(at, c.at).toLowerCase())
}

/** A sign and `hhmm`, `hh:mm`, `hmm`, `hh` or `h`; in minutes. */
function readOffset(c: Cursor): number | undefined {
  const at = c.at
  const negative = peek(c) === 0x2d
  c.at++
  const digitsAt = c.at
  const value = readNumber(c)
  const digits = c.at - digitsAt
  let hours = value
  let minutes = 0
  if (digits > 2) {
    hours = Math.floor(value / 100)
    minutes = value % 100
  } else if (peek(c) === 0x3a) minutes = readSexagesimal(c)
  if (digits === 0 || digits > 4 || minutes > 59) {
    problem(c, 'an impossible time zone', at)
    return undefined
  }
  if (digits !== 4) problem(c, 'a time zone that is not four digits', at)
  const offset = hours * 60 + minutes
  if (offset > MAX_OFFSET) problem(c, 'a time zone farther than any in use', at)
  if (negative) return offset === 0 ? undefined : -offset
  return offset
}

function isUtcComment(text: string, at: number): boolean {
  return text.startsWith('(UTC)', at) || text.startsWith('(GMT)', at)
}
