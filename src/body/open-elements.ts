/**
 * The open elements of an HTML text, kept as the HTML standard's tree construction keeps them, as far as that decides which
 * styles a text inherits.
 */
import {
  BODY,
  CLOSES_P,
  element,
  FORMATTING,
  HEADING,
  type HtmlElement,
  NONE,
  SCOPE,
  SPECIAL,
  TABLE_CONTENT,
  TABLE_CONTEXT,
} from './elements.ts'
import { type Formatting, Frame, inherit } from './frame.ts'

export const HTML = element('html')
export const P = element('p')
export const A = element('a')
export const SELECT = element('select')
export const OPTION = element('option')
const TABLE = element('table')
export const TR = element('tr')
const LI = element('li')
const DD = element('dd')
const DT = element('dt')
const TD = element('td')
const TH = element('th')
const CAPTION = element('caption')
const TBODY = element('tbody')
const THEAD = element('thead')
const TFOOT = element('tfoot')
const TEMPLATE = element('template')
const BUTTON = element('button')
const DIV = element('div')
const ADDRESS = element('address')
const SELECT_CONTENT = new Set(['option', 'optgroup', 'hr', 'script', 'template', 'style'])
const LEAVES_SELECT = new Set(['input', 'textarea', 'keygen', 'select'])

const MAX_FORMATTING = 32

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

/** What the root element inherits. */
const INITIAL = new Frame()
/** The open elements; reading never interleaves, so every message uses the same. */
const FRAMES: Frame[] = []

/** `html` and `body` are open from the start and never close. */
export abstract class OpenElements {
  protected readonly frames = FRAMES
  /** Index of the innermost open element. */
  protected top = 1
  /** Open `select` elements. */
  #selects = 0
  /** The active formatting elements, `undefined` where those of a cell or the like begin. */
  readonly #formatting: (Formatting | undefined)[] = []
  readonly #mostOpen: number

  /** `mostOpen`: elements open at once; more open beside the innermost one instead of inside it. */
  constructor(mostOpen: number) {
    this.#mostOpen = mostOpen
    for (let i = 0; i < 2; i++) {
      const frame = this.frames[i] ?? (this.frames[i] = new Frame())
      frame.reset(i === 0 ? HTML : BODY)
    }
  }

  /** The innermost element is about to close. */
  protected abstract closing(frame: Frame): void
  /** The link that the element opened, if any, ends here. */
  protected abstract endLink(frame: Frame): void
  /** There are as many open elements as may be. */
  protected abstract tooDeep(): void

  /** The open element whose style content placed now inherits: the one around a table for what may not stand in it. */
  protected styleParent(of: HtmlElement | undefined): Frame {
    const top = this.frames[this.top]
    if ((top.element.flags & TABLE_CONTEXT) === 0) return top
    if (of !== undefined && (of.flags & TABLE_CONTENT) !== 0) return top
    for (let i = this.top; i > 1; i--) if (this.frames[i].element === TABLE) return this.frames[i - 1]
    return top
  }

  /** The innermost open table. */
  protected table(): Frame | undefined {
    for (let i = this.top; i > 1; i--) if (this.frames[i].element === TABLE) return this.frames[i]
    return undefined
  }

  /** Computes the styles of the open elements from `index` on again. */
  protected restyle(index: number): void {
    for (let i = index; i <= this.top; i++) {
      const outer = i > 0 ? this.frames[i - 1] : undefined
      this.frames[i].mark(outer)
      inherit(this.frames[i], outer ?? INITIAL)
    }
  }

  // ---- start tags ----

