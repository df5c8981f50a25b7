/** Characters that show nothing: those inside words break up words for filters, those beside words pad. */

export interface InvisibleCounts {
  /** Zero-width and other characters without ink, of all places. */
  total: number
  /** Those between two letters or digits. */
  insideWords: number
  /** Words that hold at least one. */
  brokenWords: number
  /** Those among white space, other invisible characters or at an end. */
  padding: number
  /** Longest row of invisible characters, no-break spaces counted in where they stand between them. */
  longestRun: number
  /** Characters of tags, of operators and of variants, which carry data and not form: U+E0000 to U+E0FFF and U+2061 to U+2064. */
  carriers: number
  /** Bidirectional overrides and embeddings (U+202A to U+202E, U+2066 to U+2069). */
  bidiControls: number
  /** Of these, overrides to right-to-left (U+202E) in a text without a letter of a right-to-left script. */
  reversals: number
}

const NONE = 0
const INVISIBLE = 1
/** Legal between letters of some scripts and inside emoji. */
const JOINER = 2
const BIDI = 3
const BREAK = 4
/** High half of a tag character or a supplementary variation selector, U+E0000 to U+E0FFF. */
const TAG = 5

function classOf(code: number): number {
  if (code < 0x80) return code <= 0x20 ? BREAK : NONE
  if (code === 0xa0) return BREAK
  if (code === 0xad || code === 0x34f) return INVISIBLE
  if (code < 0x115f) return NONE
  if (code === 0x115f || code === 0x1160 || code === 0x17b4 || code === 0x17b5) return INVISIBLE
  if (code >= 0x180b && code <= 0x180e) return INVISIBLE
  if (code < 0x2000) return NONE
  if (
    code <= 0x200a ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
    return BREAK
  if (code === 0x200c || code === 0x200d) return JOINER
  if (code === 0x200b || (code >= 0x2060 && code <= 0x2065) || (code >= 0x206a && code <= 0x206f))
    return INVISIBLE
  if (code === 0x200e || code === 0x200f) return INVISIBLE
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return BIDI
  if (code === 0x3164 || code === 0xfeff || code === 0xffa0 || (code >= 0xfff0 && code <= 0xfff8))
    return INVISIBLE
  if (code >= 0xfe00 && code <= 0xfe0e) return INVISIBLE
  if (code === 0xdb40) return TAG
  return NONE
}

/** Whether the code unit begins a character that shows nothing and is no white space. */
export function isInvisible(code: number): boolean {
  if (code < 0xad) return false
  const kind = classOf(code)
  return kind !== NONE && kind !== BREAK
}

function isRightToLeft(code: number): boolean {
  return (
    (code >= 0x590 && code <= 0x8ff) ||
    (code >= 0xfb1d && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfefc)
  )
}

/** Scripts in which a zero-width joiner or non-joiner between letters is spelling. */
function joinsLegally(before: number, after: number): boolean {
  return takesJoiner(before) && takesJoiner(after)
}

function takesJoiner(code: number): boolean {
  return (
    isRightToLeft(code) ||
    (code >= 0x900 && code <= 0x109f) || // Indic scripts to Myanmar
    (code >= 0x1780 && code <= 0x18af) || // Khmer, Mongolian
    (code >= 0xd800 && code <= 0xdfff) || // emoji
    (code >= 0x2190 && code <= 0x2bff) ||
    code === 0xfe0f
  )
}

function isWordCode(code: number): boolean {
  if (code < 0x80) return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)
  return (
    code >= 0xc0 &&
    code !== 0xd7 &&
    code !== 0xf7 &&
    !(code >= 0x2000 && code <= 0x2bff) &&
    !(code >= 0x3000 && code <= 0x303f)
  )
}

/** Counts invisible characters in visible text. Linear. */
export function countInvisible(text: string): InvisibleCounts {
  const counts = {
    total: 0,
    insideWords: 0,
    brokenWords: 0,
    padding: 0,
    longestRun: 0,
    carriers: 0,
    bidiControls: 0,
    reversals: 0,
  }
  let overrides = 0
  let rightToLeft = false
  /** The last code unit that is neither invisible nor white space beside it; 0 where white space or the start is nearer. */
  let before = 0
  let pending = 0
  let joinersOnly = true
  let run = 0
  let runHasInvisible = false
  let brokenWord = false
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0x20
    const kind = code < 0x7f && code > 0x20 ? NONE : classOf(code)
    if (kind === INVISIBLE || kind === JOINER || kind === BIDI || kind === TAG) {
      if (kind === TAG) i++
      if (kind === TAG || (code >= 0x2061 && code <= 0x2064)) counts.carriers++
      if (kind === BIDI) counts.bidiControls++
      if (code === 0x202e) overrides++
      if (kind !== JOINER) joinersOnly = false
      counts.total++
      pending++
      run++
      runHasInvisible = true
      continue
    }
    if (pending > 0) {
      if (before !== 0 && kind === NONE && isWordCode(before) && isWordCode(code)) {
        if (!(joinersOnly && joinsLegally(before, code))) {
          counts.insideWords += pending
          if (!brokenWord) counts.brokenWords++
          brokenWord = true
        }
      } else if (before === 0 || kind === BREAK) counts.padding += pending
      pending = 0
      joinersOnly = true
    }
    if (kind === BREAK) {
      before = 0
      brokenWord = false
      if (runHasInvisible) run++
    } else {
      if (isRightToLeft(code)) rightToLeft = true
      if (runHasInvisible) counts.longestRun = Math.max(counts.longestRun, run)
      before = code
      run = 0
      runHasInvisible = false
    }
  }
  if (runHasInvisible) counts.longestRun = Math.max(counts.longestRun, run - 1)
  if (!rightToLeft) counts.reversals = overrides
  return counts
}

/** The text without the characters that show nothing. */
export function withoutInvisible(text: string): string {
  let out = ''
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (!isInvisible(code)) continue
    out += text.slice(from, i)
    if (classOf(code) === TAG) i++
    from = i + 1
  }
  return from === 0 ? text : out + text.slice(from)
}
