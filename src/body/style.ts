/** The declarations of a style attribute or rule, as far as they decide whether text is seen. */
import { findByte, hasHigh, latin1 } from '../mime/bytes.ts'
import { Outline } from '../mime/outline.ts'
import { parseColor, parseLegacyColor } from './color.ts'
import {
  BLOCK,
  CELL,
  CONTENTS,
  FLEX,
  INLINE,
  INLINE_BLOCK,
  INLINE_FLEX,
  NONE,
  ROW,
  TABLE,
} from './elements.ts'
import { decodeText } from './entities.ts'
import { Recent } from './recent.ts'

// properties, as bit numbers
export const DISPLAY = 0
export const VISIBILITY = 1
export const OPACITY = 2
export const FONT_SIZE = 3
export const COLOR = 4
export const TEXT_FILL = 5
export const BACKGROUND_COLOR = 6
export const BACKGROUND_IMAGE = 7
export const WIDTH = 8
export const HEIGHT = 9
export const MAX_WIDTH = 10
export const MAX_HEIGHT = 11
export const MIN_WIDTH = 12
export const MIN_HEIGHT = 13
export const OVERFLOW = 14
export const POSITION = 15
export const LEFT = 16
export const TOP = 17
export const MARGIN_LEFT = 18
export const MARGIN_TOP = 19
export const TEXT_INDENT = 20
export const CLIP = 21
export const CLIP_PATH = 22
export const LINE_HEIGHT = 23
export const TRANSFORM = 24
export const WHITE_SPACE = 25
export const FLOAT = 26
export const FILTER_OPACITY = 27
export const CONTENT_VISIBILITY = 28
/** Room that an element keeps to its left or right: padding, and on the right also a margin, whichever is declared last. */
export const ROOM_LEFT = 29
export const ROOM_RIGHT = 30
const PROPERTIES = 31

// units of a value
export const PX = 0
export const EM = 1
export const PERCENT = 2
/** `auto`, `none`, `normal` and what cannot be resolved. */
export const AUTO = 3
export const INHERIT = 4

// values of `position`
export const STATIC = 0
const RELATIVE = 1
export const ABSOLUTE = 2

// values of `transform`
export const OFF_SCREEN = 1
export const SHRUNK = 2

let lastId = 0

/** Room for so many properties and their units. Copied, not filled: colours and fractions are kept unboxed from the first. */
const ROOMS = Array.from({ length: PROPERTIES + 1 }, (_, count) =>
  Array.from({ length: 2 * count }, () => 0.5),
)

/** How many bits are set. */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export class Declarations {
  /** Unlike that of any other. */
  readonly id = ++lastId
  /** Bits of the properties that are declared, and of those declared `!important`. */
  readonly set: number
  readonly important: number
  /** The address of a background picture. */
  readonly image: string | undefined
  /** Value and unit of those that are declared. */
  readonly #numbers: number[]

  constructor(from: Draft) {
    this.set = from.set
    this.important = from.important
    this.image = from.image
    this.#numbers = ROOMS[countBits(from.set)]!.slice()
    let i = 0
    for (let set = from.set; set !== 0; set &= set - 1) {
      const property = 31 - Math.clz32(set & -set)
      this.#numbers[i++] = from.value[property]!
      this.#numbers[i++] = from.unit[property]!
    }
  }

  has(property: number): boolean {
    return (this.set & (1 << property)) !== 0
  }

  /** The value of a property that is declared, and its unit. */
  value(property: number): number {
    return this.#numbers[2 * countBits(this.set & ((1 << property) - 1))]!
  }

  unit(property: number): number {
    return this.#numbers[2 * countBits(this.set & ((1 << property) - 1)) + 1]!
  }

  /** Whether the other declares the same. Objects of equal styles may differ, as caches are bounded. */
  equals(other: Declarations): boolean {
    if (this === other) return true
    if (this.set !== other.set || this.important !== other.important || this.image !== other.image)
      return false
    return this.#numbers.every((value, i) => Object.is(value, other.#numbers[i]))
  }
}

/** Declarations while they are read. */
class Draft {
  set = 0
  important = 0
  image: string | undefined
  readonly value = Array.from({ length: PROPERTIES }, () => 0.5)
  readonly unit = new Array<number>(PROPERTIES).fill(PX)

  clear(): this {
    this.set = this.important = 0
    this.image = undefined
    return this
  }

