/** What the tags of an HTML text hold besides what is drawn: values and names that nobody reads, elements that draw nothing. */
import { element, type HtmlElement, INLINE, UNKNOWN } from './elements.ts'
import {
  CLASS,
  COMMENT,
  END_OF_INPUT,
  END_TAG,
  HtmlTokenizer,
  NAME,
  RAW,
  START_TAG,
  TEXT,
} from './html-tokenizer.ts'
import type { TextPart } from './text-part.ts'

/** A stretch of a part, by indices of its outline. */
export interface Stretch {
  source: TextPart
  start: number
  end: number
}

/** An element whose content is text up to its end tag. */
export interface RawElement extends Stretch {
  /** Lower case. */
  name: string
  /** Whether it has an end tag. */
  closed: boolean
}

export interface Markup {
  /** `title`, `style`, `textarea`, `noframes` and their like, as far as they hold anything. */
  raw: RawElement[]
  /** Values of attributes that programs show or read out: titles, labels and summaries. */
  labels: Stretch[]
  /** Values of other attributes that are neither addresses, styles nor measures, by whose they are. */
  values: Record<'data' | 'name' | 'meta' | 'other', Stretch[]>
  /** What browsers drop: attributes of end tags, and more of a doctype than its name and identifiers. */
  dropped: Stretch[]
  /** Attributes, but for those that only draw, that a tag has a second time. */
  twice: Stretch[]
  /** Classes, and names of attributes, that mix letters and digits. */
  names: Stretch[]
  /** Elements of a line that hold nothing and have no attribute but a class. */
  empty: Stretch[]
  /** Elements that HTML does not know. */
  unknown: Stretch[]
  /** By name: start tags of elements that must be closed and are not. */
  unclosed: Map<string, Stretch[]>
}

/** Of each kind, at most. */
const MOST = 2000
/** Code units of values: shorter ones hold nothing to speak of. */
const SHORT = 8

/** A doctype with the longest identifiers that the standards know is shorter. */
const LONG_DOCTYPE = 160

/** Attributes whose values are addresses, styles, measures, names for programs, or of programs. */
const SILENT = new Set(
  (
    'href src srcset style class id width height bgcolor background color align valign border cellpadding cellspacing face size rel type ' +
    'target lang dir role media charset http-equiv colspan rowspan hspace vspace action method for usemap shape coords sizes loading xmlns ' +
    'itemtype itemprop itemscope datetime cite ping poster data codebase classid http frame rules scope nowrap text link vlink alink ' +
    'topmargin leftmargin marginwidth marginheight bordercolor maxlength tabindex viewbox d fill stroke points transform version xml:lang ' +
    'emb alt'
  ).split(' '),
)
/** Attributes whose values are read by people. */
const LABELS = new Set(['title', 'summary', 'label', 'aria-label', 'placeholder', 'abbr', 'standby'])
const A = element('a')
/** Elements that hold what follows as long as they are open. */
const MUST_CLOSE = new Set(
  'q u blockquote form s small big tt i b em strong code ins del select object noscript datalist template audio video svg canvas map'
    .split(' ')
    .map(element),
)