  /** Closes what the start tag of `of` implies to be at an end; false where browsers drop the tag. */
  protected makeWay(of: HtmlElement): boolean {
    if (this.#isStrayTablePart(of)) return false
    const inside = this.#selects > 0 ? this.#find(SELECT, SCOPE) : -1
    if (inside > 0) {
      if (LEAVES_SELECT.has(of.name)) this.#popTo(inside)
      else if (!SELECT_CONTENT.has(of.name)) return false
    }
    this.#closeImplied(of)
    if (of === A) this.#endFormatting(A)
    if ((of.flags & (CLOSES_P | TABLE_CONTENT)) === 0) this.reopen()
    return true
  }

  /** Opens an element; the frame is the caller's to fill in before its style is computed. */
  protected nextFrame(): Frame {
    const frame = this.frames[++this.top] ?? (this.frames[this.top] = new Frame())
    frame.formatting = undefined
    frame.height = 0
    return frame
  }

  /** To be told before {@link nextFrame}. */
  protected keepDepth(): void {
    if (this.top + 1 < this.#mostOpen || this.top < 2) return
    this.tooDeep()
    this.#pop()
  }

  /** To be told once the frame of the innermost element is filled in. */
  protected opened(frame: Frame): void {
    const of = frame.element
    if (of === SELECT) this.#selects++
    if ((of.flags & FORMATTING) !== 0) this.#remember(frame)
    else if ((of.flags & SCOPE) !== 0) this.#formatting.push(undefined)
  }

  /** Whether the tag is a table part that no table is open for. */
  #isStrayTablePart(of: HtmlElement): boolean {
    if ((of.flags & TABLE_CONTENT) === 0 || of.display === NONE) return false
    for (let i = this.top; i > 1; i--) {
      const candidate = this.frames[i].element
      if (candidate === TABLE || candidate === TEMPLATE) return false
    }
    return true
  }

  #closeImplied(of: HtmlElement): void {
    if ((of.flags & CLOSES_P) !== 0) {
      if (of === LI) this.#closeItem(LI, LI)
      else if (of === DD || of === DT) this.#closeItem(DD, DT)
      for (let i = this.top; i > 1; i--) {
        const candidate = this.frames[i].element
        if (candidate === P) this.#popTo(i)
        if (candidate === P || candidate === BUTTON || (candidate.flags & SCOPE) !== 0) break
      }
      if ((of.flags & HEADING) !== 0 && (this.frames[this.top].element.flags & HEADING) !== 0) this.#pop()
      if (of === TABLE && (this.frames[this.top].element.flags & TABLE_CONTEXT) !== 0) this.#close(TABLE, 0)
    } else if ((of.flags & TABLE_CONTENT) !== 0 && (of.flags & SPECIAL) !== 0) {
      if (of === TD || of === TH) this.#closeInTable(isCell)
      else if (of === TR) this.#closeInTable(isRowOrCell)
      else if (isSection(of) || of === CAPTION) this.#closeInTable(isTablePart)
    } else if (of === OPTION && this.frames[this.top].element === OPTION) this.#pop()
    else if (of === BUTTON) this.#close(BUTTON, SCOPE)
  }

