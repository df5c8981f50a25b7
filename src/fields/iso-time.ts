/** Times as a report shows them. */

const DAY = 86_400_000
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const HOURS = TWO_DIGITS.slice(0, 24).map((digits) => `${digits}:`)
const MINUTES = TWO_DIGITS.map((digits) => `${digits}:`)
const SECONDS = TWO_DIGITS.map((digits) => `${digits}Z`)

/** A power of two. */
const DAYS_CACHED = 1024
/** Days shown lately, and how they are written: messages of one time share few. */
const days: number[] = new Array(DAYS_CACHED).fill(Number.NaN)
const dayTexts: string[] = new Array(DAYS_CACHED).fill('')

/** `2026-01-05T10:11:12Z` of milliseconds since 1970: whole seconds, UTC; undefined where the year does not fit. */
export function isoTime(time: number): string | undefined {
  if (!(Math.abs(time) <= 8.64e15)) return undefined
  const whole = Math.floor(time / DAY)
  const slot = whole & (DAYS_CACHED - 1)
  if (days[slot] !== whole) {
    dayTexts[slot] = new Date(whole * DAY).toISOString().slice(0, -13)
    days[slot] = whole
  }
  const seconds = Math.floor((time - whole * DAY) / 1000)
  const minutes = Math.floor(seconds / 60)
  return `${dayTexts[slot]}${HOURS[Math.floor(minutes / 60)]}${MINUTES[minutes % 60]}${SECONDS[seconds % 60]}`
}