  /** Declares, unless an important declaration stands already. */
  declare(property: number, value: number, unit: number, important: boolean): void {
    const bit = 1 << property
    if ((this.important & bit) !== 0 && !important) return
    this.set |= bit
    if (important) this.important |= bit
    this.value[property] = value
    this.unit[property] = unit
  }

  /** Declares what others do, except for the picture. */
  add(from: Declarations): void {
    for (let set = from.set; set !== 0; set &= set - 1) {
      const property = 31 - Math.clz32(set & -set)
      const important = (from.important & (1 << property)) !== 0
      this.declare(property, from.value(property), from.unit(property), important)
    }
  }

  get declarations(): Declarations {
    return this.set === 0 ? NO_DECLARATIONS : new Declarations(this)
  }
}

export const NO_DECLARATIONS = new Declarations(new Draft())

/** For a whole style, one declaration of it, and what is made of others. */
const wholeDraft = new Draft()
const oneDraft = new Draft()
const cascadeDraft = new Draft()

/** The cascade of declarations, weakest first: the last wins, except against an important one. */
export function cascade(...list: Declarations[]): Declarations {
  const some = list.filter(({ set }) => set !== 0)
  if (some.length < 2) return some[0] ?? NO_DECLARATIONS
  const all = cascadeDraft.clear()
  for (const from of some) {
    all.add(from)
    if (from.has(BACKGROUND_IMAGE)) all.image = from.image
  }
  return all.declarations
}

/** Merges that are kept. */
const MAX_MERGES = 4096

/** Declarations of one message put together. The same two make the same, so that equal elements are seen to be equal. */
export class Merges {
  readonly #made = new Map<number, Declarations>()

