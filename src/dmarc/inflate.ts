/**
 * What is compressed, within bounds. fflate is fed in slices: only then can a bound hold on what really comes out, since deflate
 * makes up to 1032 bytes of one.
 */
import { Gunzip, Inflate } from 'fflate'
import { GrowableBytes } from '../mime/bytes.ts'
import type { DmarcLimits } from './limits.ts'
import { Unread } from './problems.ts'

/** Bytes handed over at once; about a thousand times as many may come out before they are counted. */
const SLICE = 4096
/** Bytes that may be unpacked of however little. */
const RATIO_FROM = 4 << 20

/** Counts what is unpacked of one input. */
export interface Meter {
  limits: DmarcLimits
  unpacked: number
}

export interface Inflated {
  bytes: Uint8Array
  /** The data was damaged or ended early: `bytes` is what came before. */
  damaged: boolean
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** @throws Unread where a limit is passed, or nothing can be unpacked. */
export const gunzip = (packed: Uint8Array, meter: Meter): Inflated => unpack(new Gunzip(), packed, meter)

/** The same of deflate without a header, as in ZIP archives. */
export const inflateRaw = (packed: Uint8Array, meter: Meter): Inflated => unpack(new Inflate(), packed, meter)

/** Counts bytes that came out of `packed` ones. @throws Unread where a limit is passed. */
export function countUnpacked(meter: Meter, bytes: number, so: number, packed: number): void {
  const { inflatedBytes, inflatedRatio } = meter.limits
  meter.unpacked += bytes
  if (meter.unpacked > inflatedBytes)
    throw new Unread(`unpacks to more than ${inflatedBytes} bytes (limit inflatedBytes)`)
  if (so > RATIO_FROM && so > packed * inflatedRatio)
    throw new Unread(`unpacks to more than ${inflatedRatio} times its size (limit inflatedRatio)`)
}

function unpack(stream: Gunzip | Inflate, packed: Uint8Array, meter: Meter): Inflated {
  const out = new GrowableBytes(Math.min(packed.length * 8, 1 << 20))
  let pushed = 0
  stream.ondata = (chunk) => {
    countUnpacked(meter, chunk.length, out.length + chunk.length, pushed)
    out.append(chunk, 0, chunk.length)
  }
  let damaged = false
  try {
    while (pushed < packed.length) {
      const slice = packed.subarray(pushed, pushed + SLICE)
      pushed += slice.length
      stream.push(slice)
    }
    // apart, so that what there is has come out before it is missed that more should
    stream.push(new Uint8Array(), true)
  } catch (error) {
    if (error instanceof Unread) throw error
    damaged = true
  }
  if (damaged && out.length === 0) throw new Unread('its compressed data is damaged')
  return { bytes: out.view(), damaged }
}
