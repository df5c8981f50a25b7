/** An open element and what it means for the text in it. What CSS inherits is inherited; what a child can undo, it can. */
import { blend, contrast } from './color.ts'
import {
  ABSOLUTE,
  AUTO,
  BACKGROUND_COLOR,
  BACKGROUND_IMAGE,
  CLIP,
  CLIP_PATH,
  COLOR,
  CONTENT_VISIBILITY,
  type Declarations,
  DISPLAY,
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
  NO_DECLARATIONS,
  OFF_SCREEN,
  OPACITY,
  OVERFLOW,
  PADDING_TOP,
  PERCENT,
  POSITION,
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
  CONTENTS,
  element,
  FALLBACK,
  FLEX,
  type HtmlElement,
  INLINE,
  INLINE_BLOCK,
  INLINE_FLEX,
  NONE,
  PREFORMATTED,
} from './elements.ts'
import { type Box, FOLD } from './fold.ts'
import { type Ancestor, type Name, NO_NAME, type Styled } from './selector.ts'

/** How text is kept from the reader, or what it stands in that is never shown. */
export type Technique =
  | 'display-none'
  | 'hidden-attribute'
  | 'visibility'
  | 'opacity'
  | 'font-size'
  | 'zero-box'
  | 'off-screen'
  | 'text-indent'
  | 'clip'
  | 'same-colour'
  | 'transparent'
  | 'collapsed'
  | 'fallback'
  | 'template'
  | 'comment'
  | 'title'
  | 'style'
  | 'script'
  | 'iframe'
  | 'attribute'
  | 'attribute-value'
  | 'unfinished-tag'
  | 'mso'
  | 'after-html'
  | 'below-fold'
  | 'selector'
  | 'limit'

const DETAILS = element('details')
const SUMMARY = element('summary')
const TEMPLATE = element('template')

const WHITE = 0xffffffff
const BLACK = 0xff
const LINK_BLUE = 0x0000eeff
/** Pixels; smaller text cannot be read. */
const LEGIBLE = 2.01
/** Pixels; a narrower or lower box shows no letter. */
const THIN = 2
/** Of the font's size: about as wide is a space. */
const SPACE = 0.2
/** Pixels; what is moved further is out of the window. */
const FAR = -1000
/** Pixels; a box that is declared so high is meant to be in the way, whatever is in it. */
const TOWER = 10_000
const SEE_THROUGH = 0.1
const MIN_CONTRAST = 1.1

/** An entry of the list of active formatting elements: it is opened again after a block that closed around it. */
export interface Formatting {
  element: HtmlElement
  own: Declarations
  hidden: boolean
  className: Name
  id: Name
  link: number
  start: number
  open: boolean
}

export class Frame implements Ancestor, Box {
  element: HtmlElement = element('html')
  className = NO_NAME
  id = NO_NAME
  tagBits = 0
  nameBits = 0
  previous: Styled | undefined
  place = 1
  placeOfType = 0
  /** The child that opened last, where siblings matter. */
  lastChild: Styled | undefined
  /** Index of its start tag in the source. */
  start = 0
  own: Declarations = NO_DECLARATIONS
  /** Has the `hidden` attribute. */
  hidden = false
  /** Has the `open` attribute. */
  opened = false
  /** Index of the link that it is in, -1 for none. */
  link = -1
  ownLink = -1
  /** Index of the picture behind it, -1 for none. */
  backdrop = -1
  formatting: Formatting | undefined

  display = BLOCK
  /** Hidden for good: no descendant can undo it. */
  gone: Technique | undefined
  /** Content except for a `summary` is not shown until the reader opens it. */
  closed = false
  invisible = false
  opacity = 1
  fontSize = 16
  color = BLACK
  fill = -1
  /** Effective background; -1 where a picture makes it unknown. */
  background = WHITE
  indent = 0
  lineHeight = 1
  clipped = false
  whiteSpace = 0
  /** How its text is hidden; undefined where it is seen. */
  technique: Technique | undefined
  /** Source index of the start tag of the element that hides it. */
  root = 0
  /** A selector that cannot be decided would change whether it is seen; of itself, and of itself or an ancestor. */
  doubt = false
  undecided = false
  /** Hash of the names of the blocks that it is in, itself counted. */
  path = 0
  /** Declared height in pixels where it is as high as a window, else 0; and how much had been seen when it opened. */
  height = 0
  seenBefore = 0
  gap = 0
  seen = 0
  most = 0
  trail = Number.POSITIVE_INFINITY
  beside = 0
  /** Declared height in pixels, 0 where there is none. */
  least = 0

