/** Builds text as a browser lays it out: white space folded, blocks and line breaks as newlines. */
import { latin1 } from '../mime/bytes.ts'
import { type Outline, UTF8_PARTS } from '../mime/outline.ts'
import { type Measure, measureUnits } from '../text/measure.ts'
import { decodeReference } from './entities.ts'

const NOTHING = 0
const SPACE = 1
const NEWLINE = 2

/** Code units of a buffer that is kept for the next text; longer ones are let go. */
const KEPT = 1 << 17
/** Code units that a string is made of at once. */
const BLOCK = 4096
const narrow = new Uint8Array(BLOCK)
/** What one reference stands for, read as soon as it is written. */
const decoded = new Uint16Array(2)

interface BufferLike {
  prototype: { ucs2Slice?(this: Uint8Array, start: number, end: number): string }
}

const ucs2Slice = (globalThis as unknown as { Buffer?: BufferLike }).Buffer?.prototype.ucs2Slice
/** Whether the runtime reads code units as they lie in memory. */
const direct = ucs2Slice?.call(new Uint8Array(Uint16Array.of(0x263a).buffer), 0, 2) === '\u263a'

/** The units as a string; `all` has the bits of all of them. */
function textOf(units: Uint16Array, length: number, all: number): string {
  if (all > 0xff && direct) return ucs2Slice.call(new Uint8Array(units.buffer), 0, 2 * length)
  let out = ''
  for (let at = 0; at < length; at += BLOCK) {
    const end = Math.min(length, at + BLOCK)
    if (all > 0xff) out += String.fromCharCode(...units.subarray(at, end))
    else {
      // most texts are short, and a view of them would cost more than they do
      for (let i = at; i < end; i++) narrow[i - at] = units[i]!
      out += latin1(narrow, 0, end - at)
    }
  }
  return out
}

/** Lent to one builder after another, since text is never built while other text is: ropes of pieces cost far more. */
let kept = new Uint16Array(1 << 12)

/** Text as it is shown, with what is known of it for having built it. */
export interface BuiltText {
  text: string
  isAscii: boolean
  measured: Measure
}

let line = new Uint8Array(1 << 12)

/** What {@link TextBuilder} makes of plain text whose `codes` are all ASCII without control codes; undefined where they are not. */
export function foldAscii(codes: Uint8Array): BuiltText | undefined {
  const { length: end } = codes
  if (end > KEPT) return undefined
  if (end > line.length) line = new Uint8Array(2 * end)
  const out = line
  let length = 0
  let words = 0
  let all = 0
  for (let i = 0; i < end; ) {
    let code = codes[i]
    let gap = 0x20
    while (code <= 0x20) {
      if (code === 0x0a) gap = 0x0a
      else if (code !== 0x20 && code !== 0x0d && code !== 0x09 && code !== 0x0c) return undefined
      code = ++i < end ? codes[i] : 0x7f
    }
    if (i === end) break
    if (length > 0) out[length++] = gap
    words++
    do {
      out[length++] = code
      all |= code
      code = ++i < end ? codes[i] : 0
    } while (code > 0x20)
  }
  if (all > 0x7f) return undefined
  const characters = words === 0 ? 0 : length - words + 1
  return { text: latin1(out, 0, length), isAscii: true, measured: { characters, words, invisible: 0 } }
}

/** Letters of the scripts from Latin to Sinhala, which set words apart. */
function isWordLetter(code: number): boolean {
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
  return (code >= 0xc0 && code < 0xe00 && code !== 0xd7 && code !== 0xf7) || (code >= 0x1e00 && code < 0x2000)
}

export class TextBuilder {
  /** Code units so far. */
  length = 0
  #units = kept
  #pending = NOTHING
  /** The bits of all units. */
  #all = 0

