/** How much of nothing stands between what is seen and what comes next: behind a window of it nobody looks for more. */

/** Pixels; a gap of that height leaves the window empty. */
export const FOLD = 1000
/** Of the font's size: how high a line is. */
const LINE = 1.15

/** Where a box began, and the lowest of those that stand side by side in it. */
export interface Box {
  /** Pixels of nothing in front of it. */
  gap: number
  /** How often something had been seen. */
  seen: number
  most: number
  /** Of boxes side by side: pixels of nothing below what was seen last in any of them, and how often something had been seen when the last began. */
  trail: number
  beside: number
}

export class Fold {
  /** Pixels of nothing since something was seen. */
  #gap = 0
  /** Of the line that holds nothing with ink so far. */
  #line = 0
  /** How often something was seen. */
  #seen = 0

  /** Something in a line that has no ink. */
  blank(height: number): void {
    this.#line = Math.max(this.#line, height)
  }

  /** A line ends by a break. */
  break(height: number): void {
    this.#gap += Math.max(this.#line, height)
    this.#line = 0
  }

  /** A line ends since a block begins or ends. */
  endLine(): void {
    this.#gap += this.#line
    this.#line = 0
  }

  space(height: number): void {
    this.endLine()
    this.#gap += height
  }

  /** Something is seen. Returns whether it stands behind a gap as high as a window. */
  see(): boolean {
    const below = this.#seen > 0 && this.#gap >= FOLD
    this.#gap = this.#line = 0
    this.#seen++
    return below
  }

  open(box: Box): void {
    this.endLine()
    box.gap = box.most = this.#gap
    box.seen = box.beside = this.#seen
    box.trail = Number.POSITIVE_INFINITY
  }

  /** The next of the boxes that stand side by side in `row`: each begins where the row does. */
  openBeside(row: Box): void {
    this.endLine()
    this.#endBeside(row)
    this.#gap = row.gap
    row.beside = this.#seen
  }

  #endBeside(row: Box): void {
    if (row.beside !== this.#seen) row.trail = Math.min(row.trail, this.#gap)
    else row.most = Math.max(row.most, this.#gap)
  }

  /** A box ends that is at least so high. Of a row in which something was seen it is not known how far up that stands. */
  close(box: Box, height: number): void {
    this.endLine()
    if (box.seen === this.#seen) this.#gap = Math.max(this.#gap, box.most, box.gap + height)
    else if (box.trail !== Number.POSITIVE_INFINITY) {
      this.#endBeside(box)
      this.#gap = box.trail
    }
  }
}

/** How high a line of the font is; `lineHeight` is a share of it, or pixels where it is large. */
export function lineOf(fontSize: number, lineHeight: number): number {
  return lineHeight > 10 ? lineHeight : fontSize * LINE
}

/** By byte; what is not ASCII may be part of a letter. */
export const LETTER_OR_DIGIT = Uint8Array.from({ length: 256 }, (_, code) =>
  code > 0x7f || (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) ? 1 : 0,
)

/** Whether so many bytes in a row are no letters or digits: of each such stretch one is looked at, wherever it begins. */
function hasStretchWithoutInk(bytes: Uint8Array, length: number, least: number): boolean {
  for (let at = least - 1; at < length; at += least) {
    if (LETTER_OR_DIGIT[bytes[at]] === 1) continue
    let start = at
    while (start > 0 && LETTER_OR_DIGIT[bytes[start - 1]] === 0) start--
    let end = at + 1
    while (end < length && LETTER_OR_DIGIT[bytes[end]] === 0) end++
    if (end - start >= least) return true
  }
  return false
}

/**
 * Where in plain text it goes on behind as many lines as a window has, none of which holds a letter or digit; -1 where it
 * does not.
 */
export function plainFold(bytes: Uint8Array, length: number): number {
  const most = FOLD / lineOf(16, 1)
  if (!hasStretchWithoutInk(bytes, length, Math.ceil(most))) return -1
  let empty = 0
  let seen = false
  for (let at = 0; at < length; ) {
    let end = at
    let ink = false
    while (end < length && bytes[end] !== 0x0a) ink = LETTER_OR_DIGIT[bytes[end++]] === 1 || ink
    if (ink) {
      if (seen && empty >= most) return at
      seen = true
      empty = 0
    } else empty++
    at = end + 1
  }
  return -1
}
