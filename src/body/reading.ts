/**
 * Reads the HTML of a message as a mail client would show it, in one pass: every stretch of text lands in one channel, with
 * the technique that hides it. The open elements are kept as the HTML standard's tree construction keeps them, as far
 * as that decides which styles a text inherits.
 */

import type { Limits } from '../mime/limits.ts'
import type { Outline } from '../mime/outline.ts'
import { withoutInvisible } from '../text/invisible.ts'
import {
  BACKGROUND_IMAGE,
  type Declarations,
  HEIGHT,
  Merges,
  NO_DECLARATIONS,
  PX,
  WIDTH,
} from './declarations.ts'
import {
  BODY,
  CELL,
  CLOSES_P,
  element,
  FORMATTING,
  HEADING,
  type HtmlElement,
  INLINE,
  NONE,
  RCDATA,
  SCOPE,
  SHOWN,
  SPECIAL,
  TABLE_CONTENT,
  TABLE_CONTEXT,
  UNKNOWN,
  VOID,
} from './elements.ts'
import { decodeText } from './entities.ts'
import { Fold, LETTER_OR_DIGIT, lineOf } from './fold.ts'
import {
  declaredHeight,
  type Formatting,
  Frame,
  inherit,
  isInTheWay,
  isPushedDown,
  keepsRoom,
  MAY_KEEP_ROOM,
  MAY_PUSH,
  type Technique,
  windowHeight,
} from './frame.ts'
import {
  ALT,
  COMMENT,
  END_OF_INPUT,
  END_TAG,
  HEIGHT as HEIGHT_ATTRIBUTE,
  HIDDEN,
  HREF,
  HtmlTokenizer,
  isBlank,
  OPEN,
  RAW,
  SRC,
  START_TAG,
  TEXT,
  TYPE,
  WIDTH as WIDTH_ATTRIBUTE,
} from './html-tokenizer.ts'
import { classOf, idOf, inlineStyle, legacyStyle } from './own-style.ts'
import { DOT, isDot, type PictureSize } from './picture-size.ts'
import { NO_NAME } from './selector.ts'
import { StyleSheet } from './stylesheet.ts'
import type { TextPart } from './text-part.ts'
import { type Channel, NEWLINE_GAP, SPACE_GAP, TextRun } from './text-run.ts'
import { type BuiltText, TextBuilder } from './visible-text.ts'

/** What a box that is there for its height may hold: a space that does not break, on a line of its own. */
const A_SPACE = 2

export interface BodyImage {
  source: TextPart
  /** The tag. */
  start: number
  end: number
  kind: 'img' | 'background' | 'input'
  /** As written, character references decoded; empty where there is none. */
  src: string
  /** Declared size in CSS pixels. */
  width?: number
  height?: number
  alt?: string
  /** Index into the links; absent where it is not linked. */
  link?: number
  hidden: boolean
  /** Is cut into areas that are links of their own. */
  mapped?: boolean
  /** Pixels of the picture itself, where no size is declared and it came with the message. */
  intrinsic?: PictureSize
  /** Index in the visible text of what follows it. */
  textAt: number
  /** Index of the innermost table's start tag, -1 outside of tables. */
  table: number
}

/** Line breaks in a row. */
export interface BodyGap {
  source: TextPart
  lines: number
  /** Index of what follows them. */
  start: number
  /** Index in the visible text of what follows them. */
  textAt: number
}

export interface BodyLink {
  source: TextPart
  /** From its start tag to where it closes. */
  start: number
  end: number
  kind: 'a' | 'area'
  href: string
  hidden: boolean
  /** Its words in the visible text; equal where it has none. */
  textStart: number
  textEnd: number
  hasImage: boolean
}

export interface HtmlLimit {
  limit: 'htmlDepth' | 'htmlTags' | 'styleRules'
  value: number
  /** Source index where reading stopped or became coarse. */
  start: number
}

export interface HtmlReading {
  runs: TextRun[]
  images: BodyImage[]
  links: BodyLink[]
  gaps: BodyGap[]
  /** As a browser shows it: white space folded, blocks and breaks as newlines; texts for pictures left out. */
  visible: BuiltText
  /**
   * Where what is seen stands, in its order: for each text the hash of the names of the blocks that it is in, once where several
   * follow one another in a block, for each picture the same with the picture. What is hidden and what only sets type changes
   * nothing of it. At most 1024.
   */
  places: number[]
  counts: {
    elements: number
    /** Elements that HTML does not know. */
    unknownElements: number
    comments: number
    /** `<html>` and `<body>` tags after the first. */
    extraRoots: number
  }
  limits: HtmlLimit[]
}

export type HtmlLimits = Pick<Limits, HtmlLimit['limit']>

/** Line breaks from which on they are a gap. */
const GAP = 4
/** Attributes without a value whose names together are longer than this carry text. */
const CARRIER = 200
/** Values of attributes that are longer, and hold so many gaps between words, are text. */
const LONG_VALUE = 200
const MANY_GAPS = 8
/** Characters of a text that has no ink, at most. */
const MAX_BLANK = 64
/** Comments up to this length do not split a hidden run. */
const SHORT_COMMENT = 200
const MAX_FORMATTING = 32
const MAX_PLACES = 1024

