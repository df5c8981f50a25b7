/** The text of one leaf part: decoded when first read, with a way back from characters to the bytes of the message. */
import { indexOfByte } from './bytes.ts'
import { charsetPlaces, decidedLabel, outlineCharset } from './charset.ts'
import type { DefectCode } from './defects.ts'
import { type Outline, PLACES } from './outline.ts'
import type { ByteRange } from './range.ts'
import {
  type Decoded,
  decodeBase64,
  decodeQuotedPrintable,
  type TransferEncoding,
  TransferPlaces,
  transferEnd,
} from './transfer.ts'

/** Damage of one kind in a part: where it was first met, in bytes of the message, and how often. */
export interface TextProblem extends ByteRange {
  code: DefectCode
  count: number
}

export class PartText {
  /** The raw body as it stands in the message. */
  readonly raw: Uint8Array
  readonly encoding: TransferEncoding
  /** The charset as the part declares it. */
  readonly label: string | undefined
  /** Whether `<meta>` may name the charset. */
  readonly html: boolean
  /** Absolute byte offset of `raw[0]`. */
  readonly offset: number

  #decoded: Decoded | undefined
  #places: TransferPlaces | undefined
  #outline: Outline | undefined
  #text: string | undefined
  #units: ((unit: number) => number) | undefined
  #charset = ''
  #known = true
  #malformed = false
  #mislabelled = false
  /** The label that the text is read under. */
  #decided: string | undefined
  #problems: TextProblem[] | undefined

  constructor(
    raw: Uint8Array,
    encoding: TransferEncoding,
    label: string | undefined,
    offset: number,
    html = false,
  ) {
    this.raw = raw
    this.html = html
    this.encoding = encoding
    this.label = label
    this.offset = offset
  }

  #decode(): Decoded {
    if (this.#decoded === undefined) {
      const { encoding, raw } = this
      if (encoding === 'base64') this.#decoded = decodeBase64(raw)
      else if (encoding === 'quoted-printable') this.#decoded = decodeQuotedPrintable(raw)
      else this.#decoded = { bytes: raw, problems: [], marks: [] }
    }
    return this.#decoded
  }

  /** The body with its transfer encoding taken away; line ends as they are. */
  get bytes(): Uint8Array {
    return this.#decode().bytes
  }

  /** The text by its bytes. */
  get outline(): Outline {
    if (this.#outline === undefined) {
      this.#decided = decidedLabel(this.bytes, this.label, this.html)
      const read = outlineCharset(this.bytes, this.#decided)
      this.#outline = read.outline
      this.#charset = read.charset
      this.#known = read.known
      this.#malformed = read.malformed
      this.#mislabelled = read.mislabelled === true
    }
    return this.#outline
  }

  get text(): string {
    return (this.#text ??= this.outline.slice(0, this.outline.length))
  }

  /** Canonical name of the charset that {@link text} is read in. */
  get charset(): string {
    this.outline
    return this.#charset
  }

  get problems(): TextProblem[] {
    if (this.#problems === undefined) {
      this.outline
      const { bytes, problems } = this.#decode()
      const list: TextProblem[] = []
      for (const { code, at, count } of problems) {
        const start = this.offset + at
        list.push({ code, start, end: start + 1, count })
      }
      if (!this.#known)
        list.push({
          code: 'unknown-charset',
          start: this.offset,
          end: this.offset + this.raw.length,
          count: 1,
        })
      if (this.#malformed) list.push({ code: 'bad-charset', ...this.#misfit() })
      if (this.#mislabelled) list.push({ code: 'utf8-under-other-label', ...this.#beyondAscii() })
      const nul = indexOfByte(bytes, 0, 0)
      // UTF-16 and UTF-32 are full of zero bytes: only a NUL character counts
      if (nul >= 0 && this.text.includes('\0')) list.push({ code: 'nul', ...this.#occurrences('\0') })
      this.#problems = list
    }
    return this.#problems
  }

  /** First place and number of the characters that stand for bytes outside the charset. */
  #misfit(): ByteRange & { count: number } {
    if (this.text.includes('\ufffd')) return this.#occurrences('\ufffd')
    // declared US-ASCII, read as something wider
    return this.#beyondAscii()
  }

  #beyondAscii(): ByteRange & { count: number } {
    let count = 0
    let first = 0
    for (let i = 0; i < this.text.length; i++) if (this.text.charCodeAt(i) > 0x7f && count++ === 0) first = i
    return { ...this.range(first, first + 1), count }
  }

  #occurrences(char: string): ByteRange & { count: number } {
    const { text } = this
    const first = text.indexOf(char)
    let count = 0
    for (let at = first; at >= 0; at = text.indexOf(char, at + 1)) count++
    return { ...this.range(first, first + 1), count }
  }

  /**
   * The bytes of the message that `text.slice(start, end)` was decoded from: from the first raw byte of its first character to
   * the last raw byte of its last. Indices outside the text are moved to its ends.
   */
  range(start: number, end: number): ByteRange {
    const { text, bytes, outline } = this
    const { length } = text
    const from = Math.min(Math.max(start, 0), length)
    let to = Math.min(Math.max(end, from), length)
    if (from === 0 && to === length && outline.form !== PLACES) return this.#place(0, bytes.length)
    const places = (this.#units ??= charsetPlaces(bytes, this.#decided))
    const first = places(from)
    if (to === from) return this.#place(first, first)
    // half of a surrogate pair is the whole character
    const last = places(to - 1)
    while (to < length && places(to) === last) to++
    return this.#place(first, places(to))
  }

  /** As {@link range}, by indices of {@link outline}. */
  place(start: number, end: number): ByteRange {
    const { outline } = this
    if (outline.form === PLACES) return this.range(start, end)
    const from = Math.min(Math.max(start, 0), outline.length)
    return this.#place(from, Math.min(Math.max(end, from), outline.length))
  }

  /** Where the decoded bytes `first..last` stand in the message. */
  #place(first: number, last: number): ByteRange {
    const { encoding, raw, offset } = this
    if (encoding !== 'quoted-printable' && encoding !== 'base64')
      return { start: offset + first, end: offset + Math.max(first, last) }
    this.#places ??= new TransferPlaces(encoding, raw, this.#decode())
    const start = this.#places.of(first)
    return {
      start: offset + start,
      end: offset + (last > first ? transferEnd(encoding, raw, this.#places.of(last - 1)) : start),
    }
  }
}
