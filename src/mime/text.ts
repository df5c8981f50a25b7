/** The text of one leaf part: decoded when first read, with a way back from characters to the bytes of the message. */
import { offsetPool } from './bytes.ts'
import { charsetOffsets, outlineCharset } from './charset.ts'
import type { DefectCode } from './defects.ts'
import { type Outline, PLACES } from './outline.ts'
import type { ByteRange } from './range.ts'
import {
  type Damage,
  decodeBase64,
  decodeQuotedPrintable,
  type TransferEncoding,
  transferEnd,
  transferOffsets,
} from './transfer.ts'

/** Damage of one kind in a part: where it was first met, in bytes of the message, and how often. */
export interface TextProblem extends ByteRange {
  code: DefectCode
  count: number
}

const unitPool = offsetPool()
const rawPool = offsetPool()
/** The texts whose tables are in the pools: places are asked for part by part, so one at a time will do. */
let mappedUnits = 0
let mappedRaws = 0
let made = 0
/** Where each code unit, and each decoded byte, comes from; undefined where nothing is changed. */
let units: Uint32Array | undefined
let raws: Uint32Array | undefined

export class PartText {
  /** The raw body as it stands in the message. */
  readonly raw: Uint8Array
  readonly encoding: TransferEncoding
  /** The charset as the part declares it. */
  readonly label: string | undefined
  /** Absolute byte offset of `raw[0]`. */
  readonly offset: number

  #bytes: Uint8Array | undefined
  #damage: Damage[] = []
  #outline: Outline | undefined
  #text: string | undefined
  #charset = ''
  #known = true
  #malformed = false
  #problems: TextProblem[] | undefined
  readonly #number = ++made

  constructor(raw: Uint8Array, encoding: TransferEncoding, label: string | undefined, offset: number) {
    this.raw = raw
    this.encoding = encoding
    this.label = label
    this.offset = offset
  }

  /** The body with its transfer encoding taken away; line ends as they are. */
  get bytes(): Uint8Array {
    if (this.#bytes === undefined) {
      if (this.encoding === 'quoted-printable' || this.encoding === 'base64') {
        const decode = this.encoding === 'base64' ? decodeBase64 : decodeQuotedPrintable
        const { bytes, problems } = decode(this.raw)
        this.#bytes = bytes
        this.#damage = problems
      } else this.#bytes = this.raw
    }
    return this.#bytes
  }

  /** The text by its bytes. */
  get outline(): Outline {
    if (this.#outline === undefined) {
      const read = outlineCharset(this.bytes, this.label)
      this.#outline = read.outline
      this.#charset = read.charset
      this.#known = read.known
      this.#malformed = read.malformed
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
      const { bytes } = this
      const list: TextProblem[] = []
      for (const { code, at, count } of this.#damage) {
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
      const nul = bytes.indexOf(0)
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
    const { text, bytes } = this
    const from = Math.min(Math.max(start, 0), text.length)
    let to = Math.min(Math.max(end, from), text.length)
    if (mappedUnits !== this.#number) {
      units = charsetOffsets(bytes, this.label, unitPool)
      mappedUnits = this.#number
    }
    // half of a surrogate pair is the whole character
    if (units && to > from) while (to < text.length && units[to] === units[to - 1]) to++
    return this.#place(units ? units[from] : from, units ? units[to] : to)
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
    if (mappedRaws !== this.#number) {
      raws = transferOffsets(this.encoding, this.raw, rawPool)
      mappedRaws = this.#number
    }
    if (!raws) return { start: this.offset + first, end: this.offset + Math.max(first, last) }
    const rawStart = raws[first]
    const rawEnd = last > first ? transferEnd(this.encoding, this.raw, raws[last - 1]) : rawStart
    return { start: this.offset + rawStart, end: this.offset + rawEnd }
  }
}