  /** The cascade of two. */
  of(under: Declarations, over: Declarations): Declarations {
    if (over.set === 0) return under
    if (under.set === 0) return over
    const key = under.id * 0x4000000 + over.id
    let made = this.#made.get(key)
    if (made === undefined) {
      made = cascade(under, over)
      if (this.#made.size < MAX_MERGES) this.#made.set(key, made)
    }
    return made
  }
}

const DISPLAYS = new Map<string, number>([
  ['none', NONE],
  ['inline', INLINE],
  ['inline-block', INLINE_BLOCK],
  ['inline-table', TABLE],
  ['inline-flex', INLINE_FLEX],
  ['inline-grid', INLINE_FLEX],
  ['block', BLOCK],
  ['list-item', BLOCK],
  ['flow-root', BLOCK],
  ['flex', FLEX],
  ['grid', FLEX],
  ['table', TABLE],
  ['table-cell', CELL],
  ['table-row', ROW],
  ['table-row-group', ROW],
  ['table-header-group', ROW],
  ['table-footer-group', ROW],
  ['table-caption', ROW],
  ['table-column', NONE],
  ['table-column-group', NONE],
  ['contents', CONTENTS],
])

const FONT_SIZES = new Map<string, number>([
  ['xx-small', 9],
  ['x-small', 10],
  ['small', 13],
  ['medium', 16],
  ['large', 18],
  ['x-large', 24],
  ['xx-large', 32],
  ['xxx-large', 48],
])

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
let lengthValue = 0
let lengthUnit = PX

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Index after the number at `at`; `at` itself where there is none. Signs, one point and an exponent are read. */
function numberEnd(text: string, at: number): number {
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

/** Reads a length such as `0`, `-9999px` or `calc(1px - 1px)`. Numbers without a unit are lengths only when zero. */
function parseLength(text: string, plainNumbers = false): boolean {
  const end = numberEnd(text, 0)
  if (end === 0) return text.startsWith('calc(') || text.startsWith('-webkit-calc(') ? parseCalc(text) : false
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
      left = left.map((value, i) => value + factor * right[i]!) as Sum
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

  #term(): Sum | undefined {
    const text = this.#text
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
    while (unitEnd < text.length && !' +-*/()'.includes(text[unitEnd]!)) unitEnd++
    this.#at = unitEnd
    if (unitEnd === end) return [0, 0, 0, number]
    const unit = UNITS.get(text.slice(end, unitEnd))
    if (unit === undefined) return undefined
    const sum: Sum = [0, 0, 0, 0]
    sum[unit[1]] = number * unit[0]
    return sum
  }
}

function parseCalc(text: string): boolean {
  const sum = text.length > 1000 ? undefined : new Calc(text.slice(text.indexOf('('))).sum()
  if (sum === undefined || sum[3] !== 0) return false
  const used = [PX, EM, PERCENT].filter((unit) => Math.abs(sum[unit]!) > 1e-9)
  if (used.length > 1) return false
  lengthUnit = used[0] ?? PX
  lengthValue = used.length === 0 ? 0 : sum[lengthUnit]!
  return true
}

/** The arguments of a function `name(...)`, white space for commas. */
function argumentsOf(value: string): string[] {
  const inside = value.slice(value.indexOf('(') + 1, value.endsWith(')') ? -1 : undefined)
  return inside
    .replaceAll(',', ' ')
    .split(' ')
    .filter((part) => part !== '')
}

/** Whether `clip` leaves no more than a pixel. */
function clipHides(value: string): boolean {
  if (!value.startsWith('rect(')) return false
  const sides = argumentsOf(value).map((side) => (parseLength(side) ? lengthValue : Number.NaN))
  if (sides.length !== 4) return false
  const [top, right, bottom, left] = sides as [number, number, number, number]
  return bottom - top <= 1 || right - left <= 1
}

/** Whether `clip-path` leaves nothing. */
function clipPathHides(value: string): boolean {
  if (value.startsWith('circle(') || value.startsWith('ellipse('))
    return argumentsOf(value).some((radius) => parseLength(radius) && lengthValue === 0)
  if (value.startsWith('polygon(')) {
    const numbers = argumentsOf(value).filter((part) => parseLength(part) && lengthValue !== 0)
    return numbers.length === 0
  }
  if (!value.startsWith('inset(')) return false
  const insets = argumentsOf(value).slice(0, 4)
  const round = insets.indexOf('round')
  const sides = (round < 0 ? insets : insets.slice(0, round)).map((side) =>
    parseLength(side) && lengthUnit === PERCENT ? lengthValue : 0,
  )
  if (sides.length === 0) return false
  const top = sides[0]!
  const right = sides[1] ?? top
  return top + (sides[2] ?? top) >= 100 || right + (sides[3] ?? right) >= 100
}

function transformEffect(value: string): number {
  for (let i = value.indexOf('('); i >= 0; i = value.indexOf('(', i + 1)) {
    const close = value.indexOf(')', i)
    const name = value.slice(value.lastIndexOf(' ', i) + 1, i).replaceAll(')', '')
    const values = argumentsOf(value.slice(i, close < 0 ? undefined : close + 1))
    if (name.startsWith('scale')) {
      if (values.some((factor) => Number.parseFloat(factor) === 0)) return SHRUNK
    } else if (name.startsWith('translate')) {
      for (const by of values)
        if (parseLength(by) && lengthUnit === PX && lengthValue <= -1000) return OFF_SCREEN
    }
    if (close < 0) break
    i = close
  }
  return 0
}

type Reader = (into: Draft, value: string, important: boolean) => void

const SIZE_KEYWORDS = new Set(['auto', 'none', 'normal', 'initial', 'unset', 'inherit', 'revert'])

function length(property: number, plainNumbers = false): Reader {
  return (into, value, important) => {
    if (parseLength(value, plainNumbers)) into.declare(property, lengthValue, lengthUnit, important)
    else if (SIZE_KEYWORDS.has(value) || value.includes('(')) into.declare(property, 0, AUTO, important)
  }
}

function keyword(property: number, values: ReadonlyMap<string, number>): Reader {
  return (into, value, important) => {
    const known = values.get(value)
    if (known !== undefined) into.declare(property, known, PX, important)
    else if (value === 'inherit' || value === 'unset') into.declare(property, 0, INHERIT, important)
  }
}

function opacity(property: number): Reader {
  return (into, value, important) => {
    const end = numberEnd(value, 0)
    if (end === 0) return
    const share = Number(value.slice(0, end)) / (value.endsWith('%') ? 100 : 1)
    into.declare(property, Math.max(0, Math.min(1, share)), PX, important)
  }
}

function color(property: number): Reader {
  return (into, value, important) => {
    if (value === 'currentcolor' || value === 'inherit' || value === 'unset')
      into.declare(property, 0, INHERIT, important)
    else if (value === 'initial') into.declare(property, property === COLOR ? 255 : 0, PX, important)
    else {
      const parsed = parseColor(value)
      if (parsed !== undefined) into.declare(property, parsed, PX, important)
    }
  }
}

const fontSize: Reader = (into, value, important) => {
  const named = FONT_SIZES.get(value)
  if (named !== undefined) into.declare(FONT_SIZE, named, PX, important)
  else if (value === 'smaller' || value === 'larger')
    into.declare(FONT_SIZE, value === 'smaller' ? 0.83 : 1.2, EM, important)
  else if (value === 'inherit' || value === 'unset') into.declare(FONT_SIZE, 1, EM, important)
  else if (value === 'initial') into.declare(FONT_SIZE, 16, PX, important)
  else if (parseLength(value) && lengthValue >= 0) {
    const share = lengthUnit === PERCENT
    into.declare(FONT_SIZE, share ? lengthValue / 100 : lengthValue, share ? EM : lengthUnit, important)
  }
}

/** Splits at spaces outside parentheses. */
function splitWords(value: string): string[] {
  const found: string[] = []
  let from = 0
  let depth = 0
  for (let i = 0; i <= value.length; i++) {
    const code = value.charCodeAt(i)
    if (code === 0x28) depth++
    else if (code === 0x29 && depth > 0) depth--
    if (i < value.length && (code !== 0x20 || depth > 0)) continue
    if (i > from) found.push(value.slice(from, i))
    from = i + 1
  }
  return found
}

function backgroundImage(into: Draft, value: string, important: boolean): boolean {
  const url = value.indexOf('url(')
  if (url < 0 && !value.includes('gradient(') && !value.includes('image-set(')) return false
  into.declare(BACKGROUND_IMAGE, 1, PX, important)
  if (url >= 0) {
    const close = value.indexOf(')', url)
    let address = value.slice(url + 4, close < 0 ? value.length : close).trim()
    const quote = address.charCodeAt(0)
    if (quote === 0x22 || quote === 0x27)
      address = address.slice(1, address.endsWith(address[0]!) ? -1 : undefined)
    into.image = address
    if (address === '') into.declare(BACKGROUND_IMAGE, 0, PX, important)
  }
  return true
}

const background: Reader = (into, value, important) => {
  if (value === 'inherit') return
  const picture = backgroundImage(into, value, important)
  if (!picture) into.declare(BACKGROUND_IMAGE, 0, PX, important)
  let found = 0
  for (const word of splitWords(value)) found = parseColor(word) ?? found
  into.declare(BACKGROUND_COLOR, found, PX, important)
}

const font: Reader = (into, value, important) => {
  for (const word of splitWords(value)) {
    const slash = word.indexOf('/')
    const size = slash < 0 ? word : word.slice(0, slash)
    if (
      !FONT_SIZES.has(size) &&
      !(parseLength(size) && (lengthUnit !== PX || lengthValue !== 0 || size === '0' || size.startsWith('0')))
    )
      continue
    fontSize(into, size, important)
    if (slash >= 0) length(LINE_HEIGHT, true)(into, word.slice(slash + 1), important)
    return
  }
}

const margin: Reader = (into, value, important) => {
  const sides = splitWords(value)
  length(MARGIN_TOP)(into, sides[0] ?? '', important)
  length(MARGIN_LEFT)(into, sides[3] ?? sides[1] ?? sides[0] ?? '', important)
  marginRight(into, sides[1] ?? sides[0] ?? '', important)
}

const roomRight = length(ROOM_RIGHT)

/** None takes nothing from the padding. */
const marginRight: Reader = (into, value, important) => {
  if (parseLength(value) && lengthValue > 0) roomRight(into, value, important)
}

const padding: Reader = (into, value, important) => {
  const sides = splitWords(value)
  length(ROOM_LEFT)(into, sides[3] ?? sides[1] ?? sides[0] ?? '', important)
  roomRight(into, sides[1] ?? sides[0] ?? '', important)
}

const inset: Reader = (into, value, important) => {
  const sides = splitWords(value)
  length(TOP)(into, sides[0] ?? '', important)
  length(LEFT)(into, sides[3] ?? sides[1] ?? sides[0] ?? '', important)
}

const overflow: Reader = (into, value, important) => {
  const first = splitWords(value)[0]
  if (first === 'visible') into.declare(OVERFLOW, 0, PX, important)
  else if (first === 'hidden' || first === 'clip' || first === 'auto' || first === 'scroll')
    into.declare(OVERFLOW, 1, PX, important)
}

const filter: Reader = (into, value, important) => {
  const at = value.indexOf('opacity(')
  if (at >= 0) opacity(FILTER_OPACITY)(into, value.slice(at + 8, value.indexOf(')', at)), important)
  else if (value.startsWith('alpha(')) return
  else if (value === 'none') into.declare(FILTER_OPACITY, 1, PX, important)
}

const yes = (values: string[], value: number): [string, number][] => values.map((name) => [name, value])

const READERS = new Map<string, Reader>([
  ['display', keyword(DISPLAY, DISPLAYS)],
  [
    'visibility',
    keyword(
      VISIBILITY,
      new Map([
        ['visible', 0],
        ['initial', 0],
        ['hidden', 1],
        ['collapse', 1],
      ]),
    ),
  ],
  ['opacity', opacity(OPACITY)],
  ['font-size', fontSize],
  ['font', font],
  ['color', color(COLOR)],
  ['-webkit-text-fill-color', color(TEXT_FILL)],
  ['background-color', color(BACKGROUND_COLOR)],
  [
    'background-image',
    (into, value, important) => {
      if (!backgroundImage(into, value, important) && (value === 'none' || value === 'initial'))
        into.declare(BACKGROUND_IMAGE, 0, PX, important)
    },
  ],
  ['background', background],
  ['width', length(WIDTH)],
  ['height', length(HEIGHT)],
  ['max-width', length(MAX_WIDTH)],
  ['max-height', length(MAX_HEIGHT)],
  ['min-width', length(MIN_WIDTH)],
  ['min-height', length(MIN_HEIGHT)],
  ['overflow', overflow],
  ['overflow-x', overflow],
  ['overflow-y', overflow],
  [
    'position',
    keyword(
      POSITION,
      new Map([
        ...yes(['static', 'initial'], STATIC),
        ...yes(['relative', 'sticky'], RELATIVE),
        ...yes(['absolute', 'fixed'], ABSOLUTE),
      ]),
    ),
  ],
  ['left', length(LEFT)],
  ['top', length(TOP)],
  ['inset', inset],
  ['margin', margin],
  ['margin-left', length(MARGIN_LEFT)],
  ['margin-top', length(MARGIN_TOP)],
  ['margin-right', marginRight],
  ['padding', padding],
  ['padding-left', length(ROOM_LEFT)],
  ['padding-right', roomRight],
  ['text-indent', length(TEXT_INDENT)],
  ['clip', (into, value, important) => into.declare(CLIP, clipHides(value) ? 1 : 0, PX, important)],
  [
    'clip-path',
    (into, value, important) => into.declare(CLIP_PATH, clipPathHides(value) ? 1 : 0, PX, important),
  ],
  ['line-height', length(LINE_HEIGHT, true)],
  ['transform', (into, value, important) => into.declare(TRANSFORM, transformEffect(value), PX, important)],
  [
    'white-space',
    keyword(
      WHITE_SPACE,
      new Map([
        ...yes(['normal', 'nowrap', 'initial'], 0),
        ...yes(['pre', 'pre-wrap', 'break-spaces'], 1),
        ...yes(['pre-line'], 2),
      ]),
    ),
  ],
  [
    'float',
    keyword(
      FLOAT,
      new Map([
        ['none', 0],
        ['left', 1],
        ['right', 1],
      ]),
    ),
  ],
  ['filter', filter],
  [
    'content-visibility',
    keyword(
      CONTENT_VISIBILITY,
      new Map([
        ['visible', 0],
        ['auto', 0],
        ['hidden', 1],
      ]),
    ),
  ],
])

/** Replaces CSS escapes (`\64 isplay`) and comments; a comment becomes nothing. */
export function unescapeCss(text: string): string {
  let out = ''
  let i = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 0x2f && text.charCodeAt(i + 1) === 0x2a) {
      const end = text.indexOf('*/', i + 2)
      i = end < 0 ? text.length : end + 2
      continue
    }
    if (code !== 0x5c) {
      out += text[i++]
      continue
    }
    let end = i + 1
    while (end < i + 7 && end < text.length && '0123456789abcdefABCDEF'.includes(text[end]!)) end++
    if (end === i + 1) {
      out += text[end] ?? ''
      i = end + 1
      continue
    }
    const point = Number.parseInt(text.slice(i + 1, end), 16)
    out += String.fromCodePoint(point === 0 || point > 0x10ffff ? 0xfffd : point)
    const after = text.charCodeAt(end)
    i = after === 0x20 || after === 0x09 || after === 0x0a || after === 0x0d ? end + 1 : end
  }
  return out
}