const ADDRESS = /^\s*(?:[a-z][\w+.-]*:|\/\/|[#?{]|www\.)/i
const STYLE_LIKE = /^[^;:]*:[^;]*;/

/** Whether it is neither a program nor a name of Word's. */
function isToldApart(name: string): boolean {
  return !name.startsWith('on') && !name.startsWith('xmlns') && !/^(?:[ovw]|mc):/.test(name)
}

function ownerOf(attribute: string): keyof Markup['values'] {
  if (attribute.startsWith('data-')) return 'data'
  return attribute === 'name' || attribute === 'id' ? 'name' : attribute === 'content' ? 'meta' : 'other'
}

/** Reads the tags of a part. Linear; what is more than 2,000 of a kind is left out. */
export function readMarkup(source: TextPart): Markup {
  const tokens = new HtmlTokenizer(source.outline)
  const { text, codes } = tokens
  const markup: Markup = {
    raw: [],
    labels: [],
    values: { data: [], name: [], meta: [], other: [] },
    dropped: [],
    twice: [],
    names: [],
    empty: [],
    unknown: [],
    unclosed: new Map(),
  }
  const open = new Map<HtmlElement, number[]>()
  const seen: string[] = []
  let last: HtmlElement | undefined
  let lastStart = 0
  const put = <T extends Stretch>(list: T[], item: T): void => {
    if (list.length < MOST) list.push(item)
  }
  const attribute = (
    id: number,
    nameStart: number,
    nameEnd: number,
    valueStart: number,
    valueEnd: number,
  ): void => {
    if (id === CLASS) {
      if (hasDigit(codes, valueStart, valueEnd))
        put(markup.names, { source, start: valueStart, end: valueEnd })
      return
    }
    const length = valueEnd - valueStart
    if ((id >= 0 && id !== NAME) || (length < SHORT && nameEnd - nameStart < SHORT)) return
    const name = text.slice(nameStart, Math.min(nameEnd, nameStart + 40)).toLowerCase()
    if (seen.includes(name)) put(markup.twice, { source, start: nameStart, end: valueEnd })
    else seen.push(name)
    if (SILENT.has(name) || !isToldApart(name)) return
    if (hasDigit(codes, nameStart, nameEnd)) put(markup.names, { source, start: nameStart, end: nameEnd })
    if (length < SHORT) return
    const value = text.slice(valueStart, Math.min(valueEnd, valueStart + 200))
    if (ADDRESS.test(value) || STYLE_LIKE.test(value)) return
    if (name === 'content' && /[=/]/.test(value)) return
    const list = LABELS.has(name) ? markup.labels : markup.values[ownerOf(name)]
    put(list, { source, start: valueStart, end: valueEnd })
  }
  const dropped = (_: number, start: number, __: number, ___: number, end: number): void =>
    put(markup.dropped, { source, start, end })

  for (let kind = tokens.next(); kind !== END_OF_INPUT; kind = tokens.next()) {
    if (kind === START_TAG) {
      const { element, start, end } = tokens
      if (tokens.attributes > 0) {
        seen.length = 0
        tokens.eachAttribute(attribute)
      }
      if ((element.flags & UNKNOWN) !== 0) put(markup.unknown, { source, start, end })
      if (MUST_CLOSE.has(element) && codes[end - 2] !== 0x2f) {
        const starts = open.get(element)
        if (starts === undefined) open.set(element, [start])
        else starts.push(start)
      }
      last = element.display === INLINE && element !== A && isBare(tokens) ? element : undefined
      lastStart = start
    } else if (kind === END_TAG) {
      const { element } = tokens
      if (element === last) put(markup.empty, { source, start: lastStart, end: tokens.end })
      if (MUST_CLOSE.has(element)) open.get(element)?.pop()
      if (tokens.attributes > 0) tokens.eachAttribute(dropped)
      last = undefined
    } else if (kind === RAW) {
      const { element, contentStart, contentEnd } = tokens
      put(markup.raw, {
        source,
        start: contentStart,
        end: contentEnd,
        name: element.name,
        closed: contentEnd < text.length,
      })
      last = undefined
    } else if (kind === COMMENT) {
      last = undefined
      const { start, end } = tokens
      if (end - start > LONG_DOCTYPE && /^<!doctype/i.test(text.slice(start, start + 9)))
        put(markup.dropped, { source, start, end })
    } else if (kind !== TEXT || tokens.contentStart < tokens.end) last = undefined
  }
  for (const [{ name }, starts] of open)
    if (starts.length > 0)
      markup.unclosed.set(
        name,
        starts.slice(0, MOST).map((start) => ({ source, start, end: start + name.length + 1 })),
      )
  return markup
}

/** Whether the tag has no attribute but a class. */
function isBare(tokens: HtmlTokenizer): boolean {
  return tokens.attributes === 0 || (tokens.attributes === 1 && tokens.has(CLASS))
}

function hasDigit(codes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (codes[at] >= 0x30 && codes[at] <= 0x39) return true
  return false
}
