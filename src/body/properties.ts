/** How the value of each property is read. */
import { parseColor } from './color.ts'
import { lengthUnit, lengthValue, numberEnd, parseLength } from './css-length.ts'
import {
  ABSOLUTE,
  AUTO,
  BACKGROUND_COLOR,
  BACKGROUND_IMAGE,
  CLIP,
  CLIP_PATH,
  COLOR,
  CONTENT_VISIBILITY,
  DISPLAY,
  type Draft,
  EM,
  FILTER_OPACITY,
  FLOAT,
  FONT_SIZE,
  HEIGHT,
  INHERIT,
  LEFT,
  LINE_HEIGHT,
  MARGIN_LEFT,
  MARGIN_TOP,
  MAX_HEIGHT,
  MAX_WIDTH,
  MIN_HEIGHT,
  MIN_WIDTH,
  OFF_SCREEN,
  OPACITY,
  OVERFLOW,
  PADDING_TOP,
  PERCENT,
  POSITION,
  PX,
  RELATIVE,
  ROOM_LEFT,
  ROOM_RIGHT,
  SHRUNK,
  STATIC,
  TEXT_FILL,
  TEXT_INDENT,
  TOP,
  TRANSFORM,
  UNKNOWN_COLOR,
  VISIBILITY,
  WHITE_SPACE,
  WIDTH,
} from './declarations.ts'
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

/** Whether the corners of `polygon()` lie on one line. Their units are those of the first corner, or they are not compared. */
function polygonIsFlat(value: string): boolean {
  const corners = value
    .slice(value.indexOf('(') + 1, value.endsWith(')') ? -1 : undefined)
    .split(',')
    .map((corner) =>
      corner.split(' ').filter((part) => part !== '' && part !== 'evenodd' && part !== 'nonzero'),
    )
  const units = new Set<number>()
  const at: number[] = []
  for (const part of corners.flat()) {
    if (!parseLength(part)) return false
    if (lengthValue !== 0) units.add(lengthUnit)
    at.push(lengthValue)
  }
  if (units.size > 1) return false
  let area = 0
  for (let i = 0; i < at.length; i += 2) {
    const next = (i + 2) % at.length
    area += at[i] * (at[next + 1] ?? 0) - at[next] * (at[i + 1] ?? 0)
  }
  return Math.abs(area) < 1e-6
}

/** Whether `clip-path` leaves nothing. */
function clipPathHides(value: string): boolean {
  if (value.startsWith('circle(') || value.startsWith('ellipse('))
    return argumentsOf(value).some((radius) => parseLength(radius) && lengthValue === 0)
  if (value.startsWith('polygon(')) return polygonIsFlat(value)
  if (!value.startsWith('inset(')) return false
  const insets = argumentsOf(value).slice(0, 4)
  const round = insets.indexOf('round')
  const sides = (round < 0 ? insets : insets.slice(0, round)).map((side) =>
    parseLength(side) && lengthUnit === PERCENT ? lengthValue : 0,
  )
  if (sides.length === 0) return false
  const top = sides[0]
  const right = sides[1] ?? top
  return top + (sides[2] ?? top) >= 100 || right + (sides[3] ?? right) >= 100
}

/** Factors below which no letter is left that can be read. */
const TINY = 0.1

/** Whether that factor, a number or per cent, makes text illegible. */
function shrinks(factor: string): boolean {
  const number = Number.parseFloat(factor) / (factor.endsWith('%') ? 100 : 1)
  return Math.abs(number) < TINY
}

function transformEffect(value: string): number {
  for (let i = value.indexOf('('); i >= 0; i = value.indexOf('(', i + 1)) {
    const close = value.indexOf(')', i)
    const name = value.slice(value.lastIndexOf(' ', i) + 1, i).replaceAll(')', '')
    const values = argumentsOf(value.slice(i, close < 0 ? undefined : close + 1))
    if (name.startsWith('scale')) {
      if (values.some(shrinks)) return SHRUNK
    } else if (name.startsWith('translate')) {
      for (const by of values)
        if (parseLength(by) && lengthUnit === PX && lengthValue <= -1000) return OFF_SCREEN
    }
    if (close < 0) break
    i = close
  }
  return 0
}

export type Reader = (into: Draft, value: string, important: boolean) => unknown

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
      const parsed = parseColor(value) ?? (isComputed(value) ? UNKNOWN_COLOR : undefined)
      if (parsed !== undefined) into.declare(property, parsed, PX, important)
    }
  }
}

