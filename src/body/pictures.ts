/** Pictures that came with the message: by what the HTML calls them, and how large they are. */
import type { PictureHead } from '../mime/collector.ts'
import { decodeBase64, decodeQuotedPrintable, type TransferEncoding } from '../mime/transfer.ts'
import type { BodyImage } from './html-reading.ts'
import { PICTURE_HEAD, type PictureSize, pictureSize } from './picture-size.ts'

export interface AttachedPicture {
  /** Index among the message's parts. */
  part: number
  /** Its Content-ID, without brackets. */
  id: string | undefined
  /** Undefined where it is not known; read when asked for. */
  readonly size: PictureSize | undefined
}

export function attachedPictures(heads: readonly PictureHead[]): AttachedPicture[] {
  return heads.map((head) => new Attached(head))
}

class Attached implements AttachedPicture {
  readonly part: number
  readonly id: string | undefined
  readonly #head: PictureHead
  #size: PictureSize | undefined | null = null

  constructor(head: PictureHead) {
    this.#head = head
    this.part = head.part.index
    this.id = head.part.fields
      .find(({ name }) => name === 'content-id')
      ?.raw.trim()
      .replace(/^<|>$/g, '')
  }

  get size(): PictureSize | undefined {
    if (this.#size === null) {
      const { part, raw } = this.#head
      this.#size = sizeWithin(raw, (bytes) => decoded(bytes, part.encoding))
    }
    return this.#size
  }
}

/** The picture that a `cid:` address names (RFC 2392). */
export function pictureOf(src: string, attached: readonly AttachedPicture[]): AttachedPicture | undefined {
  if (attached.length === 0 || src.slice(0, 4).toLowerCase() !== 'cid:') return undefined
  const id = percentDecoded(src.slice(4))
  return attached.find((picture) => picture.id === id)
}

/** The size of the picture that a `data:` address holds (RFC 2397). */
export function dataSize(src: string): PictureSize | undefined {
  if (src.slice(0, 11).toLowerCase() !== 'data:image/') return undefined
  const comma = src.slice(0, MAX_TYPE).indexOf(',')
  if (comma < 0 || !src.slice(0, comma).toLowerCase().endsWith(';base64')) return undefined
  const head = src.slice(comma + 1, comma + 1 + PICTURE_HEAD)
  return sizeWithin(new TextEncoder().encode(head), (bytes) => decodeBase64(bytes).bytes)
}

/** Most sizes stand in so many bytes; a multiple of a base64 group. */
const FIRST_LOOK = 1024

/** No more is decoded than is needed. */
function sizeWithin(raw: Uint8Array, decode: (bytes: Uint8Array) => Uint8Array): PictureSize | undefined {
  const size = pictureSize(decode(raw.subarray(0, FIRST_LOOK)))
  return size === undefined && raw.length > FIRST_LOOK ? pictureSize(decode(raw)) : size
}

/** A media type with its parameters is shorter. */
const MAX_TYPE = 200

function decoded(raw: Uint8Array, encoding: TransferEncoding): Uint8Array {
  if (encoding === 'base64') return decodeBase64(raw).bytes
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(raw).bytes : raw
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What is known of a size, in CSS pixels. */
export type ShownSize = Partial<PictureSize>

/** CSS pixels of a side that is not known: pictures of mail are as wide as the text, and often half as high. */
const USUAL_WIDTH = 600
const USUAL_HEIGHT = 300

/** Its size as it is shown, in CSS pixels: declared, or its own, scaled where one side is declared. */
export function shownSize(image: BodyImage): ShownSize {
  const { width, height, intrinsic } = image
  if (intrinsic === undefined) return image
  if (width === undefined && height === undefined) return intrinsic
  const ratio = intrinsic.width / intrinsic.height
  return { width: width ?? height! * ratio, height: height ?? width! / ratio }
}

/** CSS pixels, guessed where a height is not known. */
export function heightOf({ width = USUAL_WIDTH, height = Math.min(width, USUAL_HEIGHT) }: ShownSize): number {
  return height
}

/** Square CSS pixels, guessed where a side is not known. */
export function areaOf(size: ShownSize): number {
  return (size.width ?? USUAL_WIDTH) * heightOf(size)
}
