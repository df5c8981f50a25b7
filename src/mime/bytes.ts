/** Byte helpers of the hot path. Node's `Buffer` is used through `globalThis` where it exists, never in a type. */

import { wrongType } from '../util/arguments.ts'

interface BufferLike {
  prototype: {
    latin1Slice?(this: Uint8Array, start: number, end: number): string
    indexOf?(this: Uint8Array, code: number, from: number): number
  }
}

const buffer = (globalThis as unknown as { Buffer?: BufferLike }).Buffer?.prototype

// What the runtime has is taken as an argument: a binding of the module is a `var` once it is bundled, and a function that may
// change is never inlined. It is called on the bytes themselves: a Buffer around them would be one object a string.

/** Bytes `start..end` as a string with one UTF-16 code unit a byte (true ISO-8859-1, not windows-1252). */
export const latin1 = latin1By(buffer?.latin1Slice)

function latin1By(
  slice: BufferLike['prototype']['latin1Slice'],
): (bytes: Uint8Array, start?: number, end?: number) => string {
  if (slice) return (bytes, start = 0, end = bytes.length) => slice.call(bytes, start, Math.max(start, end))
  return (bytes, start = 0, end = bytes.length) => {
    let out = ''
    for (let at = start; at < end; at += 8192)
      out += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192)))
    return out
  }
}

/**
 * Index of the first byte `code` from `from` on, -1 where there is none. For what may be far; see {@link findByte}. Node's own
 * search looks at many bytes at once, that of a Uint8Array at one after another.
 */
export const indexOfByte = indexOfBy(buffer?.indexOf ?? Uint8Array.prototype.indexOf)

function indexOfBy(
  search: (this: Uint8Array, code: number, from: number) => number,
): (bytes: Uint8Array, code: number, from: number) => number {
  return (bytes, code, from) => search.call(bytes, code, from)
}

/** The same bytes as a plain Uint8Array: subclasses, such as Buffer, are slower to read and to cut. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  if (Object.getPrototypeOf(bytes) === Uint8Array.prototype) return bytes
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** Index of the first byte `code` in `at..end`; `end` where there is none. For what is near. */
export function findByte(bytes: Uint8Array, code: number, at: number, end: number): number {
  let i = at
  while (i < end && bytes[i] !== code) i++
  return i
}

/** Index of the first byte above 0x7f in `start..end`; `end` where there is none. */
export function findHigh(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && ((bytes.byteOffset + at) & 3) !== 0) {
    if (bytes[at] > 0x7f) return at
    at++
  }
  const words = (end - at) >> 2
  // a view costs more than a few bytes
  if (words > 16) {
    const view = new Uint32Array(bytes.buffer, bytes.byteOffset + at, words)
    let i = 0
    while (i + 4 <= words && ((view[i] | view[i + 1] | view[i + 2] | view[i + 3]) & 0x80808080) === 0) i += 4
    at += i * 4
  }
  while (at < end && bytes[at] <= 0x7f) at++
  return at
}

/** Whether a byte of `start..end` is not ASCII. */
export function hasHigh(bytes: Uint8Array, start: number, end: number): boolean {
  return findHigh(bytes, start, end) < end
}

/** The bytes of a string made by {@link latin1}. Code units above 0xff are cut to their low byte. */
export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** A byte array that grows by doubling; `bytes` beyond `length` is undefined content. */
export class GrowableBytes {
  bytes: Uint8Array
  length = 0

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity)
  }

  append(source: Uint8Array, start: number, end: number): void {
    const needed = this.length + end - start
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
      grown.set(this.bytes.subarray(0, this.length))
      this.bytes = grown
    }
    this.bytes.set(source.subarray(start, end), this.length)
    this.length = needed
  }

  clear(): void {
    this.length = 0
  }

  /** The filled part, as a view. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
}

/** @throws TypeError naming the argument. */
export function requireBytes(value: unknown, name: string): asserts value is Uint8Array {
  if (!(value instanceof Uint8Array)) wrongType(name, 'a Uint8Array', value)
}