/** Lower case without escapes and comments, every run of white space one space. */
function normalize(text: string): string {
  const plain = text.includes('\\') || text.includes('/*') ? unescapeCss(text) : text
  const lower = plain.trim().toLowerCase()
  let clean = true
  for (let i = 0; i < lower.length && clean; i++) {
    const code = lower.charCodeAt(i)
    if (code < 0x20 || (code === 0x20 && lower.charCodeAt(i + 1) === 0x20)) clean = false
  }
  return clean ? lower : lower.split(/[ \t\n\r\f]+/).join(' ')
}

/** Lengths and first letters of the property names that matter: most declarations are passed over without a string. */
const SHAPES = new Uint8Array(32 * 32)
for (const name of READERS.keys()) SHAPES[name.length * 32 + (name.charCodeAt(0) & 31)] = 1

/** Whether a property that matters may be named at `start..colon`. */
function mayMatter(codes: Uint8Array, start: number, colon: number): boolean {
  let to = colon
  while (to > start && codes[to - 1]! <= 0x20) to--
  return to - start <= 31 && SHAPES[(to - start) * 32 + (codes[start]! & 31)] === 1
}

function readerOf(css: string, colon: number, escaped: boolean): Reader | undefined {
  if (escaped) return READERS.get(normalize(css.slice(0, Math.min(colon, 200))))
  let to = colon
  while (to > 0 && css.charCodeAt(to - 1) <= 0x20) to--
  const name = css.slice(0, to)
  return READERS.get(name) ?? READERS.get(name.toLowerCase())
}

