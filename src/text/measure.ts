/** Plain counts over text, one pass each. */
import { latin1 } from '../mime/bytes.ts'
import { isInvisible } from './invisible.ts'

const EXCERPT = 200

/** White space that a reader sees as a gap or not at all, besides what is counted as invisible elsewhere. */
function isGap(code: number): boolean {
  return code <= 0x20 || (code >= 0xa0 && isWideGap(code))
}

function isWideGap(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** How much a text says. */
export interface Measure {
  /** Code points that are not white space. */
  characters: number
  /** The runs of them. */
  words: number
  /** Those of the characters that show nothing. */
  invisible: number
}

/** Counts over a text, one pass. */
export function measure(text: string): Measure {
  const { length } = text
  const units = new Uint16Array(length)
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i)
  return measureUnits(units, length)
}

/** As {@link measure}, of the first `length` code units. */
export function measureUnits(units: Uint16Array, length: number): Measure {
  let characters = 0
  let words = 0
  let invisible = 0
  for (let i = 0; i < length; i++) {
    let code = units[i]
    if (isGap(code)) continue
    words++
    do {
      // the second half of a surrogate pair is no character of its own
      if (code < 0xdc00 || code > 0xdfff) characters++
      if (code > 0x7f && isInvisible(code)) invisible++
      if (++i === length) break
      code = units[i]!
    } while (!isGap(code))
  }
  return { characters, words, invisible }
}

/** Code points at `start..end` that are not white space. */
export function charactersIn(text: string, start: number, end: number): number {
  let characters = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (!isGap(code) && (code < 0xdc00 || code > 0xdfff)) characters++
  }
  return characters
}

/** Whether there is more than white space at `start..end`. */
export function hasCharacters(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isGap(text.charCodeAt(i))) return true
  return false
}

/** An excerpt while it is made: a string out of bytes keeps no other alive. */
const room = new Uint8Array(EXCERPT)

/** The first 200 code points, runs of white space as one space. A copy: it keeps no larger text alive. */
export function excerpt(text: string): string {
  const { length } = text
  let at = 0
  let gap = false
  for (let i = 0; i < length && at < EXCERPT; i++) {
    const code = text.charCodeAt(i)
    if (isGap(code)) {
      gap = at > 0
      continue
    }
    if (code > 0xff) return wideExcerpt(text)
    if (gap) {
      room[at++] = 0x20
      gap = false
      if (at === EXCERPT) break
    }
    room[at++] = code
  }
  return at === 0 ? '' : latin1(room, 0, at)
}

/** The same with characters that take more than a byte. */
function wideExcerpt(text: string): string {
  const units: number[] = []
  let points = 0
  let gap = false
  for (let i = 0; i < text.length && points < EXCERPT; i++) {
    const code = text.charCodeAt(i)
    if (isGap(code)) {
      gap = points > 0
      continue
    }
    if (gap) {
      units.push(0x20)
      gap = false
      if (++points === EXCERPT) break
    }
    units.push(code)
    points++
    if (code >= 0xd800 && code <= 0xdbff && isLowHalf(text.charCodeAt(i + 1)))
      units.push(text.charCodeAt(++i))
  }
  return String.fromCharCode.apply(null, units)
}

function isLowHalf(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