  /** What was built; another builder may be used from then on. */
  built(): BuiltText {
    const units = this.#units
    if (units.length > kept.length && units.length <= KEPT) kept = units
    return {
      text: textOf(units, this.length, this.#all),
      isAscii: this.#all <= 0x7f,
      measured: measureUnits(units, this.length),
    }
  }

  /** Whether what was added at `index` goes on with the word before. Scripts that set no words apart, as Chinese, are left out. */
  isInsideWord(index: number): boolean {
    const units = this.#units
    return index > 0 && index < this.length && isWordLetter(units[index - 1]) && isWordLetter(units[index])
  }

  /** The next text starts a new line. */
  newline(): void {
    this.#pending = NEWLINE
  }

  /** The next text is set apart by a space. */
  space(): void {
    if (this.#pending === NOTHING) this.#pending = SPACE
  }

  /** Makes room for so many more code units. */
  #reserve(more: number): void {
    const needed = this.length + more
    if (needed <= this.#units.length) return
    const grown = new Uint16Array(Math.max(needed, 2 * this.#units.length))
    grown.set(this.#units.subarray(0, this.length))
    this.#units = grown
  }

  /**
   * Adds `start..end` of the text; `codes` are those of its outline. `references`: character references are decoded.
   * `whiteSpace`: 0 folds, 1 keeps it, 2 keeps newlines.
   */
  add(
    text: Outline,
    codes: Uint8Array,
    start: number,
    end: number,
    references: boolean,
    whiteSpace = 0,
  ): void {
    // a reference is longer than what it stands for; one more is for the gap before
    this.#reserve(end - start + 1)
    const units = this.#units
    let length = this.length
    let pending = this.#pending
    for (let i = start; i < end; i++) {
      let code = codes[i]
      let second = 0
      if (code <= 0x26) {
        const consumed = code === 0x26 && references ? decodeReference(codes, i, end, decoded) : 0
        const literal = consumed === 0
        if (!literal) {
          i += consumed - 1
          code = decoded[0]
          second = decoded[1]
          this.#all |= code | second
        } else if (code === 0) continue
        if (code === 0x0a && whiteSpace !== 0) {
          pending = NEWLINE
          continue
        }
        if (
          code === 0x0a ||
          code === 0x09 ||
          (code === 0x20 && !(literal && whiteSpace === 1)) ||
          (literal && (code === 0x0d || code === 0x0c))
        ) {
          if (pending === NOTHING) pending = SPACE
          continue
        }
      }
      if (pending !== NOTHING) {
        if (length > 0) units[length++] = pending === NEWLINE ? 0x0a : 0x20
        pending = NOTHING
      }
      if (code > 0x7f && second === 0 && codes[i] > 0x7f) {
        let to = i + 1
        while (to < end && codes[to] > 0x7f) to++
        length = this.#addHigh(text, codes, i, to, length)
        i = to - 1
        continue
      }
      units[length++] = code
      if (second !== 0) units[length++] = second
    }
    this.length = length
    this.#pending = pending
  }

  /** Puts `start..end`, all above ASCII, at `length` as it stands; returns the new length. */
  #addHigh(text: Outline, codes: Uint8Array, start: number, end: number, length: number): number {
    const units = this.#units
    let all = this.#all
    let to = length
    let i = start
    if (text.form === UTF8_PARTS)
      while (i + 1 < end) {
        const lead = codes[i]
        const second = codes[i + 1]
        if ((second & 0xc0) !== 0x80 || lead < 0xc2 || lead > 0xef) break
        let code = ((lead & 0x1f) << 6) | (second & 0x3f)
        if (lead > 0xdf) {
          const third = i + 2 < end ? codes[i + 2] : 0
          code = ((code & 0x3ff) << 6) | (third & 0x3f)
          if ((third & 0xc0) !== 0x80 || code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) break
          i++
        }
        i += 2
        all |= code
        units[to++] = code
      }
    if (i < end) {
      const rest = text.slice(i, end)
      for (let at = 0; at < rest.length; at++) {
        const code = rest.charCodeAt(at)
        all |= code
        units[to++] = code
      }
    }
    this.#all = all
    return to
  }
}
