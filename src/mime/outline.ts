/** The text of a part by its bytes: markup is found in them without making a string of it all. */
import { findHigh, latin1 } from './bytes.ts'

interface BufferLike {
  prototype: { utf8Slice?(this: Uint8Array, start: number, end: number): string }
}

const utf8Slice = (globalThis as unknown as { Buffer?: BufferLike }).Buffer?.prototype.utf8Slice
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** UTF-8 as text; each maximal subpart that is not well formed is U+FFFD. */
export const utf8: (bytes: Uint8Array, start?: number, end?: number) => string = utf8Slice
  ? (bytes, start = 0, end = bytes.length) => utf8Slice.call(bytes, start, Math.max(start, end))
  : (bytes, start = 0, end = bytes.length) => decoder.decode(bytes.subarray(start, end))

// what the bytes of an outline from 0x80 up are
/** Parts of UTF-8 sequences. */
export const UTF8_PARTS = 0
/** Characters of a charset of one byte each. */
export const CHARACTERS = 1
/** Places of code units of a string. */
export const PLACES = 2

export type OutlineForm = typeof UTF8_PARTS | typeof CHARACTERS | typeof PLACES

/** A text whose ASCII stands as itself and all else as bytes from 0x80 up. What stands between ASCII can be cut out. */
export class Outline {
  readonly bytes: Uint8Array
  readonly form: OutlineForm
  /** Parts of UTF-8 sequences that are all well formed. */
  readonly #sound: boolean
  /** The text that places stand for. */
  readonly #text: string
  /** Reads characters. */
  readonly #decode: (bytes: Uint8Array, start: number, end: number) => string

  constructor(
    bytes: Uint8Array,
    form: OutlineForm,
    text: string,
    decode: (bytes: Uint8Array, start: number, end: number) => string = latin1,
    sound = false,
  ) {
    this.bytes = bytes
    this.form = form
    this.#sound = sound
    this.#text = text
    this.#decode = decode
  }

  /** The outline of a string, its indices those of the string. */
  static of(text: string): Outline {
    const bytes = new Uint8Array(text.length)
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      bytes[i] = Math.min(code, 0x80)
    }
    return new Outline(bytes, PLACES, text)
  }

  get length(): number {
    return this.bytes.length
  }

  /** Index behind the byte order mark that the text begins with, which is none of its characters (Encoding Standard, "decode"). */
  get afterMark(): number {
    const { bytes, form } = this
    if (form === PLACES) return this.#text.startsWith('\ufeff') ? 1 : 0
    return form === UTF8_PARTS && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  }

  /** The text of `start..end`. */
  slice(start: number, end: number): string {
    if (this.form === PLACES) return this.#text.slice(start, end)
    if (this.form === UTF8_PARTS) return utf8(this.bytes, start, end)
    return this.#decode(this.bytes, start, end)
  }

  /** Code units of the text of `start..end`, which are between characters. */
  units(start: number, end: number): number {
    if (this.form !== UTF8_PARTS) return end - start
    const { bytes } = this
    const high = findHigh(bytes, start, end)
    if (!this.#sound && high < end) return high - start + utf8(bytes, high, end).length
    let units = end - start
    for (let i = high; i < end; i++) {
      // of a sequence, only the first of four bytes is more than a unit, and what follows the first is none
      if ((bytes[i] & 0xc0) === 0x80) units--
      else if (bytes[i] > 0xef) units++
    }
    return units
  }

  /** That of a part of the text. */
  part(start: number, end: number): Outline {
    const text = this.form === PLACES ? this.#text.slice(start, end) : ''
    return new Outline(this.bytes.subarray(start, end), this.form, text, this.#decode, this.#sound)
  }
}
