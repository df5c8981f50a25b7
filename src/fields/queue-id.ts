/**
 * When a mail server made an identifier. The `id` of a Received field (RFC 5321 4.4) is made as the message comes in, and the
 * forms of some servers hold the time. All functions give milliseconds since the epoch, undefined for other forms.
 */

const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE_60 = BASE_62.slice(0, 60)

const EXIM = /^[0-9A-Z]{6}-[0-9A-Z]{6}(?:[0-9A-Z]{5})?-[0-9A-Z]{2}(?:[0-9A-Z]{2})?$/i
/** What decodes to a time before Exim was there, or far ahead, is somebody else's identifier. */
const [EXIM_FROM, EXIM_TO] = [Date.UTC(1996, 0), Date.UTC(2100, 0)]

/** `1rWZyx-0001ab-2C`: seconds since the epoch to the base of 62. */
export function eximIdTime(id: string): number | undefined {
  if (id[6] !== '-' || !EXIM.test(id)) return undefined
  let seconds = 0
  for (let i = 0; i < 6; i++) seconds = seconds * 62 + BASE_62.indexOf(id[i])
  const time = seconds * 1000
  return time >= EXIM_FROM && time < EXIM_TO ? time : undefined
}

const SENDMAIL = /^[0-9A-Za-x][0-9AB][1-9A-V][0-9A-N][0-9A-Za-x]{4}\d{5,10}$/

/**
 * `44EE3Cxq012345`: year from 1900, month, day, hour, minute and second, a digit to the base of 60 each, in the server's own
 * zone, here taken for UTC. The year is known but for multiples of 60: the one nearest to `near` is given.
 */
export function sendmailIdTime(id: string, near: number): number | undefined {
  if (!SENDMAIL.test(id)) return undefined
  const [year, month, day, hour, minute, second] = Array.from(id.slice(0, 6), (digit) =>
    BASE_60.indexOf(digit),
  )
  const cycles = Math.round((new Date(near).getUTCFullYear() - 1900 - year) / 60)
  return Date.UTC(1900 + year + 60 * cycles, month, day, hour, minute, second)
}

const GOOGLE =
  /\.\d{1,3}\.(?:(20\d\d)\.(0[1-9]|1[0-2])\.(0[1-9]|[12]\d|3[01])\.([01]\d|2[0-3])\.([0-5]\d)\.([0-5]\d)|(1\d{12}))$/

/** Characters of the time and the number before it. */
const LONGEST_TIME = 24

/** `...si8258702qtl.75.2024.05.14.07.03.12`, Pacific time, here taken for UTC, or `...mr1234567ejc.12.1715695392123`. */
export function googleIdTime(id: string): number | undefined {
  const match = GOOGLE.exec(id.slice(-LONGEST_TIME))
  if (!match) return undefined
  if (match[7] !== undefined) return Number(match[7])
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