  /** Makes it what it is before its tag is read. */
  reset(of: HtmlElement): void {
    this.element = of
    this.className = this.id = NO_NAME
    this.previous = this.lastChild = undefined
    this.place = 1
    this.placeOfType = 0
    this.own = NO_DECLARATIONS
    this.start = 0
    this.hidden = this.opened = this.doubt = false
    this.link = this.ownLink = this.backdrop = -1
    this.height = this.path = 0
    this.formatting = undefined
  }

  /** Notes what it and the element that it opens in are called. */
  mark(outer: Ancestor | undefined): void {
    this.tagBits = this.element.bit | (outer?.tagBits ?? 0)
    this.nameBits = this.className.bits | this.id.bits | (outer?.nameBits ?? 0)
  }

  /** Whether a box such as a picture is hidden too: colours and font sizes do not matter to it. */
  get boxHidden(): boolean {
    return this.gone !== undefined || this.invisible
  }
}

const bit = (property: number) => 1 << property

const ROOM = bit(ROOM_LEFT) | bit(ROOM_RIGHT) | bit(PADDING_TOP)

/** A length in pixels, of which a percentage is not known. */
function pixels(own: Declarations, property: number, fontSize: number): number {
  const unit = own.unit(property)
  if (unit === AUTO || unit === INHERIT || unit === PERCENT) return Number.NaN
  return unit === EM ? own.value(property) * fontSize : own.value(property)
}

/** Whether the property is declared as no more than two pixels; a width of no per cent counts, a height of none does not. */
function isThin(own: Declarations, property: number, fontSize: number, percent: boolean): boolean {
  if (!own.has(property)) return false
  if (percent && own.unit(property) === PERCENT) return own.value(property) === 0
  return pixels(own, property, fontSize) <= THIN
}

function hasExtent(own: Declarations, property: number, fontSize: number): boolean {
  return own.has(property) && pixels(own, property, fontSize) > THIN
}

function isFar(own: Declarations, property: number, fontSize: number): boolean {
  if (!own.has(property)) return false
  if (own.unit(property) === PERCENT) return own.value(property) <= -200
  return pixels(own, property, fontSize) <= FAR
}

/** Whether space above the box pushes it, and what follows, out of sight. */
export function isPushedDown({ own, display, fontSize, gone }: Frame): boolean {
  return (
    gone === undefined &&
    display !== INLINE &&
    (isAboveFold(own, MARGIN_TOP, fontSize) || isAboveFold(own, PADDING_TOP, fontSize))
  )
}

function isAboveFold(own: Declarations, property: number, fontSize: number): boolean {
  return own.has(property) && pixels(own, property, fontSize) >= FOLD
}

/** The height that the box is declared to have, where it is as high as a window; else 0. */
export function windowHeight({ own, display, fontSize, gone }: Frame): number {
  if (gone !== undefined || display === INLINE) return 0
  const height = declaredHeight(own, fontSize)
  return height >= FOLD ? height : 0
}

/** The height that a style declares in pixels, 0 where it does not. */
export function declaredHeight(own: Declarations, fontSize: number): number {
  let height = 0
  if (own.has(HEIGHT)) height = pixels(own, HEIGHT, fontSize) || 0
  if (own.has(MIN_HEIGHT)) height = Math.max(height, pixels(own, MIN_HEIGHT, fontSize) || 0)
  return height
}

/** Whether a box of that height keeps what follows out of sight: an empty one, or one that is out of all proportion. */
export function isInTheWay(height: number, empty: boolean): boolean {
  return height >= (empty ? FOLD : TOWER)
}

/** What {@link isPushedDown} and {@link windowHeight} read. */
export const MAY_PUSH = bit(MARGIN_TOP) | bit(PADDING_TOP) | bit(HEIGHT) | bit(MIN_HEIGHT)

/** What {@link keepsRoom} reads. */
export const MAY_KEEP_ROOM = bit(ROOM_LEFT) | bit(ROOM_RIGHT) | bit(MARGIN_LEFT)

/** Whether an element of a line keeps so much room on that side that what stands there does not run into it. */
export function keepsRoom({ own, fontSize }: Frame, left: boolean): boolean {
  const least = SPACE * fontSize
  if (isRoom(own, left ? ROOM_LEFT : ROOM_RIGHT, fontSize, least)) return true
  return left && isRoom(own, MARGIN_LEFT, fontSize, least)
}

function isRoom(own: Declarations, property: number, fontSize: number, least: number): boolean {
  return own.has(property) && pixels(own, property, fontSize) >= least
}

