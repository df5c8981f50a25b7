/**
 * Reads the HTML of a message as a mail client would show it, in one pass: every stretch of text lands in one channel, with
 * the technique that hides it.
 */

import type { Outline } from '../mime/outline.ts'
import { withoutInvisible } from '../text/invisible.ts'
import { CARRIER } from './bare-names.ts'
import {
  BACKGROUND_IMAGE,
  type Declarations,
  HEIGHT,
  Merges,
  NO_DECLARATIONS,
  PX,
  WIDTH,
} from './declarations.ts'
import { Destinations, hrefOf } from './destinations.ts'
import {
  BODY,
  CELL,
  element,
  type HtmlElement,
  INLINE,
  NONE,
  RCDATA,
  REFERS,
  SHOWN,
  TABLE_CONTEXT,
  UNKNOWN,
  VOID,
} from './elements.ts'
import { decodeText } from './entities.ts'
import { Fold, LETTER_OR_DIGIT, lineOf } from './fold.ts'
import {
  declaredHeight,
  Frame,
  inherit,
  isInTheWay,
  isPushedDown,
  keepsRoom,
  MAY_KEEP_ROOM,
  MAY_PUSH,
  windowHeight,
} from './frame.ts'
import type { BodyGap, BodyImage, BodyLink, HtmlLimit, HtmlLimits, HtmlReading } from './html-reading.ts'
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
  STYLE,
  TEXT,
  TYPE,
  WIDTH as WIDTH_ATTRIBUTE,
} from './html-tokenizer.ts'
import { A, HTML, OPTION, OpenElements, P, SELECT, TR } from './open-elements.ts'
import { classOf, idOf, inlineStyle, legacyStyle } from './own-style.ts'
import { DOT, isDot } from './picture-size.ts'
import { Runs } from './runs.ts'
import { NO_NAME } from './selector.ts'
import { StyleSheet } from './stylesheet.ts'
import type { TextPart } from './text-part.ts'
import { TextBuilder } from './visible-text.ts'

/** What a box that is there for its height may hold: a space that does not break, on a line of its own. */
const A_SPACE = 2

/** Line breaks from which on they are a gap. */
const GAP = 4
/** Values of attributes that are longer, and hold so many gaps between words, are text. */
const LONG_VALUE = 200
const MANY_GAPS = 8
/** Characters of a text that has no ink, at most. */
const MAX_BLANK = 64
/** Comments up to this length do not split a hidden run. */
const SHORT_COMMENT = 200
const MAX_PLACES = 1024

const STYLE_ELEMENT = element('style')
const HEAD = element('head')
const BR = element('br')
const AREA = element('area')
const INPUT = element('input')
const IMG = element('img')
const IMAGE = element('image')

