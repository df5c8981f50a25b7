/** What a style declares, as far as it decides whether text is seen: properties by number, with their values. */

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
/** The last that there is a bit for. */
export const PADDING_TOP = 31
const PROPERTIES = 32

// units of a value
export const PX = 0
export const EM = 1
export const PERCENT = 2
/** `auto`, `none`, `normal` and what cannot be resolved. */
export const AUTO = 3
export const INHERIT = 4

/** The value of a colour that cannot be computed. */
export const UNKNOWN_COLOR = -2

// values of `position`
export const STATIC = 0
export const RELATIVE = 1
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
    this.#numbers = ROOMS[countBits(from.set)].slice()
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
    return this.#numbers[2 * countBits(this.set & ((1 << property) - 1))]
  }

  unit(property: number): number {
    return this.#numbers[2 * countBits(this.set & ((1 << property) - 1)) + 1]
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
export class Draft {
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

/** For what is made of others. */
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