/** A box that holds its content back: `overflow` other than visible, and a size of next to nothing. */
function isZeroBox(own: Declarations, display: number, fontSize: number): boolean {
  if (!own.has(OVERFLOW) || own.value(OVERFLOW) === 0) return false
  if (display !== BLOCK && display !== INLINE_BLOCK && display !== FLEX && display !== INLINE_FLEX)
    return false
  if (isThin(own, MAX_HEIGHT, fontSize, false) || isThin(own, HEIGHT, fontSize, false))
    if (!hasExtent(own, MIN_HEIGHT, fontSize)) return true
  if (isThin(own, MAX_WIDTH, fontSize, true) || isThin(own, WIDTH, fontSize, true))
    return !hasExtent(own, MIN_WIDTH, fontSize)
  return false
}

/** Without any of these nothing but its display hides an element for good. */
const MAY_HIDE =
  bit(CONTENT_VISIBILITY) |
  bit(OPACITY) |
  bit(FILTER_OPACITY) |
  bit(CLIP_PATH) |
  bit(CLIP) |
  bit(LEFT) |
  bit(TOP) |
  bit(MARGIN_LEFT) |
  bit(MARGIN_TOP) |
  bit(TRANSFORM) |
  bit(OVERFLOW)

function goneBy(frame: Frame, own: Declarations, position: number): Technique | undefined {
  const { fontSize, display } = frame
  if (display === NONE) return own.has(DISPLAY) || !frame.hidden ? 'display-none' : 'hidden-attribute'
  if (own.has(CONTENT_VISIBILITY) && own.value(CONTENT_VISIBILITY) === 1 && display !== INLINE)
    return 'display-none'
  if (frame.opacity < SEE_THROUGH) return 'opacity'
  if (own.has(CLIP_PATH) && own.value(CLIP_PATH) === 1) return 'clip'
  if (position === ABSOLUTE && own.has(CLIP) && own.value(CLIP) === 1) return 'clip'
  if (position !== STATIC && (isFar(own, LEFT, fontSize) || isFar(own, TOP, fontSize))) return 'off-screen'
  if (isFar(own, MARGIN_LEFT, fontSize)) return 'off-screen'
  if (display !== INLINE && isFar(own, MARGIN_TOP, fontSize)) return 'off-screen'
  if (own.has(TRANSFORM) && display !== INLINE) {
    if (own.value(TRANSFORM) === OFF_SCREEN) return 'off-screen'
    if (own.value(TRANSFORM) === SHRUNK) return 'zero-box'
  }
  return isZeroBox(own, display, fontSize) ? 'zero-box' : undefined
}

function inkTechnique(frame: Frame): Technique | undefined {
  const ink = frame.fill >= 0 || frame.fill === UNKNOWN_COLOR ? frame.fill : frame.color
  if (ink === UNKNOWN_COLOR) return undefined
  if ((ink % 256) / 255 < SEE_THROUGH) return 'transparent'
  if (frame.background < 0) return undefined
  return contrast(blend(ink, frame.background), frame.background) < MIN_CONTRAST ? 'same-colour' : undefined
}

function inheritInk(frame: Frame, parent: Frame, own: Declarations, position: number): void {
  frame.color = parent.color
  frame.fill = parent.fill
  frame.background = parent.background
  if (own.has(COLOR) && own.unit(COLOR) !== INHERIT) frame.color = own.value(COLOR)
  if (own.has(TEXT_FILL)) frame.fill = own.unit(TEXT_FILL) === INHERIT ? -1 : own.value(TEXT_FILL)
  if (position === ABSOLUTE) frame.background = -1
  if (own.has(BACKGROUND_IMAGE) && own.value(BACKGROUND_IMAGE) === 1) frame.background = -1
  else if (own.has(BACKGROUND_COLOR) && own.unit(BACKGROUND_COLOR) !== INHERIT) {
    const over = own.value(BACKGROUND_COLOR)
    if (over === UNKNOWN_COLOR) frame.background = -1
    else if (over % 256 === 255) frame.background = over
    else if (over % 256 > 0 && frame.background >= 0) frame.background = blend(over, frame.background)
  }
}

function textTechnique(
  frame: Frame,
  parent: Frame,
  own: Declarations,
  inkChanged: boolean,
): Technique | undefined {
  if (frame.gone !== undefined) return frame.gone
  if (frame.closed) return closedBy(frame)
  if (frame.invisible) return 'visibility'
  if (frame.fontSize <= LEGIBLE) return 'font-size'
  if (frame.indent <= FAR) return 'text-indent'
  if (frame.clipped && frame.lineHeight <= 0.05) return 'zero-box'
  if (inkChanged) return inkTechnique(frame)
  const inherited = parent.technique
  if (inherited === 'transparent' || inherited === 'same-colour') return inherited
  // the parent's text may be hidden for another reason that this element undoes
  return inherited === undefined || (own.set & ~ROOM) === 0 ? undefined : inkTechnique(frame)
}