/** Longer values are not read: nothing that decides visibility needs them, only embedded pictures do. */
const MAX_VALUE = 1024

function readDeclaration(
  into: Draft,
  read: Reader,
  css: string,
  colon: number,
  bang: number,
  end: number,
): void {
  const long = end - colon > MAX_VALUE
  const important = bang > colon && !long && normalize(css.slice(bang + 1, end)) === 'important'
  const raw = css.slice(colon + 1, important ? bang : end)
  if (read === background || raw.includes('url(')) {
    const address = raw.indexOf('(')
    const before = normalize(raw.slice(0, Math.max(0, address + 1)))
    if (before.endsWith('url(')) {
      // an address keeps its case
      const close = raw.indexOf(')', address)
      const rest = close < 0 ? '' : normalize(raw.slice(close + 1, close + 1 + MAX_VALUE))
      read(into, `${before}-) ${rest}`, important)
      if (into.image === '-') into.image = addressOf(raw.slice(address + 1, close < 0 ? raw.length : close))
      return
    }
  }
  read(into, normalize(long ? raw.slice(0, MAX_VALUE) : raw), important)
}

function addressOf(raw: string): string {
  const address = raw.trim()
  const quote = address[0]
  if (quote !== '"' && quote !== "'") return address
  return address.slice(1, address.endsWith(quote) ? -1 : undefined).trim()
}

