/** Words of summaries. */
import { cut } from '../../cut.ts'
import { isoTime } from '../../fields/iso-time.ts'

/** `A, B and 3 more`; each name once, long ones cut. */
export function listed(names: Iterable<string>, shown = 3): string {
  const all = [...new Set(names)]
  const head = all.slice(0, shown).map(short)
  if (all.length > shown) return `${head.join(', ')} and ${all.length - shown} more`
  return head.length < 2 ? head.join('') : `${head.slice(0, -1).join(', ')} and ${head.at(-1)}`
}

/** Characters of a name from a log that a summary shows; what is whole is in `data`. */
const LONGEST = 80

export function short(text: string): string {
  return text.length > LONGEST ? `${cut(text, LONGEST - 1)}…` : text
}

/** `40 s`, `12 min`, `3 h`, `41 d`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} d`
}

/** ISO 8601 in UTC, whole seconds; undefined for none, or one that no date can have. */
export function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : isoTime(time)
}