/** Whether what it holds is for programs that do not know the element. */
function isFallback({ element: { flags } }: Frame): boolean {
  return (flags & FALLBACK) !== 0
}

/** How the content of an element that is closed is hidden. */
function closedBy(frame: Frame): Technique {
  return isFallback(frame) ? 'fallback' : 'collapsed'
}

/** Computes the style of `frame`, whose element, own declarations and start are set, from that of its parent. */
export function inherit(frame: Frame, parent: Frame): void {
  const { own } = frame
  // room beside it is asked for where it matters
  const set = own.set & ~ROOM
  let display = frame.element.display
  if (frame.hidden) display = NONE
  if (set !== 0 && own.has(DISPLAY) && own.unit(DISPLAY) !== INHERIT) display = own.value(DISPLAY)
  frame.fontSize = parent.fontSize
  frame.indent = parent.indent
  frame.lineHeight = parent.lineHeight
  frame.whiteSpace = (frame.element.flags & PREFORMATTED) !== 0 ? 1 : parent.whiteSpace
  frame.clipped = parent.clipped
  frame.invisible = parent.invisible
  frame.opacity = parent.opacity
  frame.undecided = parent.undecided || frame.doubt
  frame.gone = parent.gone
  frame.closed = frame.element === DETAILS && !frame.opened
  if (parent.closed && (frame.element !== SUMMARY || isFallback(parent))) frame.gone ??= closedBy(parent)
  if (isFallback(frame)) frame.closed = true
  if (frame.element === TEMPLATE) frame.gone ??= 'template'
  let position = STATIC
  let inkChanged = false
  if (set === 0) {
    frame.color = parent.color
    frame.fill = parent.fill
    frame.background = parent.background
  } else {
    if (own.has(POSITION)) position = own.unit(POSITION) === INHERIT ? STATIC : own.value(POSITION)
    if (display === INLINE && (position === ABSOLUTE || (own.has(FLOAT) && own.value(FLOAT) === 1)))
      display = BLOCK
    if (own.has(FONT_SIZE)) frame.fontSize = pixels(own, FONT_SIZE, parent.fontSize)
    if (own.has(VISIBILITY) && own.unit(VISIBILITY) !== INHERIT) frame.invisible = own.value(VISIBILITY) === 1
    if (own.has(OPACITY)) frame.opacity *= own.value(OPACITY)
    if (own.has(FILTER_OPACITY)) frame.opacity *= own.value(FILTER_OPACITY)
    if (own.has(WHITE_SPACE) && own.unit(WHITE_SPACE) !== INHERIT) frame.whiteSpace = own.value(WHITE_SPACE)
    if (own.has(TEXT_INDENT)) {
      const indent = pixels(own, TEXT_INDENT, frame.fontSize)
      frame.indent = own.unit(TEXT_INDENT) === PERCENT ? own.value(TEXT_INDENT) * 8 : indent || 0
    }
    if (own.has(LINE_HEIGHT)) {
      const height = pixels(own, LINE_HEIGHT, 1)
      const share = own.unit(LINE_HEIGHT) === PERCENT ? own.value(LINE_HEIGHT) / 100 : height
      frame.lineHeight = Number.isNaN(share) ? 1 : share
    }
    inheritInk(frame, parent, own, position)
    inkChanged =
      frame.color !== parent.color || frame.fill !== parent.fill || frame.background !== parent.background
  }
  if (frame.ownLink >= 0 && !own.has(COLOR) && frame.color !== LINK_BLUE) {
    frame.color = LINK_BLUE
    inkChanged = true
  }
  if (display === INLINE && (parent.display === FLEX || parent.display === INLINE_FLEX)) display = BLOCK
  frame.display = display
  if (set !== 0 && own.has(OVERFLOW) && display !== INLINE && display !== CONTENTS)
    frame.clipped ||= own.value(OVERFLOW) === 1
  if (frame.gone === undefined && ((set & MAY_HIDE) !== 0 || display === NONE))
    frame.gone = goneBy(frame, own, position)
  frame.technique = textTechnique(frame, parent, own, inkChanged)
  frame.root =
    frame.technique !== undefined && frame.technique === parent.technique ? parent.root : frame.start
}