/** Declarations up to this length are kept: mail repeats the same few. */
const MAX_SHORT = 64
const short = new Recent<Declarations>(4096, 1 << 17)

/** What one declaration declares, `NO_DECLARATIONS` where it does not matter. `bang` is before `colon` where there is none. */
function declarationAt(
  text: Outline,
  codes: Uint8Array,
  start: number,
  colon: number,
  bang: number,
  end: number,
  escaped: boolean,
): Declarations {
  const isShort = end - start <= MAX_SHORT
  const known = isShort ? short.get(text, codes, start, end) : undefined
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  const css = high ? text.slice(start, end) : latin1(codes, start, end)
  const read = readerOf(css, colon - start, escaped)
  const into = oneDraft.clear()
  if (read !== undefined) readDeclaration(into, read, css, colon - start, bang - start, css.length)
  const { declarations } = into
  if (isShort) short.set(text, codes, start, end, high, declarations)
  return declarations
}

/** Codes that parse declarations; all others are passed over. */
const MARKS = new Uint8Array(256)
for (const mark of ':;!()"\'\\/') MARKS[mark.charCodeAt(0)] = 1

/** Index after the comment opened at `at`; `end` where it is not closed. */
export function commentEnd(codes: Uint8Array, at: number, end: number): number {
  let i = at + 2
  while (i + 1 < end && (codes[i] !== 0x2a || codes[i + 1] !== 0x2f)) i++
  return i + 1 < end ? i + 2 : end
}

