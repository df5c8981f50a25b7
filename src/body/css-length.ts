/** Lengths as CSS writes them. */
import { EM, PERCENT, PX } from './declarations.ts'

/** What one unit of length is: in pixels or in the font's size. Viewport units are those of a window of 1280 by 800. */
const UNITS = new Map<string, readonly [number, number]>([
  ['px', [1, PX]],
  ['pt', [4 / 3, PX]],
  ['pc', [16, PX]],
  ['in', [96, PX]],
  ['cm', [37.8, PX]],
  ['mm', [3.78, PX]],
  ['q', [0.945, PX]],
  ['em', [1, EM]],
  ['rem', [16, PX]],
  ['ex', [0.5, EM]],
  ['ch', [0.5, EM]],
  ['lh', [1.2, EM]],
  ['vw', [12.8, PX]],
  ['vh', [8, PX]],
  ['vmin', [8, PX]],
  ['vmax', [12.8, PX]],
  ['%', [1, PERCENT]],
])

/** What the length parser read last: a value and its unit. */
export let lengthValue = 0
export let lengthUnit = PX

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Index after the number at `at`; `at` itself where there is none. Signs, one point and an exponent are read. */
export function numberEnd(text: string, at: number): number {
  let i = at
  const sign = text.charCodeAt(i)
  if (sign === 0x2b || sign === 0x2d) i++
  const from = i
  while (isDigit(text.charCodeAt(i))) i++
  if (text.charCodeAt(i) === 0x2e && isDigit(text.charCodeAt(i + 1))) {
    i++
    while (isDigit(text.charCodeAt(i))) i++
  }
  if (i === from) return at
  if (text.charCodeAt(i) === 0x65) {
    let e = i + 1
    const mark = text.charCodeAt(e)
    if (mark === 0x2b || mark === 0x2d) e++
    if (isDigit(text.charCodeAt(e))) {
      while (isDigit(text.charCodeAt(e))) e++
      i = e
    }
  }
  return i
}

/** Functions that make a length of others. */
const CALCULATED = /^(?:(?:-webkit-)?calc|min|max|clamp)\(/

/** Reads a length such as `0`, `-9999px` or `calc(1px - 1px)`. Numbers without a unit are lengths only when zero. */
export function parseLength(text: string, plainNumbers = false): boolean {
  const end = numberEnd(text, 0)
  if (end === 0) return CALCULATED.test(text) && parseCalc(text)
  const number = Number(text.slice(0, end))
  if (end === text.length) {
    lengthValue = number
    lengthUnit = plainNumbers && number !== 0 ? EM : PX
    return number === 0 || plainNumbers
  }
  const unit = UNITS.get(text.slice(end))
  if (unit === undefined) return false
  lengthValue = number * unit[0]
  lengthUnit = unit[1]
  return true
}

const CHOOSING = ['min(', 'max(', 'clamp('] as const

/** A sum of pixels, font sizes, per cent and plain numbers. */
type Sum = [number, number, number, number]

/** Recursive descent over `calc()`; nesting is bounded. Anything unknown makes the whole undefined. */
class Calc {
  #at = 0
  #depth = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  sum(): Sum | undefined {
    let left = this.#product()
    for (;;) {
      const sign = this.#peek()
      if (left === undefined || (sign !== 0x2b && sign !== 0x2d)) return left
      this.#at++
      const right = this.#product()
      if (right === undefined) return undefined
      const factor = sign === 0x2b ? 1 : -1
      left = left.map((value, i) => value + factor * right[i]) as Sum
    }
  }

  #peek(): number {
    while (this.#text.charCodeAt(this.#at) === 0x20) this.#at++
    return this.#text.charCodeAt(this.#at)
  }

  #product(): Sum | undefined {
    let left = this.#term()
    for (;;) {
      const sign = this.#peek()
      if (left === undefined || (sign !== 0x2a && sign !== 0x2f)) return left
      this.#at++
      const right = this.#term()
      if (right === undefined) return undefined
      const plain: boolean = right[0] === 0 && right[1] === 0 && right[2] === 0
      if (sign === 0x2f) {
        if (!plain || right[3] === 0) return undefined
        left = left.map((value) => value / right[3]) as Sum
      } else if (plain) left = left.map((value) => value * right[3]) as Sum
      else if (left[0] === 0 && left[1] === 0 && left[2] === 0) {
        const factor: number = left[3]
        left = right.map((value) => value * factor) as Sum
      } else return undefined
    }
  }

  /** `min()`, `max()` or `clamp()`. */
  #choice(name: (typeof CHOOSING)[number]): Sum | undefined {
    if (++this.#depth > 16) return undefined
    this.#at += name.length
    const sums: Sum[] = []
    for (;;) {
      const sum = this.sum()
      if (sum === undefined) return undefined
      sums.push(sum)
      if (this.#peek() !== 0x2c) break
      this.#at++
    }
    if (this.#peek() === 0x29) this.#at++
    this.#depth--
    if (name === 'clamp(') {
      const [least, wanted, most] = sums
      if (least === undefined || wanted === undefined || most === undefined) return undefined
      const bounded = sizeOf(wanted) > sizeOf(most) ? most : wanted
      return sizeOf(bounded) < sizeOf(least) ? least : bounded
    }
    const sign = name === 'min(' ? 1 : -1
    return sums.reduce((best, sum) => (sign * sizeOf(sum) < sign * sizeOf(best) ? sum : best))
  }

  #term(): Sum | undefined {
    const text = this.#text
    this.#peek()
    const name = CHOOSING.find((choosing) => text.startsWith(choosing, this.#at))
    if (name !== undefined) return this.#choice(name)
    if (this.#peek() === 0x28 || text.startsWith('calc(', this.#at)) {
      if (++this.#depth > 16) return undefined
      this.#at = text.indexOf('(', this.#at) + 1
      const inner = this.sum()
      if (this.#peek() === 0x29) this.#at++
      this.#depth--
      return inner
    }
    const end = numberEnd(text, this.#at)
    if (end === this.#at) return undefined
    const number = Number(text.slice(this.#at, end))
    let unitEnd = end
    while (unitEnd < text.length && !' +-*/(),'.includes(text[unitEnd])) unitEnd++
    this.#at = unitEnd
    if (unitEnd === end) return [0, 0, 0, number]
    const unit = UNITS.get(text.slice(end, unitEnd))
    if (unit === undefined) return undefined
    const sum: Sum = [0, 0, 0, 0]
    sum[unit[1]] = number * unit[0]
    return sum
  }
}

/** About how many pixels that is, to tell which is less. */
function sizeOf([pixels, fonts, percent, plain]: Sum): number {
  return pixels + 16 * fonts + 8 * percent + plain
}

function parseCalc(text: string): boolean {
  const start = text.startsWith('-webkit-') ? 8 : 0
  const sum = text.length > 1000 ? undefined : new Calc(text.slice(start)).sum()
  if (sum === undefined || sum[3] !== 0) return false
  const used = [PX, EM, PERCENT].filter((unit) => Math.abs(sum[unit]) > 1e-9)
  if (used.length > 1) return false
  lengthUnit = used[0] ?? PX
  lengthValue = used.length === 0 ? 0 : sum[lengthUnit]
  return true
}