const HTML = element('html')
const P = element('p')
const A = element('a')
const LI = element('li')
const SELECT = element('select')
const OPTION = element('option')
const TABLE = element('table')
const TD = element('td')
const TH = element('th')
const TR = element('tr')
const CAPTION = element('caption')
const BUTTON = element('button')
const DIV = element('div')
const ADDRESS = element('address')
const STYLE_ELEMENT = element('style')
const HEAD = element('head')
const BR = element('br')
const DD = element('dd')
const DT = element('dt')
const AREA = element('area')
const INPUT = element('input')
const IMG = element('img')
const IMAGE = element('image')
const TEMPLATE = element('template')
const TBODY = element('tbody')
const THEAD = element('thead')
const TFOOT = element('tfoot')
const SELECT_CONTENT = new Set(['option', 'optgroup', 'hr', 'script', 'template', 'style'])
const LEAVES_SELECT = new Set(['input', 'textarea', 'keygen', 'select'])

/** The path of an element inside that of another. */
function placeIn(path: number, of: HtmlElement): number {
  const mixed = Math.imul(path ^ of.hash, 0x9e3779b1)
  return ((mixed ^ (mixed >>> 15)) + 1) | 0
}

function isCell(open: HtmlElement): boolean {
  return open === TD || open === TH || open === CAPTION
}

function isSection(open: HtmlElement): boolean {
  return open === TBODY || open === THEAD || open === TFOOT
}

function isRowOrCell(open: HtmlElement): boolean {
  return open === TR || isCell(open)
}

function isTablePart(open: HtmlElement): boolean {
  return isSection(open) || isRowOrCell(open)
}

function countNewlines(codes: Uint8Array, start: number, end: number): number {
  let count = 0
  for (let i = start; i < end; i++) if (codes[i] === 0x0a) count++
  return count
}

function startsWith(codes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (codes[at + i] !== word.charCodeAt(i)) return false
  return true
}

/** Whether there is white space between many words. */
function hasGaps(codes: Uint8Array, start: number, end: number): boolean {
  let gaps = 0
  for (let i = start + 1; i < end && gaps < MANY_GAPS; i++)
    if (isBlank(codes[i]) && !isBlank(codes[i - 1])) gaps++
  return gaps === MANY_GAPS
}

/** Whether `codes[start..end]` holds text outside tags. */
function hasTextOutsideTags(codes: Uint8Array, start: number, end: number): boolean {
  let inTag = false
  for (let i = start; i < end; i++) {
    const code = codes[i]
    if (inTag) inTag = code !== 0x3e
    else if (code === 0x3c) inTag = true
    else if (!isBlank(code)) return true
  }
  return false
}

/** `100`, `100px` or `100 ` as pixels; undefined for per cent and what is no number. */
function attributePixels(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number.parseFloat(value)
  return Number.isNaN(number) || number < 0 || value.includes('%') ? undefined : number
}

function stylePixels(own: Declarations, property: number): number | undefined {
  return own.has(property) && own.unit(property) === PX ? own.value(property) : undefined
}

/** What the root element inherits. */
const INITIAL = new Frame()
/** The open elements; reading never interleaves, so every message uses the same. */
const FRAMES: Frame[] = []
/** For an element that has no content. */
const CONTENTLESS = new Frame()
/** For an element as it would be if undecided selectors matched. */
const TRIAL = new Frame()
const NO_ATTRIBUTES = { valueOf: () => undefined }

class Reader {
  readonly #part: TextPart
  readonly #source: Outline
  readonly #codes: Uint8Array
  readonly #limits: HtmlLimits
  readonly #tokens: HtmlTokenizer
  #sheet: StyleSheet | undefined
  readonly #sheetKnown: boolean
  /** Rules came after content that they may hold for. */
  #lateRules = false
  #content = false
  /** What the tags of `html` and `body` declare themselves. */
  #htmlOwn = NO_DECLARATIONS
  #bodyOwn = NO_DECLARATIONS
  readonly #out = new TextBuilder()
  readonly #frames = FRAMES
  /** Index of the innermost open element. */
  #top = 1
  readonly #merges = new Merges()
  readonly #formatting: (Formatting | undefined)[] = []
  readonly #runs: TextRun[] = []
  #run: TextRun | undefined
  #runRoot = -1
  /** Whether any picture stands behind something. */
  #backdrops = false
  /** Index of the tag of the gap below which the reader does not look, -1 before one. */
  #fallen = -1
  /** What the hidden runs are made of, and the one that grows, with the index of its first piece. */
  readonly #pieces: number[] = []
  #pieced: TextRun | undefined
  #firstPiece = 0
  readonly #images: BodyImage[] = []
  readonly #places: number[] = []
  readonly #links: BodyLink[] = []
  readonly #fold = new Fold()
  readonly #gaps: BodyGap[] = []
  /** Line breaks since something was seen. */
  #lines = 0
  readonly #hit: HtmlLimit[] = []
  readonly #counts = { elements: 0, unknownElements: 0, comments: 0, extraRoots: 0 }
  #sawHtml = false
  #sawBody = false
  #afterHtml = false
  #optionSeen = false
  /** Open `select` elements. */
  #selects = 0
  /** `sheet`: the rules of the whole message, where they are known already. */
  constructor(part: TextPart, limits: HtmlLimits, sheet?: StyleSheet) {
    const source = part.outline
    this.#part = part
    this.#source = source
    this.#limits = limits
    this.#tokens = new HtmlTokenizer(source)
    this.#codes = this.#tokens.codes
    this.#sheetKnown = sheet !== undefined
    this.#sheet = sheet
    for (let i = 0; i < 2; i++) {
      const frame = this.#frames[i] ?? (this.#frames[i] = new Frame())
      frame.reset(i === 0 ? HTML : BODY)
    }
    if (sheet === undefined) this.#restyle(0)
    else this.#restyleRoots()
  }

