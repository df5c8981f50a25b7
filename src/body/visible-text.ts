/** Builds text as a browser lays it out: white space folded, blocks and line breaks as newlines. */
import { latin1 } from '../mime/bytes.ts'
import { decodeReference, referenceLength } from './entities.ts'

const NOTHING = 0
const SPACE = 1
const NEWLINE = 2

/** Code units of a buffer that is kept for the next text; longer ones are let go. */
const KEPT = 1 << 17
/** Code units that a string is made of at once: some of the ways to do so go over the stack. */
const BLOCK = 4096
const bytes = new Uint8Array(BLOCK)

/** Lent to one builder after another, since text is never built while other text is: ropes of pieces cost far more. */
let kept = new Uint16Array(1 << 12)

export class TextBuilder {
  /** Code units so far. */
  length = 0
  #units = kept
  #pending = NOTHING

  /** What was built; another builder may be used from then on. */
  get text(): string {
    const units = this.#units
    if (units.length > kept.length && units.length <= KEPT) kept = units
    let out = ''
    for (let at = 0; at < this.length; at += BLOCK) {
      const end = Math.min(this.length, at + BLOCK)
      let all = 0
      for (let i = at; i < end; i++) all |= bytes[i - at] = units[i]!
      out +=
        all > 0xff
          ? String.fromCharCode.apply(null, units.subarray(at, end) as unknown as number[])
          : latin1(bytes, 0, end - at)
    }
    return out
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
   * Adds `source[start..end]`. `references`: character references are decoded. `whiteSpace`: 0 folds, 1 keeps it, 2 keeps
   * newlines.
   */
  add(source: string, start: number, end: number, references: boolean, whiteSpace = 0): void {
    // a reference is longer than what it stands for; one more is for the gap before
    this.#reserve(end - start + 1)
    const units = this.#units
    let length = this.length
    let pending = this.#pending
    for (let i = start; i < end; i++) {
      let code = source.charCodeAt(i)
      let second = 0
      if (code <= 0x26) {
        const decoded = code === 0x26 && references ? decodeReference(source, i, end, false) : undefined
        const literal = decoded === undefined
        if (!literal) {
          i += referenceLength - 1
          code = decoded.charCodeAt(0)
          if (decoded.length > 1) second = decoded.charCodeAt(1)
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
      units[length++] = code
      if (second !== 0) units[length++] = second
    }
    this.length = length
    this.#pending = pending
  }
}
