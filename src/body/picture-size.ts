/** How large a picture is, from its first bytes. Nothing is decoded. */

export interface PictureSize {
  /** Pixels. */
  width: number
  height: number
}

/** Bytes of a picture that are looked at: what stands before the size of a JPEG may be long. */
export const PICTURE_HEAD = 1 << 16

/** The size that the header of a PNG, GIF, JPEG, WebP or BMP names; undefined for anything else and for what is cut off. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PICTURE_HEAD))
  const size = sizeIn(view)
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined
}

function sizeIn(view: DataView): PictureSize | undefined {
  const length = view.byteLength
  if (length < 4) return undefined
  const first = view.getUint32(0)
  if (first === PNG)
    return length < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }
  if (first === GIF)
    return length < 10 ? undefined : { width: view.getUint16(6, true), height: view.getUint16(8, true) }
  if (first >>> 8 === JPEG) return jpegSize(view)
  if (first === RIFF) return webpSize(view)
  return first >>> 16 === BMP ? bmpSize(view) : undefined
}

const PNG = 0x89504e47
const GIF = 0x47494638
const JPEG = 0xffd8ff
const RIFF = 0x52494646
const WEBP = 0x57454250
const BMP = 0x424d
const VP8 = 0x56503820
const VP8L = 0x5650384c
const VP8X = 0x56503858

/** Goes from segment to segment up to the first frame header (ITU T.81 B.2.2). */
function jpegSize(view: DataView): PictureSize | undefined {
  const end = view.byteLength
  for (let at = 2; at + 9 <= end; ) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9 || marker === 0xda) return undefined
    const stands = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    // C4, C8 and CC are no frame headers
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += stands ? 2 : 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

function webpSize(view: DataView): PictureSize | undefined {
  if (view.byteLength < 30 || view.getUint32(8) !== WEBP) return undefined
  const kind = view.getUint32(12)
  if (kind === VP8)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind === VP8L) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (kind !== VP8X) return undefined
  const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  return { width: three(24) + 1, height: three(27) + 1 }
}

/** A height below zero says that the lines run from top to bottom. */
function bmpSize(view: DataView): PictureSize | undefined {
  if (view.byteLength < 26) return undefined
  if (view.getUint32(14, true) === 12)
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) }
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
}

/** CSS pixels; pictures that are no larger either way are there to be counted. */
export const DOT = 3

/** Whether the picture is known to be as small as a tracking pixel. */
export function isDot({ width, height }: Partial<PictureSize>): boolean {
  return width !== undefined && height !== undefined && width <= DOT && height <= DOT
}