  #closeItem(first: HtmlElement, second: HtmlElement): void {
    for (let i = this.top; i > 1; i--) {
      const candidate = this.frames[i].element
      if (candidate === first || candidate === second) {
        this.#popTo(i)
        return
      }
      if ((candidate.flags & SPECIAL) !== 0 && candidate !== ADDRESS && candidate !== DIV && candidate !== P)
        return
    }
  }

  // ---- end tags ----

  /** Closes what the end tag of `of`, which has content, closes; false where it is a block's and none is open. */
  protected close(of: HtmlElement): boolean {
    if ((of.flags & FORMATTING) !== 0) this.#endFormatting(of)
    else if (of === TABLE) this.#close(TABLE, 0)
    else if ((of.flags & TABLE_CONTENT) !== 0 && of.display !== NONE)
      this.#closeInTable((open) => open === of)
    else if ((of.flags & HEADING) !== 0) this.#endHeading()
    else if ((of.flags & SPECIAL) !== 0) return this.#close(of, SCOPE)
    else this.#close(of, SPECIAL)
    return true
  }

  #pop(): void {
    const frame = this.frames[this.top]
    if (frame.formatting !== undefined) frame.formatting.open = false
    if (frame.element === SELECT) this.#selects--
    this.closing(frame)
    if ((frame.element.flags & SCOPE) !== 0) this.#clearFormatting()
    this.top--
  }

  #popTo(index: number): void {
    while (this.top >= index) this.#pop()
  }

  /** Index of the innermost open `of`, not looking past elements that bound its scope; -1 for none. */
  #find(of: HtmlElement, barriers: number): number {
    for (let i = this.top; i > 1; i--) {
      const candidate = this.frames[i].element
      if (candidate === of) return i
      if ((candidate.flags & barriers) !== 0) return -1
    }
    return -1
  }

  #close(of: HtmlElement, barriers: number): boolean {
    const index = this.#find(of, barriers)
    if (index > 0) this.#popTo(index)
    return index > 0
  }

  /** Closes the outermost element of the innermost table that passes the test. */
  #closeInTable(test: (element: HtmlElement) => boolean): void {
    let index = -1
    for (let i = this.top; i > 1; i--) {
      const candidate = this.frames[i].element
      if (candidate === TABLE) break
      if (test(candidate)) index = i
    }
    if (index > 0) this.#popTo(index)
  }

  #endHeading(): void {
    for (let i = this.top; i > 1; i--) {
      const { flags } = this.frames[i].element
      if ((flags & HEADING) !== 0) {
        this.#popTo(i)
        return
      }
      if ((flags & SCOPE) !== 0) return
    }
  }

  // ---- active formatting elements ----

  /** Marks off the formatting elements of a cell or the like: they do not reach out of it. */
  #clearFormatting(): void {
    const list = this.#formatting
    while (list.length > 0 && list.pop() !== undefined);
  }

  /** Opens formatting elements again that a block closed around ("reconstruct the active formatting elements"). */
  protected reopen(): void {
    const list = this.#formatting
    let at = list.length - 1
    if (list[at]?.open ?? true) return
    while (at > 0 && list[at - 1] !== undefined && !list[at - 1]!.open) at--
    for (; at < list.length; at++) {
      const entry = list[at]!
      this.keepDepth()
      const parent = this.styleParent(entry.element)
      const frame = this.nextFrame()
      frame.element = entry.element
      frame.own = entry.own
      frame.hidden = entry.hidden
      frame.className = entry.className
      frame.id = entry.id
      frame.previous = frame.lastChild = undefined
      frame.place = 1
      frame.placeOfType = 0
      frame.mark(this.frames[this.top - 1])
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
    for (let i = list.length - 1; i >= 0; i--) {
      const entry = list[i]
      if (entry === undefined) break
      if (
        entry.element !== frame.element ||
        !entry.own.equals(frame.own) ||
        entry.className.text !== frame.className.text
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

  /** The "adoption agency": blocks that opened inside a formatting element stay open when it closes. */
  #endFormatting(of: HtmlElement): void {
    const list = this.#formatting
    let at = list.length - 1
    while (at >= 0 && list[at] !== undefined && list[at]!.element !== of) at--
    const entry = at < 0 ? undefined : list[at]
    if (entry === undefined) {
      if (of !== A) this.#close(of, SPECIAL)
      return
    }
    let index = this.top
    while (index > 1 && this.frames[index].formatting !== entry) index--
    list.splice(at, 1)
    if (index <= 1) return
    let last = this.top
    while (last > index && (this.frames[last].element.flags & SPECIAL) === 0) last--
    this.#popTo(last === index ? index : last + 1)
    if (last === index) return
    const { frames } = this
    const closed = frames[index]
    this.endLink(closed)
    for (let i = index; i < this.top; i++) {
      frames[i] = frames[i + 1]
      if (closed.ownLink >= 0 && frames[i].link === closed.ownLink) frames[i].link = frames[index - 1].link
    }
    frames[this.top] = closed
    this.top--
    this.restyle(index)
  }
}
