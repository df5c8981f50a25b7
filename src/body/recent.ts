/** What was made of stretches of text lately, found again by their bytes without making a string. */
import { type Outline, PLACES } from '../mime/outline.ts'

/** Numbers of an entry: the hash, where the copy begins, its length with the outline's form, and the turn it was made in. */
const WIDTH = 4

/** Bounded; it keeps copies of the bytes, the oldest written over, and never a message. */
export class Recent<T> {
  readonly #bytes: Uint8Array
  /** Where the next copy goes, and how often the bytes were gone through before. */
  #to = 0
  #turn = 1
  /** Two entries for each place, side by side: what is looked at costs one access to memory. */
  readonly #entries: Int32Array
  readonly #values: (T | undefined)[]
  readonly #mask: number
  /** Of the last stretch that was looked for. */
  #hash = 0

  /** `places` is a power of 2; `room` are the bytes that are kept. */
  constructor(places: number, room: number) {
    this.#bytes = new Uint8Array(room)
    this.#entries = new Int32Array(places * 2 * WIDTH)
    this.#values = new Array<T | undefined>(places * 2).fill(undefined)
    this.#mask = places - 1
  }

  /** What was made of the like of `start..end`; `codes` are those of the text's outline. */
  get(text: Outline, codes: Uint8Array, start: number, end: number): T | undefined {
    const hash = hashOf(codes, start, end)
    this.#hash = hash
    const entry = (hash & this.#mask) * 2
    const shape = ((end - start) << 2) | text.form
    if (this.#isSame(entry, hash, shape, codes, start, end)) return this.#values[entry]
    if (!this.#isSame(entry + 1, hash, shape, codes, start, end)) return undefined
    this.#swap(entry)
    return this.#values[entry]
  }

  /** Puts what was used last first: the other of a place is written over. */
  #swap(entry: number): void {
    const entries = this.#entries
    for (let i = entry * WIDTH; i < (entry + 1) * WIDTH; i++) {
      const number = entries[i]
      entries[i] = entries[i + WIDTH]!
      entries[i + WIDTH] = number
    }
    const value = this.#values[entry]
    this.#values[entry] = this.#values[entry + 1]
    this.#values[entry + 1] = value
  }

  /** Keeps what was made of the stretch that was looked for last. `high`: not all of it is ASCII. */
  set(text: Outline, codes: Uint8Array, start: number, end: number, high: boolean, value: T): void {
    const length = end - start
    const bytes = this.#bytes
    // places do not tell one character from another
    if ((high && text.form === PLACES) || length > bytes.length) return
    if (length > bytes.length - this.#to) {
      this.#to = 0
      this.#turn++
    }
    const to = this.#to
    for (let i = 0; i < length; i++) bytes[to + i] = codes[start + i]!
    this.#to = to + length
    const entry = (this.#hash & this.#mask) * 2
    const entries = this.#entries
    const at = entry * WIDTH
    entries.copyWithin(at + WIDTH, at, at + WIDTH)
    entries[at] = this.#hash
    entries[at + 1] = to
    entries[at + 2] = (length << 2) | text.form
    entries[at + 3] = this.#turn
    this.#values[entry + 1] = this.#values[entry]
    this.#values[entry] = value
  }

  #isSame(
    entry: number,
    hash: number,
    shape: number,
    codes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    const entries = this.#entries
    const at = entry * WIDTH
    if (entries[at] !== hash || entries[at + 2] !== shape) return false
    const from = entries[at + 1]
    const age = this.#turn - entries[at + 3]
    // written over since
    if (age > 1 || (age === 1 && from < this.#to)) return false
    const bytes = this.#bytes
    const shift = from - start
    for (let i = start; i < end; i++) if (bytes[i + shift] !== codes[i]) return false
    return true
  }
}

/** Of the length and some of the characters. */
function hashOf(codes: Uint8Array, start: number, end: number): number {
  const step = ((end - start) >> 6) + 1
  let hash = end - start
  for (let i = start; i < end; i += step) hash = (Math.imul(hash, 31) + codes[i]) | 0
  if (end - start > 1) hash = (Math.imul(hash, 31) + codes[end - 1] * 31 + codes[end - 2]) | 0
  // spread: numbers that are counted up would crowd in a few places
  hash = Math.imul(hash, 0x9e3779b1)
  return hash ^ (hash >>> 15)
}