/** The path of an element inside that of another. */
function placeIn(path: number, of: HtmlElement): number {
  const mixed = Math.imul(path ^ of.hash, 0x9e3779b1)
  return ((mixed ^ (mixed >>> 15)) + 1) | 0
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

/** For an element that has no content. */
const CONTENTLESS = new Frame()
/** For an element as it would be if undecided selectors matched. */
const TRIAL = new Frame()
const NO_ATTRIBUTES = { valueOf: () => undefined }

class Reader extends OpenElements {
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
  readonly #merges = new Merges()
  readonly #runs: Runs
  /** Whether any picture stands behind something. */
  #backdrops = false
  /** Index of the tag of the gap below which the reader does not look, -1 before one. */
  #fallen = -1
  readonly #images: BodyImage[] = []
  readonly #places: number[] = []
  readonly #links: BodyLink[] = []
  readonly #destinations: Destinations
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

  /** `sheet`: the rules of the whole message, where they are known already. */
  constructor(part: TextPart, limits: HtmlLimits, sheet?: StyleSheet) {
    super(limits.htmlDepth)
    const source = part.outline
    this.#part = part
    this.#runs = new Runs(part)
    this.#destinations = new Destinations(part, limits.links)
    this.#source = source
    this.#limits = limits
    this.#tokens = new HtmlTokenizer(source)
    this.#codes = this.#tokens.codes
    this.#sheetKnown = sheet !== undefined
    this.#sheet = sheet
    if (sheet === undefined) this.restyle(0)
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
          this.#runs.add(tokens.start, this.#source.length, 'unknown', 'limit', -1)
          break
        }
        this.#runs.tag(tokens.element)
        if (tokens.bareLength > CARRIER)
          this.#runs.add(tokens.start, tokens.end, 'unrendered', 'attribute', tokens.start)
        if (tokens.longestValue > LONG_VALUE) this.#values()
        if (kind === START_TAG) this.#startTag()
        else this.#endTag(tokens.element)
      } else if (kind === RAW) this.#raw()
      else if (kind === COMMENT) this.#comment()
      else this.#runs.add(tokens.start, tokens.end, 'unrendered', 'unfinished-tag', -1)
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
      runs: this.#runs.all,
      images: this.#images,
      links: this.#links,
      destinations: this.#destinations.all,
      base: this.#destinations.base,
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
    this.#sheet ??= new StyleSheet(this.#limits.styleRules, this.#source.length)
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
    const frames = this.frames
    for (let i = 0; i < 2; i++) {
      const { certain } = this.#sheet!.ask(frames[i], frames, i, NO_ATTRIBUTES, this.#merges)
      frames[i].own = this.#merges.of(certain, i === 0 ? this.#htmlOwn : this.#bodyOwn)
    }
    this.restyle(0)
  }

  #text(): void {
    const { start, end, contentStart, contentEnd } = this.#tokens
    if (contentStart === end) {
      this.#runs.space(start, end)
      const frame = this.frames[this.top]
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
    this.reopen()
    this.#place(this.styleParent(undefined), start, end, contentStart, contentEnd, true)
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
      this.#runs.add(from, to, technique === 'template' ? 'unrendered' : 'hidden', technique, root)
      if (this.#tokens.kind === TEXT && technique !== 'template') this.#runs.piece(start, from, end)
      return
    }
    if (frame.undecided) {
      this.#runs.add(from, to, 'unknown', 'selector', -1)
      return
    }
    const earlier = this.#runs.last
    this.#runs.add(from, to, 'visible', this.#afterHtml ? 'after-html' : undefined, -1)
    this.#stands(frame.path, false)
    const out = this.#out
    const keep = frame.whiteSpace
    const before = out.length
    if (this.#lines > 0) this.#endGap()
    out.add(this.#source, this.#codes, start, end, references, keep)
    if (earlier?.channel === 'hidden' && out.isInsideWord(before)) earlier.insideWord = true
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
    if ((of.flags & SHOWN) !== 0) this.#runs.noPieces()
    if (of === STYLE_ELEMENT) {
      this.#destinations.sheet(contentStart, contentEnd)
      if (!this.#sheetKnown) this.#style(contentStart, contentEnd)
    }
    let from = contentStart
    let to = contentEnd
    while (from < to && isBlank(codes[from])) from++
    while (to > from && isBlank(codes[to - 1])) to--
    if (from === to) return
    if ((of.flags & SHOWN) !== 0) {
      const references = (of.flags & RCDATA) !== 0
      this.#place(this.frames[this.top], contentStart, contentEnd, from, to, references)
      return
    }
    const technique = of.name === 'style' || of.name === 'script' || of.name === 'title' ? of.name : 'iframe'
    this.#runs.add(from, to, 'unrendered', technique, -1)
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
        if (hasTextOutsideTags(codes, start, end)) this.#runs.add(start, end, 'client', 'mso', start)
        return
      }
    } else if (startsWith(codes, from, '<![endif]')) return
    if (
      this.#source.units(from, to) <= SHORT_COMMENT &&
      this.#runs.last?.channel === 'hidden' &&
      this.frames[this.top].technique !== undefined
    )
      return
    this.#runs.add(from, to, 'unrendered', 'comment', contentStart)
  }

  /** Values of attributes that hold words. */
  #values(): void {
    this.#tokens.eachLongValue(LONG_VALUE, (start, end) => {
      if (hasGaps(this.#codes, start, end)) this.#runs.add(start, end, 'unrendered', 'attribute-value', start)
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

  protected override closing(frame: Frame): void {
    this.endLink(frame)
    if (frame.height > 0 && this.#fallen < 0) this.#passBy(frame)
    if (frame.gone === undefined && frame.display !== INLINE) this.#fold.close(frame, frame.least)
    this.#breakFor(frame, false)
  }

  protected override endLink({ ownLink }: Frame): void {
    if (ownLink >= 0) this.#links[ownLink].end = this.#tokens.start
  }

  protected override tooDeep(): void {
    this.#limit('htmlDepth', this.#tokens.start)
  }

  /** A box opens; cells stand side by side in their row. */
  #openBox(frame: Frame): void {
    if (frame.display === CELL && this.top > 1) {
      const row = this.frames[this.top - 1]
      if (row.element === TR) this.#fold.openBeside(row)
    }
    this.#fold.open(frame)
    frame.least = 0
    if (frame.own.set !== 0) frame.least = declaredHeight(frame.own, frame.fontSize)
    if (this.#tokens.attributes > 0 && frame.element !== IMG && this.#tokens.has(HEIGHT_ATTRIBUTE))
      frame.least ||= attributePixels(this.#tokens.value(HEIGHT_ATTRIBUTE)) ?? 0
  }

  /** Behind a box as high as a window. */
  #passBy({ height, seenBefore, start }: Frame): void {
    const seen = this.#seen()
    if (seen > 0 && isInTheWay(height, seen - seenBefore <= A_SPACE)) this.#fallen = start
  }

  /** Sets what follows apart from what stands before the element (`opens`), or from the element. */
  #breakFor(frame: Frame, opens: boolean): void {
    if (frame.gone !== undefined) return
    if (frame.display > CELL && frame.display < NONE) this.#out.newline()
    else if (frame.display === CELL || ((frame.own.set & MAY_KEEP_ROOM) !== 0 && keepsRoom(frame, opens)))
      this.#out.space()
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

  #startTag(): void {
    const tokens = this.#tokens
    const of = tokens.element
    this.#counts.elements++
    if ((of.flags & UNKNOWN) !== 0) this.#counts.unknownElements++
    if (of === HTML || of === BODY) {
      this.#rootTag(of)
      return
    }
    if (of !== HEAD && this.makeWay(of)) this.#open(of)
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
    const frame = this.frames[index]
    this.#describe(frame, of, index)
    this.restyle(index)
  }

  /** Fills in a frame from the start tag; returns the declarations it would have if undecided selectors matched. */
  #describe(frame: Frame, of: HtmlElement, ancestors: number): Declarations {
    const tokens = this.#tokens
    const merges = this.#merges
    frame.element = of
    frame.start = tokens.start
    frame.previous = undefined
    frame.lastChild = undefined
    frame.place = 1
    frame.placeOfType = 0
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
    frame.mark(ancestors > 0 ? this.frames[ancestors - 1] : undefined)
    if (this.#sheet !== undefined) {
      if (this.#sheet.siblings && ancestors > 0) {
        const { className, id } = frame
        const parent = this.frames[ancestors - 1]
        const previous = parent.lastChild
        const place = previous === undefined ? 1 : previous.place + 1
        frame.previous = previous
        frame.place = place
        parent.lastChild = { element: of, className, id, previous, place, placeOfType: 0 }
      }
      const answer = this.#sheet.ask(frame, this.frames, ancestors, tokens, merges)
      if (frame.placeOfType > 0) this.frames[ancestors - 1].lastChild!.placeOfType = frame.placeOfType
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
    if (!isVoid) this.keepDepth()
    if (of.display !== NONE) this.#content = true
    const parent = this.styleParent(of)
    const ancestors = this.top + 1
    const frame = isVoid ? CONTENTLESS : this.nextFrame()
    frame.ownLink = frame.backdrop = -1
    const possible = this.#describe(frame, of, ancestors)
    frame.link = parent.link
    frame.path = of.display === INLINE ? parent.path : placeIn(parent.path, of)
    if (of === A && hrefOf(tokens) !== undefined) this.#openLink(frame, 'a', false)
    inherit(frame, parent)
    if (possible !== frame.own) this.#tryUndecided(frame, parent, possible)
    if (of === SELECT) this.#optionSeen = false
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
    if (tokens.attributes > 0) {
      if ((of.flags & REFERS) !== 0) this.#destinations.tag(tokens, of, frame.boxHidden)
      if (tokens.has(STYLE)) this.#destinations.style(tokens, frame.boxHidden)
    }
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
    this.opened(frame)
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
      href: hrefOf(tokens)!.trim(),
      hidden,
      textStart: -1,
      textEnd: -1,
      hasImage: false,
    })
  }

  /** Who clicks what stands on a picture clicks the picture. */
  #linkBackdrop(link: number): void {
    for (let i = this.top; i > 1; i--) {
      const { backdrop } = this.frames[i]
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
      table: this.table()?.start ?? -1,
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
      this.#runs.add(
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
    // an end tag of a paragraph that is not open makes an empty one
    if (!this.close(of) && of === P) this.#out.newline()
  }
}

/** Reads HTML. Never throws; `limits` bound the depth of open elements and the tags that are read. */
export function readHtml(part: TextPart, limits: HtmlLimits): HtmlReading {
  return new Reader(part, limits).read()
}