/** Functions that make colours of what is not known here. */
const COMPUTED =
  /\b(?:var|env|attr|oklch|oklab|lab|lch|hwb|color|color-mix|light-dark|contrast-color|device-cmyk)\(/

/** Whether a value that is not read may be a colour all the same. */
function isComputed(value: string): boolean {
  return COMPUTED.test(value)
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
  return splitOutside(value, 0x20)
}

/** Splits at the mark outside parentheses. */
function splitOutside(value: string, mark: number): string[] {
  const found: string[] = []
  let from = 0
  let depth = 0
  for (let i = 0; i <= value.length; i++) {
    const code = value.charCodeAt(i)
    if (code === 0x28) depth++
    else if (code === 0x29 && depth > 0) depth--
    if (i < value.length && (code !== mark || depth > 0)) continue
    if (i > from) found.push(value.slice(from, i))
    from = i + 1
  }
  return found
}

/** What a gradient may begin with besides colours: where it goes, or from where. */
const DIRECTION = /^(?:to |from |at |circle|ellipse|closest|farthest|[-+.\d]+(?:deg|g?rad|turn)$)/

/** The colour of a gradient that has but one, which covers; undefined where there are more, or what is no colour: browsers drop it then. */
function plainGradient(value: string): number | undefined {
  if (!value.includes('gradient(') || value.includes('url(')) return undefined
  const open = value.indexOf('gradient(') + 9
  let found: number | undefined
  const stops = splitOutside(value.slice(open, value.lastIndexOf(')')), 0x2c).map((stop) => stop.trim())
  for (const stop of DIRECTION.test(stops[0] ?? '') ? stops.slice(1) : stops) {
    const color = parseColor(splitWords(stop)[0] ?? '')
    if (color === undefined || (found !== undefined && color !== found)) return undefined
    found = color
  }
  return found !== undefined && (found & 0xff) === 0xff ? found : undefined
}

function backgroundImage(into: Draft, value: string, important: boolean): boolean {
  const plain = plainGradient(value)
  if (plain !== undefined) {
    into.declare(BACKGROUND_IMAGE, 0, PX, important)
    into.declare(BACKGROUND_COLOR, plain, PX, important)
    return true
  }
  const url = value.indexOf('url(')
  if (url < 0 && !value.includes('gradient(') && !value.includes('image-set(')) return false
  into.declare(BACKGROUND_IMAGE, 1, PX, important)
  if (url >= 0) {
    const close = value.indexOf(')', url)
    let address = value.slice(url + 4, close < 0 ? value.length : close).trim()
    const quote = address.charCodeAt(0)
    if (quote === 0x22 || quote === 0x27)
      address = address.slice(1, address.endsWith(address[0]) ? -1 : undefined)
    into.image = address
    if (address === '') into.declare(BACKGROUND_IMAGE, 0, PX, important)
  }
  return true
}

export const background: Reader = (into, value, important) => {
  if (value === 'inherit') return
  if (plainGradient(value) !== undefined) {
    backgroundImage(into, value, important)
    return
  }
  const picture = backgroundImage(into, value, important)
  if (!picture) into.declare(BACKGROUND_IMAGE, 0, PX, important)
  let found: number | undefined
  for (const word of splitWords(value)) found = parseColor(word) ?? found
  into.declare(BACKGROUND_COLOR, found ?? (isComputed(value) ? UNKNOWN_COLOR : 0), PX, important)
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

/** A padding that is as high as a window, or undoes one: styles are full of others. */
const paddingTop: Reader = (into, value, important) => {
  if ((parseLength(value) && lengthValue >= TALL) || (into.set & (1 << PADDING_TOP)) !== 0)
    length(PADDING_TOP)(into, value, important)
}

/** In any unit. */
const TALL = 50

const padding: Reader = (into, value, important) => {
  const sides = splitWords(value)
  paddingTop(into, sides[0] ?? '', important)
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

/** Values of `contain` that paint nothing outside of the box. */
const PAINTED = /paint|strict|content/

const yes = (values: string[], value: number): [string, number][] => values.map((name) => [name, value])

export const READERS = new Map<string, Reader>([
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
  ['block-size', length(HEIGHT)],
  ['inline-size', length(WIDTH)],
  ['max-block-size', length(MAX_HEIGHT)],
  ['max-inline-size', length(MAX_WIDTH)],
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
  ['contain', (into, value, important) => PAINTED.test(value) && into.declare(OVERFLOW, 1, PX, important)],
  ['left', length(LEFT)],
  ['top', length(TOP)],
  ['inset', inset],
  ['margin', margin],
  ['margin-left', length(MARGIN_LEFT)],
  ['margin-top', length(MARGIN_TOP)],
  ['margin-right', marginRight],
  ['padding', padding],
  ['padding-top', paddingTop],
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
    'scale',
    (into, value, important) =>
      into.declare(TRANSFORM, splitWords(value).some(shrinks) ? SHRUNK : 0, PX, important),
  ],
  [
    'zoom',
    (into, value, important) =>
      // nought is as good as one
      Number.parseFloat(value) > 0 && shrinks(value) && into.declare(TRANSFORM, SHRUNK, PX, important),
  ],
  [
    'translate',
    (into, value, important) =>
      into.declare(TRANSFORM, transformEffect(`translate(${value})`), PX, important),
  ],
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
