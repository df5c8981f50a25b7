/** What was made of stretches of text lately, found again by their bytes without making a string. */
import { type Outline, type OutlineForm, PLACES } from '../mime/outline.ts'

interface Entry<T> {
  /** Where the stretch begins in all that was ever kept. */
  at: number
  length: number
  form: OutlineForm
  value: T
}

/** Bounded; it keeps copies of the bytes, the oldest written over, and never a message. */
export class Recent<T> {
  readonly #bytes: Uint8Array
  #written = 0
  /** By length and some of the characters, two for each place. */
  readonly #first: (Entry<T> | undefined)[]
  readonly #second: (Entry<T> | undefined)[]
  readonly #mask: number
  /** Of the last stretch that was looked for. */
  #place = 0

  /** `places` is a power of 2; `room` are the bytes that are kept. */
  constructor(places: number, room: number) {
    this.#bytes = new Uint8Array(room)
    this.#first = new Array<Entry<T> | undefined>(places).fill(undefined)
    this.#second = new Array<Entry<T> | undefined>(places).fill(undefined)
    this.#mask = places - 1
  }

  /** What was made of the like of `start..end`; `codes` are those of the text's outline. */
  get(text: Outline, codes: Uint8Array, start: number, end: number): T | undefined {
    const place = placeOf(codes, start, end) & this.#mask
    this.#place = place
    const first = this.#first[place]
    if (first !== undefined && this.#isSame(first, text.form, codes, start, end)) return first.value
    const second = this.#second[place]
    if (second === undefined || !this.#isSame(second, text.form, codes, start, end)) return undefined
    this.#second[place] = first
    this.#first[place] = second
    return second.value
  }

  /** Keeps what was made of the stretch that was looked for last. `high`: not all of it is ASCII. */
  set(text: Outline, codes: Uint8Array, start: number, end: number, high: boolean, value: T): void {
    const { form } = text
    const length = end - start
    const bytes = this.#bytes
    // places do not tell one character from another
    if ((high && form === PLACES) || length > bytes.length) return
    const left = bytes.length - (this.#written % bytes.length)
    if (left < length) this.#written += left
    const at = this.#written
    const to = at % bytes.length
    for (let i = 0; i < length; i++) bytes[to + i] = codes[start + i]!
    this.#written += length
    this.#second[this.#place] = this.#first[this.#place]
    this.#first[this.#place] = { at, length, form, value }
  }

  #isSame(entry: Entry<T>, form: OutlineForm, codes: Uint8Array, start: number, end: number): boolean {
    const bytes = this.#bytes
    if (entry.length !== end - start || entry.form !== form) return false
    if (this.#written - entry.at > bytes.length) return false
    const shift = (entry.at % bytes.length) - start
    for (let i = start; i < end; i++) if (bytes[i + shift] !== codes[i]) return false
    return true
  }
}

function placeOf(codes: Uint8Array, start: number, end: number): number {
  const step = ((end - start) >> 4) + 1
  let hash = end - start
  for (let i = start; i < end; i += step) hash = (Math.imul(hash, 31) + codes[i]!) | 0
  if (end - start > 1) hash = (Math.imul(hash, 31) + codes[end - 1]! * 31 + codes[end - 2]!) | 0
  return hash ^ (hash >>> 13)
}
