import type { Random } from './random.mjs'

/** Exim's: seconds since the epoch to the base of 62 in front. */
export function eximId(random: Random, time: number): string
/** Sendmail's: year, month, day, hour, minute and second in front; `hours` of its zone. */
export function sendmailId(random: Random, time: number, hours: number): string
