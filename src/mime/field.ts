/** One header field as it stands in the message: offsets first, strings only when something reads them. */
import { latin1 } from './bytes.ts'
import { decodeHeaderText, decodeUnstructured } from './encoded-word.ts'
import type { ByteRange } from './range.ts'
import { unfold } from './scan.ts'

export class Field implements ByteRange {
  /** Lower-case name; empty where the line is malformed. */
  readonly name: string
  /** Index of the part that the field belongs to; 0 is the message itself. */
  readonly part: number
  /** Absolute byte offset of the name. */
  readonly start: number
  /** Absolute byte offset of the first byte after the colon. */
  readonly valueStart: number
  /** Absolute byte offset after the last byte of the value, its line end left out. */
  readonly end: number

  readonly #source: { readonly bytes: Uint8Array }
  readonly #at: number
  #raw: string | undefined
  #text: string | undefined

  /** `source.bytes[at]` is the first byte of the name, once the header is in; fewer bytes than `end - start` may follow where a limit cut the field. */
  constructor(
    name: string,
    part: number,
    start: number,
    valueStart: number,
    end: number,
    source: { readonly bytes: Uint8Array },
    at: number,
  ) {
    this.name = name
    this.part = part
    this.start = start
    this.valueStart = valueStart
    this.end = end
    this.#source = source
    this.#at = at
  }

  /** The name in its original case. */
  get rawName(): string {
    const colon = this.#at + this.valueStart - this.start - 1
    return latin1(this.#source.bytes, this.#at, colon).trimEnd()
  }

  /** The value as written, folding kept, one code unit a byte: index `i` is byte `valueStart + i` of the message. */
  get raw(): string {
    if (this.#raw === undefined) {
      const from = this.#at + this.valueStart - this.start
      this.#raw = latin1(this.#source.bytes, from, from + this.end - this.valueStart)
    }
    return this.#raw
  }

  /** The value unfolded and trimmed, bytes above 0x7f read as UTF-8 where they are (RFC 6532), else as windows-1252. */
  get text(): string {
    if (this.#text === undefined) this.#text = decodeHeaderText(unfold(this.raw))
    return this.#text
  }

  /** The value as a reader sees it: {@link text} with encoded words decoded (RFC 2047), for unstructured fields. */
  get decoded(): string {
    return decodeUnstructured(this.raw).text
  }

  /** Where `raw.slice(start, end)` stands in the message. */
  range(start: number, end: number): ByteRange {
    return { start: this.valueStart + start, end: this.valueStart + end }
  }
}
