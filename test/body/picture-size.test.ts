import { describe, expect, it } from 'vitest'
import { pictureSize } from '../../src/body/picture-size.ts'

/** Bytes of hexadecimal digits; `<...>` is text. */
function bytesOf(spec: string): Uint8Array {
  return Uint8Array.from(
    spec
      .split(/(<[^>]*>)/)
      .flatMap((piece) =>
        piece.startsWith('<')
          ? [...piece.slice(1, -1)].map((letter) => letter.charCodeAt(0))
          : (piece.match(/[0-9a-f]{2}/g) ?? []).map((digits) => Number.parseInt(digits, 16)),
      ),
  )
}

const PNG = '89<PNG>0d0a1a0a 0000000d<IHDR>00000258 0000012c 0806000000'
const JPEG_FRAME = 'ffc2 0011 08 012c 0258 03 012200 021101 031101'

describe('the size in the header of', () => {
  it.each([
    ['PNG', PNG],
    ['GIF', '<GIF89a>5802 2c01 f70000'],
    ['JPEG', `ffd8 ffe0 0010<JFIF>00 0101 00 0001 0001 0000 ${JPEG_FRAME}`],
    [
      'JPEG after tables, fill bytes and a segment',
      `ffd8 ffc4 0004 0000 ffff ffe1 0006 ffc00011 ${JPEG_FRAME}`,
    ],
    ['WebP, lossy', '<RIFF>00000000<WEBPVP8 >00000000 300100 9d012a 5802 2c01'],
    ['WebP, lossless', '<RIFF>00000000<WEBPVP8L>00000000 2f 57c24a00 0000000000'],
    ['WebP, extended', '<RIFF>00000000<WEBPVP8X>0a000000 10000000 570200 2b0100'],
    ['BMP', '<BM>00000000 00000000 00000000 28000000 58020000 2c010000'],
    ['BMP from top to bottom', '<BM>00000000 00000000 00000000 28000000 58020000 d4feffff'],
    ['BMP, old', '<BM>00000000 00000000 00000000 0c000000 5802 2c01 0100 1800'],
  ])('%s', (_, spec) => {
    expect(pictureSize(bytesOf(spec))).toEqual({ width: 600, height: 300 })
  })

  it.each([
    ['nothing', ''],
    ['text', '<Hello there, this is no picture.>'],
    ['a picture of no size', '<GIF89a>0000 2c01 f70000'],
    ['a JPEG without a frame', 'ffd8 ffda 000c 0000 00000000 00000000'],
    ['a JPEG that is damaged', 'ffd8 ffe0 0004 0000 0000 0000 0000 0000'],
    ['a segment that is longer than the file', `ffd8 ffe0 ffff ${JPEG_FRAME}`],
  ])('%s is not known', (_, spec) => {
    expect(pictureSize(bytesOf(spec))).toBeUndefined()
  })

  it('what is cut anywhere is not known, and never throws', () => {
    const png = bytesOf(PNG)
    for (let end = 0; end < 24; end++) expect(pictureSize(png.subarray(0, end))).toBeUndefined()
    for (const start of ['ffd8', '<RIFF>00000000<WEBPVP8X>', '<RIFF>00000000<WEBPVP8L>', '<BM>'])
      for (let more = 0; more < 40; more++)
        expect(() => pictureSize(bytesOf(start + 'ff'.repeat(more)))).not.toThrow()
  })
})