  read(): HtmlReading {
    const tokens = this.#tokens
    let tags = 0
    for (let kind = tokens.next(); kind !== END_OF_INPUT; kind = tokens.next()) {
      if (this.#lateRules) return this.#again()
      if (kind === TEXT) this.#text()
      else if (kind === START_TAG || kind === END_TAG) {
        if (++tags > this.#limits.htmlTags) {
          this.#limit('htmlTags', tokens.start)
          this.#addRun(tokens.start, this.#source.length, 'unknown', 'limit', -1)
          break
        }
        if (this.#pieced !== undefined) this.#gap(tokens.element)
        if (tokens.bareLength > CARRIER)
          this.#addRun(tokens.start, tokens.end, 'unrendered', 'attribute', tokens.start)
        if (tokens.longestValue > LONG_VALUE) this.#values()
        if (kind === START_TAG) this.#startTag()
        else this.#endTag(tokens.element)
      } else if (kind === RAW) this.#raw()
      else if (kind === COMMENT) this.#comment()
      else this.#addRun(tokens.start, tokens.end, 'unrendered', 'unfinished-tag', -1)
    }
    return this.#result()
  }

  /** Reads from the start with the rules of all style elements. */
  #again(): HtmlReading {
    return new Reader(this.#part, this.#limits, this.#remainingStyles()).read()
  }

  #result(): HtmlReading {
    const { length } = this.#out
    for (const link of this.#links) {
      if (link.textStart < 0) link.textStart = link.textEnd = length
      if (link.end < link.start) link.end = this.#source.length
    }
    if (this.#sheet?.limitedAt !== undefined) this.#limit('styleRules', this.#sheet.limitedAt)
    return {
      runs: this.#runs,
      images: this.#images,
      links: this.#links,
      gaps: this.#gaps,
      visible: this.#out.built(),
      places: this.#places,
      counts: this.#counts,
      limits: this.#hit,
    }
  }

  #limit(limit: HtmlLimit['limit'], start: number): void {
    if (!this.#hit.some((hit) => hit.limit === limit))
      this.#hit.push({ limit, value: this.#limits[limit], start })
  }

  /** Reads a style element's rules. They hold for what stands before them too: {@link read} then starts again. */
  #style(start: number, end: number): void {
    const codes = this.#codes
    // closer looks are for rules only; word lists are the common filler
    let brace = start
    while (brace < end && codes[brace] !== 0x7b) brace++
    if (brace === end) return
    this.#sheet ??= new StyleSheet(this.#limits.styleRules)
    if (!this.#sheet.add(this.#source, this.#codes, start, end)) return
    if (this.#content) this.#lateRules = true
    else this.#restyleRoots()
  }

  /** Adds the rules of all style elements from here on. */
  #remainingStyles(): StyleSheet {
    const tokens = this.#tokens
    const sheet = this.#sheet!
    let tags = 0
    for (
      let kind = tokens.next();
      kind !== END_OF_INPUT && tags <= this.#limits.htmlTags;
      kind = tokens.next()
    ) {
      if (kind === START_TAG) tags++
      else if (kind === RAW && tokens.element === STYLE_ELEMENT)
        sheet.add(this.#source, this.#codes, tokens.contentStart, tokens.contentEnd)
    }
    return sheet
  }

  /** Applies rules to `html` and `body`, which open before there are any. */
  #restyleRoots(): void {
    const frames = this.#frames
    for (let i = 0; i < 2; i++) {
      const { certain } = this.#sheet!.ask(frames[i], frames, i, NO_ATTRIBUTES, this.#merges)
      frames[i].own = this.#merges.of(certain, i === 0 ? this.#htmlOwn : this.#bodyOwn)
    }
    this.#restyle(0)
  }

  // ---- runs ----

  #addRun(
    start: number,
    end: number,
    channel: Channel,
    technique: Technique | undefined,
    root: number,
  ): void {
    const run = this.#run
    if (
      run !== undefined &&
      run.channel === channel &&
      run.technique === technique &&
      this.#runRoot === root
    ) {
      run.end = end
      run.textLength += this.#source.units(start, end)
      return
    }
    const next = new TextRun(this.#part, start, end, channel, technique)
    next.textLength = this.#source.units(start, end)
    this.#run = next
    this.#runRoot = root
    this.#runs.push(next)
    this.#pieced = undefined
  }

  /** Adds text, with white space around it, to the hidden run that it was just put into. */
  #piece(start: number, end: number, isNew: boolean): void {
    const pieces = this.#pieces
    if (isNew) {
      this.#pieced = this.#run
      this.#firstPiece = pieces.length
    } else if (this.#pieced === undefined) return
    pieces.push(start, end)
    this.#run!.madeOf(pieces, this.#firstPiece, pieces.length)
  }

  #gap(of: HtmlElement): void {
    if (of.display > CELL || of === BR) this.#pieces.push(NEWLINE_GAP)
    else if (of.display === CELL) this.#pieces.push(SPACE_GAP)
  }

  #text(): void {
    const { start, end, contentStart, contentEnd } = this.#tokens
    if (contentStart === end) {
      if (this.#pieced !== undefined) this.#pieces.push(start, end)
      const frame = this.#frames[this.#top]
      if (frame.technique !== undefined) return
      // between cells and rows white space is nothing
      if ((frame.element.flags & TABLE_CONTEXT) !== 0) return
      const newlines = frame.whiteSpace === 0 ? 0 : countNewlines(this.#codes, start, end)
      if (newlines > 0) {
        this.#out.newline()
        this.#fold.space(newlines * lineOf(frame.fontSize, frame.lineHeight))
      } else this.#out.space()
      return
    }
    this.#reopen()
    this.#place(this.#styleParent(undefined), start, end, contentStart, contentEnd, true)
  }

  /** Puts text `from..to`, with white space `start..end` around it, where the frame's style says. */
  #place(frame: Frame, start: number, end: number, from: number, to: number, references: boolean): void {
    this.#content = true
    if (frame.technique === undefined && !frame.undecided && this.#fallen < 0) {
      if (!this.#hasInk(from, to, references)) this.#fold.blank(lineOf(frame.fontSize, frame.lineHeight))
      else if (this.#fold.see()) this.#fallen = this.#tokens.start
    }
    const fallen = frame.technique === undefined && this.#fallen >= 0
    const technique = fallen ? 'below-fold' : frame.technique
    const root = fallen ? this.#fallen : frame.root
    if (technique !== undefined) {
      this.#addRun(from, to, technique === 'template' ? 'unrendered' : 'hidden', technique, root)
      if (this.#tokens.kind === TEXT && technique !== 'template') {
        const isNew = this.#run!.start === from
        this.#piece(isNew ? from : start, end, isNew)
      }
      return
    }
    if (frame.undecided) {
      this.#addRun(from, to, 'unknown', 'selector', -1)
      return
    }
    this.#addRun(from, to, 'visible', this.#afterHtml ? 'after-html' : undefined, -1)
    this.#stands(frame.path, false)
    const out = this.#out
    const keep = frame.whiteSpace
    const before = out.length
    if (this.#lines > 0) this.#endGap()
    out.add(this.#source, this.#codes, start, end, references, keep)
    if (frame.link >= 0) {
      const link = this.#links[frame.link]
      if (link.textStart < 0) link.textStart = before
      link.textEnd = out.length
    }
  }

  /** Whether text has a letter, digit or more than one mark: spaces that do not break, and a dot on a line of its own, fill windows. */
  #hasInk(from: number, to: number, references: boolean): boolean {
    const first = this.#codes[from]
    if (to - from > MAX_BLANK || (first < 0x80 && first !== 0x26 && to - from > 1)) return true
    if (to - from === 1 && first < 0x80) return LETTER_OR_DIGIT[first] === 1
    const text = this.#source.slice(from, to)
    return withoutInvisible(references ? decodeText(text, false) : text).trim() !== ''
  }

  /** Notes where something is seen. */
  #stands(place: number, again: boolean): void {
    const places = this.#places
    if (places.length < MAX_PLACES && (again || places.length === 0 || places[places.length - 1] !== place))
      places.push(place)
  }

  #raw(): void {
    const { element: of, contentStart, contentEnd } = this.#tokens
    const codes = this.#codes
    if (this.#pieced !== undefined && (of.flags & SHOWN) !== 0) {
      // its text is not read as other text is
      this.#pieced.madeOf(undefined, 0, 0)
      this.#pieced = undefined
    }
    if (of === STYLE_ELEMENT && !this.#sheetKnown) this.#style(contentStart, contentEnd)
    let from = contentStart
    let to = contentEnd
    while (from < to && isBlank(codes[from])) from++
    while (to > from && isBlank(codes[to - 1])) to--
    if (from === to) return
    if ((of.flags & SHOWN) !== 0) {
      const references = (of.flags & RCDATA) !== 0
      this.#place(this.#frames[this.#top], contentStart, contentEnd, from, to, references)
      return
    }
    const technique = of.name === 'style' || of.name === 'script' || of.name === 'title' ? of.name : 'iframe'
    this.#addRun(from, to, 'unrendered', technique, -1)
  }

  #comment(): void {
    const { contentStart, contentEnd } = this.#tokens
    const codes = this.#codes
    let from = contentStart
    let to = contentEnd
    while (from < to && isBlank(codes[from])) from++
    while (to > from && isBlank(codes[to - 1])) to--
    if (from === to) return
    this.#counts.comments++
    if (codes[from] === 0x5b) {
      // [if mso]>...<![endif]: shown by Word's engine alone; without content it only marks what follows
      if (startsWith(codes, from, '[endif]')) return
      let condition = startsWith(codes, from, '[if') ? from : to
      while (condition < to && !startsWith(codes, condition, ']>')) condition++
      if (condition < to) {
        const start = condition + 2
        let closing = to
        while (closing > condition && !startsWith(codes, closing, '<![')) closing--
        const end = closing > condition ? closing : to
        if (hasTextOutsideTags(codes, start, end)) this.#addRun(start, end, 'client', 'mso', start)
        return
      }
    } else if (startsWith(codes, from, '<![endif]')) return
    if (
      this.#source.units(from, to) <= SHORT_COMMENT &&
      this.#run?.channel === 'hidden' &&
      this.#frames[this.#top].technique !== undefined
    )
      return
    this.#addRun(from, to, 'unrendered', 'comment', contentStart)
  }

  /** Values of attributes that hold words. */
  #values(): void {
    this.#tokens.eachLongValue(LONG_VALUE, (start, end) => {
      if (hasGaps(this.#codes, start, end)) this.#addRun(start, end, 'unrendered', 'attribute-value', start)
    })
  }

  /** Something is seen behind line breaks. */
  #endGap(): void {
    if (this.#lines >= GAP)
      this.#gaps.push({
        source: this.#part,
        lines: this.#lines,
        start: this.#tokens.start,
        textAt: this.#out.length,
      })
    this.#lines = 0
  }

  // ---- open elements ----

  /** The open element whose style content placed now inherits: the one around a table for what may not stand in it. */
  #styleParent(of: HtmlElement | undefined): Frame {
    const top = this.#frames[this.#top]
    if ((top.element.flags & TABLE_CONTEXT) === 0) return top
    if (of !== undefined && (of.flags & TABLE_CONTENT) !== 0) return top
    for (let i = this.#top; i > 1; i--) if (this.#frames[i].element === TABLE) return this.#frames[i - 1]
    return top
  }

  #pop(): void {
    const frame = this.#frames[this.#top]
    if (frame.formatting !== undefined) frame.formatting.open = false
    if (frame.ownLink >= 0) this.#links[frame.ownLink].end = this.#tokens.start
    if (frame.element === SELECT) this.#selects--
    if (frame.height > 0 && this.#fallen < 0) this.#passBy(frame)
    if (frame.gone === undefined && frame.display !== INLINE) this.#closeBox(frame)
    this.#breakFor(frame, false)
    if ((frame.element.flags & SCOPE) !== 0) this.#clearFormatting()
    this.#top--
  }

  /** A box opens; cells stand side by side in their row. */
  #openBox(frame: Frame): void {
    if (frame.display === CELL && this.#top > 1) {
      const row = this.#frames[this.#top - 1]
      if (row.element === TR) this.#fold.openBeside(row)
    }
    this.#fold.open(frame)
    frame.least = 0
    if (frame.own.set !== 0) frame.least = declaredHeight(frame.own, frame.fontSize)
    if (this.#tokens.attributes > 0 && frame.element !== IMG && this.#tokens.has(HEIGHT_ATTRIBUTE))
      frame.least ||= attributePixels(this.#tokens.value(HEIGHT_ATTRIBUTE)) ?? 0
  }

  #closeBox(frame: Frame): void {
    this.#fold.close(frame, frame.least)
  }

  /** Behind a box as high as a window. */
  #passBy({ height, seenBefore, start }: Frame): void {
    const seen = this.#seen()
    if (seen > 0 && isInTheWay(height, seen - seenBefore <= A_SPACE)) this.#fallen = start
  }

  #popTo(index: number): void {
    while (this.#top >= index) this.#pop()
  }

  /** Sets what follows apart from what stands before the element (`opens`), or from the element. */
  #breakFor(frame: Frame, opens: boolean): void {
    if (frame.gone !== undefined) return
    if (frame.display > CELL && frame.display < NONE) this.#out.newline()
    else if (frame.display === CELL || ((frame.own.set & MAY_KEEP_ROOM) !== 0 && keepsRoom(frame, opens)))
      this.#out.space()
  }

  /** At the depth limit an element opens beside the innermost one instead of inside it. */
  #keepDepth(): void {
    if (this.#top + 1 < this.#limits.htmlDepth || this.#top < 2) return
    this.#limit('htmlDepth', this.#tokens.start)
    this.#pop()
  }

  /** Opens an element; the frame is the caller's to fill in before its style is computed. */
  #nextFrame(): Frame {
    const frame = this.#frames[++this.#top] ?? (this.#frames[this.#top] = new Frame())
    frame.formatting = undefined
    frame.height = 0
    return frame
  }

  /** Marks off the formatting elements of a cell or the like: they do not reach out of it. */
  #clearFormatting(): void {
    const list = this.#formatting
    while (list.length > 0 && list.pop() !== undefined);
  }

  /** Opens formatting elements again that a block closed around ("reconstruct the active formatting elements"). */
  #reopen(): void {
    const list = this.#formatting
    let at = list.length - 1
    if (at < 0 || list[at] === undefined || list[at]!.open) return
    while (at > 0 && list[at - 1] !== undefined && !list[at - 1]!.open) at--
    for (; at < list.length; at++) {
      const entry = list[at]!
      this.#keepDepth()
      const parent = this.#styleParent(entry.element)
      const frame = this.#nextFrame()
      frame.element = entry.element
      frame.own = entry.own
      frame.hidden = entry.hidden
      frame.className = entry.className
      frame.id = entry.id
      frame.previous = frame.lastChild = undefined
      frame.mark(this.#frames[this.#top - 1])
      frame.start = entry.start
      frame.ownLink = entry.link
      frame.link = entry.link >= 0 ? entry.link : parent.link
      frame.formatting = entry
      frame.doubt = false
      frame.path = parent.path
      entry.open = true
      inherit(frame, parent)
    }
  }

  #remember(frame: Frame): void {
    const list = this.#formatting
    let same = 0
    let first = -1
    for (let i = list.length - 1; i >= 0 && list[i] !== undefined; i--) {
      if (
        list[i]!.element !== frame.element ||
        !list[i]!.own.equals(frame.own) ||
        list[i]!.className.text !== frame.className.text
      )
        continue
      same++
      first = i
    }
    if (same >= 3) list.splice(first, 1)
    else if (list.length >= MAX_FORMATTING) list.shift()
    const { element: of, own, hidden, className, id, start, ownLink } = frame
    const entry = { element: of, own, hidden, className, id, start, link: ownLink, open: true }
    frame.formatting = entry
    list.push(entry)
  }

  /** Index of the innermost open `of`, not looking past elements that bound its scope; -1 for none. */
  #find(of: HtmlElement, barriers: number): number {
    for (let i = this.#top; i > 1; i--) {
      const candidate = this.#frames[i].element
      if (candidate === of) return i
      if ((candidate.flags & barriers) !== 0) return -1
    }
    return -1
  }

  /** What stands below a gap as high as a window is not what the reader sees. */
  #push(frame: Frame): void {
    const seen = this.#seen()
    if (seen > 0 && isPushedDown(frame)) this.#fallen = frame.start
    frame.height = windowHeight(frame)
    frame.seenBefore = seen
  }

  /** Grows with everything that is shown. */
  #seen(): number {
    return this.#out.length + this.#images.length
  }

  #close(of: HtmlElement, barriers: number): void {
    const index = this.#find(of, barriers)
    if (index > 0) this.#popTo(index)
  }

  /** Closes the outermost element of the innermost table that passes the test. */
  #closeInTable(test: (element: HtmlElement) => boolean): void {
    let index = -1
    for (let i = this.#top; i > 1; i--) {
      const candidate = this.#frames[i].element
      if (candidate === TABLE) break
      if (test(candidate)) index = i
    }
    if (index > 0) this.#popTo(index)
  }

  /** Closes the outermost `of` of the innermost table. */
  #closeOutermost(of: HtmlElement): void {
    let index = -1
    for (let i = this.#top; i > 1; i--) {
      const candidate = this.#frames[i].element
      if (candidate === TABLE) break
      if (candidate === of) index = i
    }
    if (index > 0) this.#popTo(index)
  }

  /** Closes what the start tag of `of` implies to be at an end. */
  #closeImplied(of: HtmlElement): void {
    if ((of.flags & CLOSES_P) !== 0) {
      if (of === LI) this.#closeItem(LI, LI)
      else if (of === DD || of === DT) this.#closeItem(DD, DT)
      for (let i = this.#top; i > 1; i--) {
        const candidate = this.#frames[i].element
        if (candidate === P) this.#popTo(i)
        if (candidate === P || candidate === BUTTON || (candidate.flags & SCOPE) !== 0) break
      }
      if ((of.flags & HEADING) !== 0 && (this.#frames[this.#top].element.flags & HEADING) !== 0) this.#pop()
      if (of === TABLE && (this.#frames[this.#top].element.flags & TABLE_CONTEXT) !== 0) {
        this.#close(TABLE, 0)
      }
    } else if ((of.flags & TABLE_CONTENT) !== 0 && (of.flags & SPECIAL) !== 0) {
      if (of === TD || of === TH) this.#closeInTable(isCell)
      else if (of === TR) this.#closeInTable(isRowOrCell)
      else if (isSection(of) || of === CAPTION) this.#closeInTable(isTablePart)
    } else if (of === OPTION && this.#frames[this.#top].element === OPTION) this.#pop()
    else if (of === BUTTON) this.#close(BUTTON, SCOPE)
  }

  #closeItem(first: HtmlElement, second: HtmlElement): void {
    for (let i = this.#top; i > 1; i--) {
      const candidate = this.#frames[i].element
      if (candidate === first || candidate === second) {
        this.#popTo(i)
        return
      }
      if ((candidate.flags & SPECIAL) !== 0 && candidate !== ADDRESS && candidate !== DIV && candidate !== P)
        return
    }
  }

  /** Whether the tag is a table part that no table is open for; browsers drop it. */
  #strayTablePart(of: HtmlElement): boolean {
    if ((of.flags & TABLE_CONTENT) === 0 || of.display === NONE) return false
    for (let i = this.#top; i > 1; i--) {
      const candidate = this.#frames[i].element
      if (candidate === TABLE || candidate === TEMPLATE) return false
    }
    return true
  }

  #startTag(): void {
    const tokens = this.#tokens
    const of = tokens.element
    this.#counts.elements++
    if ((of.flags & UNKNOWN) !== 0) this.#counts.unknownElements++
    if (of === HTML || of === BODY) {
      this.#rootTag(of)
      return
    }
    if (of === HEAD || this.#strayTablePart(of)) return
    const inside = this.#selects > 0 ? this.#find(SELECT, SCOPE) : -1
    if (inside > 0) {
      if (LEAVES_SELECT.has(of.name)) this.#popTo(inside)
      else if (!SELECT_CONTENT.has(of.name)) return
    }
    this.#closeImplied(of)
    if (of === A) this.#endFormatting(A)
    if ((of.flags & (CLOSES_P | TABLE_CONTENT)) === 0) this.#reopen()
    this.#open(of)
  }

  #rootTag(of: HtmlElement): void {
    const seen = of === HTML ? this.#sawHtml : this.#sawBody
    if (of === HTML) this.#sawHtml = true
    else this.#sawBody = true
    if (seen) {
      this.#counts.extraRoots++
      return
    }
    const index = of === HTML ? 0 : 1
    const frame = this.#frames[index]
    this.#describe(frame, of, index)
    this.#restyle(index)
  }

  /** Computes the styles of the open elements from `index` on again. */
  #restyle(index: number): void {
    for (let i = index; i <= this.#top; i++) {
      const outer = i > 0 ? this.#frames[i - 1] : undefined
      this.#frames[i].mark(outer)
      inherit(this.#frames[i], outer ?? INITIAL)
    }
  }

  /** Fills in a frame from the start tag; returns the declarations it would have if undecided selectors matched. */
  #describe(frame: Frame, of: HtmlElement, ancestors: number): Declarations {
    const tokens = this.#tokens
    const merges = this.#merges
    frame.element = of
    frame.start = tokens.start
    frame.previous = undefined
    frame.lastChild = undefined
    frame.doubt = false
    const bare = tokens.attributes === 0
    frame.opened = !bare && tokens.has(OPEN)
    frame.hidden = !bare && tokens.has(HIDDEN)
    const inline = bare ? NO_DECLARATIONS : inlineStyle(tokens)
    let own = bare ? NO_DECLARATIONS : legacyStyle(tokens, merges)
    if (of === HTML) this.#htmlOwn = merges.of(own, inline)
    else if (of === BODY) this.#bodyOwn = merges.of(own, inline)
    let possible = own
    // rules may come after the tags of the roots
    const named = !bare && (this.#sheet !== undefined || ancestors < 2)
    frame.className = named ? classOf(tokens) : NO_NAME
    frame.id = named ? idOf(tokens) : NO_NAME
    frame.mark(ancestors > 0 ? this.#frames[ancestors - 1] : undefined)
    if (this.#sheet !== undefined) {
      if (this.#sheet.siblings && ancestors > 0) {
        const { className, id } = frame
        const parent = this.#frames[ancestors - 1]
        frame.previous = parent.lastChild
        parent.lastChild = { element: of, className, id, previous: frame.previous }
      }
      const answer = this.#sheet.ask(frame, this.#frames, ancestors, tokens, merges)
      own = merges.of(own, answer.certain)
      possible = merges.of(possible, answer.possible)
    }
    own = merges.of(own, inline)
    possible = merges.of(possible, inline)
    frame.own = own
    return possible
  }

  #open(of: HtmlElement): void {
    const tokens = this.#tokens
    const isVoid = (of.flags & VOID) !== 0
    if (!isVoid) this.#keepDepth()
    if (of.display !== NONE) this.#content = true
    const parent = this.#styleParent(of)
    const ancestors = this.#top + 1
    const frame = isVoid ? CONTENTLESS : this.#nextFrame()
    frame.ownLink = frame.backdrop = -1
    const possible = this.#describe(frame, of, ancestors)
    frame.link = parent.link
    frame.path = of.display === INLINE ? parent.path : placeIn(parent.path, of)
    if (of === A && tokens.has(HREF)) this.#openLink(frame, 'a', false)
    inherit(frame, parent)
    if (possible !== frame.own) this.#tryUndecided(frame, parent, possible)
    if (of === SELECT) {
      this.#optionSeen = false
      this.#selects++
    }
    if (of === OPTION) {
      // only the first is shown before the reader opens the list
      if (this.#optionSeen && frame.technique === undefined) {
        frame.technique = 'collapsed'
        frame.root = frame.start
      }
      this.#optionSeen = true
    }
    if (frame.ownLink >= 0) {
      this.#links[frame.ownLink].hidden = frame.boxHidden
      if (this.#backdrops && !frame.boxHidden) this.#linkBackdrop(frame.ownLink)
    }
    this.#breakFor(frame, true)
    if ((frame.own.set & MAY_PUSH) !== 0 && this.#fallen < 0) this.#push(frame)
    if (!isVoid && frame.gone === undefined && frame.display !== INLINE) this.#openBox(frame)
    this.#collectImages(frame, of)
    if (isVoid) {
      if (of === BR && frame.gone === undefined) {
        this.#out.newline()
        this.#lines++
        this.#fold.break(frame.technique === undefined ? lineOf(frame.fontSize, frame.lineHeight) : 0)
      }
      if (of === AREA && tokens.has(HREF)) this.#openLink(frame, 'area', parent.boxHidden)
      if (frame.ownLink >= 0) this.#links[frame.ownLink].end = tokens.end
      return
    }
    if ((of.flags & FORMATTING) !== 0) this.#remember(frame)
    else if ((of.flags & SCOPE) !== 0) this.#formatting.push(undefined)
  }

  #tryUndecided(frame: Frame, parent: Frame, possible: Declarations): void {
    const trial = TRIAL
    trial.element = frame.element
    trial.own = possible
    trial.hidden = frame.hidden
    trial.opened = frame.opened
    trial.start = frame.start
    trial.ownLink = frame.ownLink
    inherit(trial, parent)
    if ((trial.technique === undefined) === (frame.technique === undefined)) return
    // neither hidden for certain nor visible
    frame.doubt = true
    if (frame.technique !== undefined && parent.technique === undefined) frame.own = NO_DECLARATIONS
    inherit(frame, parent)
  }

  #openLink(frame: Frame, kind: BodyLink['kind'], hidden: boolean): void {
    const tokens = this.#tokens
    frame.ownLink = frame.link = this.#links.length
    this.#links.push({
      source: this.#part,
      start: tokens.start,
      end: -1,
      kind,
      href: tokens.value(HREF)!.trim(),
      hidden,
      textStart: -1,
      textEnd: -1,
      hasImage: false,
    })
  }

  /** Who clicks what stands on a picture clicks the picture. */
  #linkBackdrop(link: number): void {
    for (let i = this.#top; i > 1; i--) {
      const { backdrop } = this.#frames[i]
      if (backdrop < 0) continue
      this.#images[backdrop].link ??= link
      return
    }
  }

  #collectImages(frame: Frame, of: HtmlElement): void {
    const tokens = this.#tokens
    const { own } = frame
    if (own.image !== undefined && own.has(BACKGROUND_IMAGE) && own.value(BACKGROUND_IMAGE) === 1) {
      frame.backdrop = this.#images.length
      this.#backdrops = true
      this.#addImage(frame, 'background', own.image, undefined)
    }
    const input = of === INPUT
    if (of !== IMG && of !== IMAGE && !(input && tokens.value(TYPE)?.toLowerCase() === 'image')) return
    this.#addImage(frame, input ? 'input' : 'img', tokens.value(SRC)?.trim() ?? '', tokens.value(ALT))
    if (frame.link >= 0) this.#links[frame.link].hasImage = true
  }

  #addImage(frame: Frame, kind: BodyImage['kind'], src: string, alt: string | undefined): void {
    const tokens = this.#tokens
    const { own } = frame
    const width = stylePixels(own, WIDTH) ?? attributePixels(tokens.value(WIDTH_ATTRIBUTE))
    const height = stylePixels(own, HEIGHT) ?? attributePixels(tokens.value(HEIGHT_ATTRIBUTE))
    const hidden = frame.boxHidden
    if (this.#lines > 0 && !hidden) this.#endGap()
    const image: BodyImage = {
      source: this.#part,
      start: tokens.start,
      end: tokens.end,
      kind,
      src,
      hidden,
      textAt: this.#out.length,
      table: this.#table(),
      // all of one shape
      width,
      height,
      alt,
      link: frame.link >= 0 ? frame.link : undefined,
      mapped: (kind === 'img' && tokens.valueOf('usemap') !== undefined) || undefined,
      intrinsic: undefined,
    }
    if (!hidden) {
      this.#stands(placeIn(frame.path, IMG), true)
      this.#see(image)
    }
    // of a picture that nobody sees nobody reads the text either
    if (alt !== undefined && alt.length > LONG_VALUE && isDot(image))
      this.#addRun(
        tokens.valueStart(ALT),
        tokens.valueEnd(ALT),
        'unrendered',
        'attribute-value',
        tokens.start,
      )
    this.#images.push(image)
  }

  /** A picture is seen, or one as narrow as a dot takes room. */
  #see({ kind, width, height }: BodyImage): void {
    if (this.#fallen >= 0 || kind === 'background') return
    if (width !== undefined && width <= DOT) this.#fold.space(height ?? 0)
    else if (height === undefined || height > DOT) {
      if (this.#fold.see()) this.#fallen = this.#tokens.start
    }
  }

  /** Index of the start tag of the innermost open table. */
  #table(): number {
    for (let i = this.#top; i > 1; i--) if (this.#frames[i].element === TABLE) return this.#frames[i].start
    return -1
  }

  // ---- end tags ----

  #endTag(of: HtmlElement): void {
    if (of === HTML || of === BODY || of === HEAD) {
      if (of === HTML) this.#afterHtml = true
      return
    }
    if (of === BR) {
      this.#out.newline()
      return
    }
    if ((of.flags & VOID) !== 0) return
    if ((of.flags & FORMATTING) !== 0) this.#endFormatting(of)
    else if (of === TABLE) this.#close(TABLE, 0)
    else if ((of.flags & TABLE_CONTENT) !== 0 && of.display !== NONE) this.#closeOutermost(of)
    else if ((of.flags & HEADING) !== 0) this.#endHeading()
    else if ((of.flags & SPECIAL) !== 0) {
      const index = this.#find(of, SCOPE)
      if (index > 0) this.#popTo(index)
      // an end tag of a paragraph that is not open makes an empty one
      else if (of === P) this.#out.newline()
    } else this.#close(of, SPECIAL)
  }

  #endHeading(): void {
    for (let i = this.#top; i > 1; i--) {
      const { flags } = this.#frames[i].element
      if ((flags & HEADING) !== 0) {
        this.#popTo(i)
        return
      }
      if ((flags & SCOPE) !== 0) return
    }
  }

  /** The "adoption agency": blocks that opened inside a formatting element stay open when it closes. */
  #endFormatting(of: HtmlElement): void {
    const list = this.#formatting
    let at = list.length - 1
    while (at >= 0 && list[at] !== undefined && list[at]!.element !== of) at--
    if (at < 0 || list[at] === undefined) {
      if (of !== A) this.#close(of, SPECIAL)
      return
    }
    const entry = list[at]!
    let index = this.#top
    while (index > 1 && this.#frames[index].formatting !== entry) index--
    list.splice(at, 1)
    if (index <= 1) return
    let last = this.#top
    while (last > index && (this.#frames[last].element.flags & SPECIAL) === 0) last--
    this.#popTo(last === index ? index : last + 1)
    if (last === index) return
    const frames = this.#frames
    const closed = frames[index]
    if (closed.ownLink >= 0) this.#links[closed.ownLink].end = this.#tokens.start
    for (let i = index; i < this.#top; i++) {
      frames[i] = frames[i + 1]!
      if (closed.ownLink >= 0 && frames[i].link === closed.ownLink) frames[i].link = frames[index - 1].link
    }
    frames[this.#top] = closed
    this.#top--
    this.#restyle(index)
  }
}

/** Reads HTML. Never throws; `limits` bound the depth of open elements and the tags that are read. */
export function readHtml(part: TextPart, limits: HtmlLimits): HtmlReading {
  return new Reader(part, limits).read()
}
