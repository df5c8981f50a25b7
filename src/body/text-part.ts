/** The text parts of a message, decoded. */
import type { OutsideText, TextBody } from '../mime/collector.ts'
import type { Outline } from '../mime/outline.ts'
import type { ByteRange } from '../mime/range.ts'
import type { PartText } from '../mime/text.ts'
import { type BuiltText, foldAscii, TextBuilder } from './visible-text.ts'

/** A decoded text part. */
export interface TextPart {
  /** Index among the message's parts. */
  part: number
  /** Lower case, without parameters. */
  type: string
  /** The `multipart/alternative` parts that it is in, outermost first, each with the index of the alternative it belongs to. */
  alternatives?: readonly { container: number; branch: number }[]
  readonly text: string
  /** The same by its bytes; what is found in it is placed by their indices. */
  readonly outline: Outline
  /** Where `text.slice(start, end)` stands in the message. */
  range(start: number, end: number): ByteRange
  /** Where what is at `start..end` of the outline stands in the message. */
  place(start: number, end: number): ByteRange
}

/** Text that stands outside of the boundaries of a multipart. */
export interface OutsidePart extends Pick<OutsideText, 'where'> {
  source: TextPart
}

/** The text parts of a message taken apart, for {@link readBody}. */
export function textParts(texts: readonly TextBody[]): TextPart[] {
  return texts.map((text) => new LeafText(text))
}

/** Likewise what stands outside of the boundaries of multiparts. */
export function outsideParts(texts: readonly OutsideText[]): OutsidePart[] {
  return texts.map((text) => ({ source: new LeafText(text), where: text.where }))
}

/** A class, since of objects that are written with a getter each has a shape of its own, which V8 keeps longer than the object. */
class LeafText implements TextPart {
  readonly part: number
  readonly type: string
  readonly alternatives: { container: number; branch: number }[] = []
  readonly outline: Outline
  readonly #text: PartText

  constructor({ part, text }: TextBody) {
    this.part = part.index
    // a multipart without a boundary is read as text, and so is what stands outside of boundaries
    this.type = part.type.startsWith('text/') ? part.type : 'text/plain'
    this.outline = text.outline
    this.#text = text
    for (let inner = part, outer = part.parent; outer !== undefined; inner = outer, outer = outer.parent)
      if (outer.type === 'multipart/alternative')
        this.alternatives.unshift({ container: outer.index, branch: inner.index })
  }

  get text(): string {
    return this.#text.text
  }

  range(start: number, end: number): ByteRange {
    return this.#text.range(start, end)
  }

  place(start: number, end: number): ByteRange {
    return this.#text.place(start, end)
  }
}

/** Plain text as it is shown: line ends made newlines, trailing white space taken away. */
export function plainText({ outline }: TextPart, start = 0, end = outline.length): BuiltText {
  const whole = start === 0 && end === outline.length
  const folded = whole ? foldAscii(outline.bytes) : undefined
  if (folded !== undefined) return folded
  const builder = new TextBuilder()
  builder.add(outline, outline.bytes, start === 0 ? outline.afterMark : start, end, false, 2)
  return builder.built()
}

/** Whether there is more than white space in it. */
export function hasText({ outline }: TextPart): boolean {
  const { bytes } = outline
  for (let i = 0; i < bytes.length; i++) if (bytes[i] > 0x20 && bytes[i] < 0x7f) return true
  return outline.slice(0, bytes.length).trim() !== ''
}