/** Reads declarations; what is malformed is skipped to the next semicolon. Linear. */
export function parseDeclarations(css: string): Declarations {
  const text = Outline.of(css)
  return declarationsAt(text, text.bytes, 0, css.length)
}

/** Those at `start..end` of a text of which each index is a character. */
function declarationsAt(text: Outline, codes: Uint8Array, from: number, end: number): Declarations {
  const into = wholeDraft.clear()
  let start = from
  let colon = -1
  let bang = -1
  let escaped = false
  let depth = 0
  for (let i = from; i <= end; i++) {
    const code = i < end ? codes[i]! : 0x3b
    if (MARKS[code] === 0) continue
    if (code === 0x3a) {
      if (colon < 0) colon = i
    } else if (code === 0x21) bang = i
    else if (code === 0x28) depth++
    else if (code === 0x29) depth = Math.max(0, depth - 1)
    else if (code === 0x22 || code === 0x27) i = Math.min(findByte(codes, code, i + 1, end), end - 1)
    else if (code === 0x5c) {
      if (colon < 0) escaped = true
      i++
    } else if (code === 0x2f) {
      if (codes[i + 1] !== 0x2a || i + 1 >= end) continue
      if (colon < 0) escaped = true
      i = commentEnd(codes, i, end) - 1
    } else if (i === end || depth === 0) {
      while (start < colon && codes[start]! <= 0x20) start++
      if (colon > start && (escaped || mayMatter(codes, start, colon))) {
        const declared = declarationAt(text, codes, start, colon, bang, i, escaped)
        into.add(declared)
        into.image = declared.image ?? into.image
      }
      start = i + 1
      colon = bang = -1
      depth = 0
      escaped = false
    }
  }
  return into.declarations
}

/** Longer styles are not kept. */
const MAX_KEY = 2048

const styles = new Recent<Declarations>(8192, 1 << 20)

/**
 * Declarations of the style attribute or rule that stands at `start..end` of the text; `codes` are those of its outline.
 * `references`: character references are decoded.
 */
export function inlineDeclarations(
  text: Outline,
  codes: Uint8Array,
  start: number,
  end: number,
  references: boolean,
): Declarations {
  if (end - start > MAX_KEY) {
    const css = text.slice(start, end)
    return parseDeclarations(references ? decodeText(css, true) : css)
  }
  const known = styles.get(text, codes, start, end)
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  let declarations: Declarations
  if (references && findByte(codes, 0x26, start, end) < end)
    declarations = parseDeclarations(decodeText(text.slice(start, end), true))
  else if (high) declarations = parseDeclarations(text.slice(start, end))
  else declarations = declarationsAt(text, codes, start, end)
  styles.set(text, codes, start, end, high, declarations)
  return declarations
}

export type LegacyAttribute = 'bgcolor' | 'background' | 'color'

const legacy: Record<LegacyAttribute, Recent<Declarations>> = {
  bgcolor: new Recent(512, 1 << 13),
  background: new Recent(256, 1 << 15),
  color: new Recent(512, 1 << 13),
}

/** What the legacy attribute whose value stands at `start..end` declares, at the bottom of the cascade. */
export function attributeDeclarations(
  name: LegacyAttribute,
  text: Outline,
  codes: Uint8Array,
  start: number,
  end: number,
): Declarations {
  const recent = legacy[name]
  const known = recent.get(text, codes, start, end)
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  const declarations = readAttribute(
    name,
    decodeText(high ? text.slice(start, end) : latin1(codes, start, end), true),
  )
  recent.set(text, codes, start, end, high, declarations)
  return declarations
}

function readAttribute(name: LegacyAttribute, value: string): Declarations {
  const into = oneDraft.clear()
  if (name === 'background') {
    into.image = value.trim()
    if (into.image !== '') into.declare(BACKGROUND_IMAGE, 1, PX, false)
  } else {
    const parsed = parseLegacyColor(value)
    if (parsed !== undefined) into.declare(name === 'color' ? COLOR : BACKGROUND_COLOR, parsed, PX, false)
  }
  return into.declarations
}
