/** Selectors of style rules, read, and held against elements as far as a look at these and their ancestors decides. */
import { hasHigh, latin1 } from '../mime/bytes.ts'
import type { Outline } from '../mime/outline.ts'
import { bitOf, type HtmlElement } from './elements.ts'
import { decodeText } from './entities.ts'
import { Recent } from './recent.ts'
import { unescapeCss } from './style.ts'

/** Characters of a selector that is read, and what stands between its combinators. */
const MAX_SELECTOR = 1000
const MAX_COMPOUNDS = 16

/** What a selector can be held against. */
export interface Styled {
  element: HtmlElement
  /** The `class` attribute. */
  className: Name
  id: Name
  /** The element before it among its siblings, kept where a selector asks for siblings. */
  previous: Styled | undefined
  /** Its place among its siblings, from 1 on, kept likewise. */
  place: number
  /** Its place among those of its name; 0 until a selector asks for it. */
  placeOfType: number
}

/** An open element, with the bits of the tags, and of the classes and ids, of it and of all that it is in. */
export interface Ancestor extends Styled {
  tagBits: number
  nameBits: number
}

/** The value of a `class` or `id` attribute, and the bits of its names. */
export interface Name {
  text: string
  bits: number
}

export const NO_NAME: Name = { text: '', bits: 0 }

function classBits(list: string): number {
  let bits = 0
  for (let i = 0; i < list.length; ) {
    const start = i
    while (i < list.length && !isSpace(list.charCodeAt(i))) i++
    if (i > start) bits |= bitOf(list, start, i)
    else i++
  }
  return bits
}

/** Longer `class` and `id` attributes are not kept. */
export const MAX_NAME = 300
const classes = new Recent<Name>(4096, 1 << 17)
const ids = new Recent<Name>(1024, 1 << 15)

/**
 * The value of the `class` or `id` attribute at `start..end`; the same for the same names, and nothing of the message's.
 */
export function nameAt(text: Outline, codes: Uint8Array, start: number, end: number, isId: boolean): Name {
  const kept = end - start <= MAX_NAME
  const recent = isId ? ids : classes
  const known = kept ? recent.get(text, codes, start, end) : undefined
  if (known !== undefined) return known
  const high = hasHigh(codes, start, end)
  const value = decodeText(kept && !high ? latin1(codes, start, end) : text.slice(start, end), true)
  const name = { text: value, bits: isId ? bitOf(value) : classBits(value) }
  if (kept) recent.set(text, codes, start, end, high, name)
  return name
}

interface AttributeTest {
  name: string
  /** `''` asks only whether the attribute is there. */
  operator: string
  value: string
  /** In any case. */
  anyCase: boolean
}

/** A pseudo-class that is decided by looking at the element and those before it. */
export interface PseudoTest {
  /** `is`: one of `any` holds. `not`: none does. `child`: its place among its siblings is one of `step * n + offset`, n from 0 on. */
  kind: 'is' | 'not' | 'child' | 'of-type'
  any: readonly Compound[]
  step: number
  offset: number
}

export interface Compound {
  tag: string
  id: string
  classes: string[]
  attributes: AttributeTest[]
  pseudos: PseudoTest[]
  /** What `:is()` and `:not()` in it add to the specificity. */
  more: number
  /** Holds something that only a browser can decide, such as `:last-child`. */
  undecided: boolean
  /** How it stands to the compound on its right: a space for an ancestor, `>`, `+` or `~`. */
  combinator: string
}

export interface Selector {
  /** The subject last. */
  compounds: Compound[]
  subject: Compound
  specificity: number
  /** Tag, class and id of the subject alone say what can be said of it. */
  plain: boolean
  /** Asks for siblings. */
  sideways: boolean
  /** Can hold for no element. */
  idle: boolean
  /** Bits that the ancestors of the subject must have. */
  tagBits: number
  nameBits: number
}

/** Attributes that mail clients set on ancestors to select their dark mode; the light rendering has none of them. */
const CLIENT_ATTRIBUTES = new Set(['data-ogsc', 'data-ogsb', 'data-ogac', 'data-ogab', 'owa'])
/** Pseudo-classes that never hold while a message is just read. */
const NEVER = new Set([
  'hover',
  'active',
  'focus',
  'visited',
  'focus-within',
  'focus-visible',
  'target',
  'before',
  'after',
])
const NEVER_ELEMENT = new Set([
  'first-line',
  'first-letter',
  'marker',
  'selection',
  'placeholder',
  'backdrop',
  'cue',
])

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c
}

function isNameCode(code: number): boolean {
  const lower = code | 0x20
  return (
    (lower >= 0x61 && lower <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d ||
    code === 0x5f ||
    code === 0x5c ||
    code > 0x7f
  )
}

/** Whether the white-space separated `list` holds `word`. */
function hasWord(list: string, word: string): boolean {
  for (let i = list.indexOf(word); i >= 0; i = list.indexOf(word, i)) {
    const end = i + word.length
    if (
      (i === 0 || isSpace(list.charCodeAt(i - 1))) &&
      (end === list.length || isSpace(list.charCodeAt(end)))
    )
      return true
    // to the end of this one, so that no character is looked at twice
    while (i < list.length && !isSpace(list.charCodeAt(i))) i++
    if (i === list.length) return false
    i++
  }
  return false
}

const HEX = /[\da-f]{1,6}(?:\r\n|[ \t\r\n\f])?/iy

/** The index behind the escape at `at`: a space behind hexadecimal digits belongs to them (CSS Syntax 4.3.7). */
function escapeEnd(text: string, at: number): number {
  HEX.lastIndex = at + 1
  return HEX.test(text) ? HEX.lastIndex : at + 2
}

/** Reads one compound selector from `text` on `at`; the index after it is left in `compoundEnd`. */
let compoundEnd = 0
function readCompound(text: string, at: number, depth = 0): Compound | 'never' | undefined {
  const compound: Compound = {
    tag: '',
    id: '',
    classes: [],
    attributes: [],
    pseudos: [],
    more: 0,
    undecided: false,
    combinator: ' ',
  }
  let i = at
  const name = (): string => {
    const from = i
    while (i < text.length && isNameCode(text.charCodeAt(i)))
      i = text[i] === '\\' ? escapeEnd(text, i) : i + 1
    const raw = text.slice(from, i)
    return raw.includes('\\') ? unescapeCss(raw) : raw
  }
  let never = false
  if (text[i] === '*') i++
  else compound.tag = name().toLowerCase()
  if (text[i] === '|') return undefined
  while (i < text.length) {
    const mark = text[i]
    if (mark === '.' || mark === '#') {
      i++
      const word = name()
      if (word === '') return undefined
      if (mark === '.') compound.classes.push(word)
      else if (compound.id === '' || compound.id === word) compound.id = word
      else never = true
    } else if (mark === '[') {
      const close = text.indexOf(']', i)
      if (close < 0) return undefined
      const test = readAttribute(text.slice(i + 1, close))
      if (test === undefined) return undefined
      compound.attributes.push(test)
      i = close + 1
    } else if (mark === ':') {
      const double = text[i + 1] === ':'
      i += double ? 2 : 1
      const pseudo = name().toLowerCase()
      if (double || NEVER.has(pseudo) || NEVER_ELEMENT.has(pseudo)) never = true
      else if (text[i] === '(') {
        const close = closingParenthesis(text, i)
        readFunction(compound, pseudo, text.slice(i + 1, close), depth)
        i = close + 1
      } else if (pseudo === 'first-child' || pseudo === 'first-of-type')
        compound.pseudos.push(placeTest(pseudo === 'first-child', 0, 1))
      else if (pseudo === 'link' || pseudo === 'any-link')
        compound.attributes.push({ name: 'href', operator: '', value: '', anyCase: false })
      else compound.undecided = true
    } else break
  }
  if (i === at) return undefined
  compoundEnd = i
  return never ? 'never' : compound
}

/** Index of the parenthesis that closes the one at `open`; the end where none does. */
function closingParenthesis(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    const mark = text[i]
    if (mark === '(') depth++
    else if (mark === ')' && --depth === 0) return i
  }
  return text.length
}

const NO_COMPOUNDS: readonly Compound[] = []

function placeTest(isChild: boolean, step: number, offset: number): PseudoTest {
  return { kind: isChild ? 'child' : 'of-type', any: NO_COMPOUNDS, step, offset }
}

/** `:is(:not(:is(...)))` and no deeper. */
const MAX_FUNCTIONS = 3

/** Reads a functional pseudo-class into the compound; what a look at the element and those before it cannot decide makes it undecided. */
function readFunction(compound: Compound, pseudo: string, inside: string, depth: number): void {
  if (pseudo === 'nth-child' || pseudo === 'nth-of-type') {
    const places = readPlaces(inside.trim().toLowerCase())
    if (places === undefined) compound.undecided = true
    else compound.pseudos.push(placeTest(pseudo === 'nth-child', places.step, places.offset))
    return
  }
  const not = pseudo === 'not'
  const any = not || IS.has(pseudo) ? readArguments(inside, depth) : undefined
  if (any === undefined) {
    compound.undecided = true
    return
  }
  compound.pseudos.push({ kind: not ? 'not' : 'is', any, step: 0, offset: 0 })
  if (pseudo !== 'where') compound.more += Math.max(0, ...any.map((one) => specificityOf([one])))
}

const IS = new Set(['is', 'where', 'matches', '-webkit-any', '-moz-any'])

/** The compounds of a list, without those that never hold; undefined where one looks further than at the element itself. */
function readArguments(inside: string, depth: number): Compound[] | undefined {
  if (depth >= MAX_FUNCTIONS) return undefined
  const any: Compound[] = []
  for (const part of splitList(inside)) {
    const text = part.trim()
    const compound = readCompound(text, 0, depth + 1)
    if (compound === 'never') continue
    if (compound === undefined || compoundEnd < text.length) return undefined
    any.push(compound)
  }
  return any
}

/** `odd`, `even`, `3`, `2n`, `-n+3` and the like. */
function readPlaces(text: string): { step: number; offset: number } | undefined {
  if (text === 'odd') return { step: 2, offset: 1 }
  if (text === 'even') return { step: 2, offset: 0 }
  const compact = text.replaceAll(' ', '')
  if (compact.length > 12) return undefined
  const parts = /^([+-]?\d*)n([+-]\d+)?$/.exec(compact)
  if (parts === null) return /^\+?\d+$/.test(compact) ? { step: 0, offset: Number(compact) } : undefined
  const [, step = '', offset = '0'] = parts
  return { step: /\d/.test(step) ? Number(step) : Number(`${step}1`), offset: Number(offset) }
}

/** Parts between commas outside of parentheses. */
function splitList(list: string): string[] {
  if (!list.includes('(') && !list.includes('\\')) return list.split(',')
  const parts: string[] = []
  let from = 0
  let depth = 0
  for (let i = 0; i < list.length; i++) {
    const mark = list[i]
    if (mark === '\\') i++
    else if (mark === '(') depth++
    else if (mark === ')') depth = Math.max(0, depth - 1)
    else if (mark === ',' && depth === 0) {
      parts.push(list.slice(from, i))
      from = i + 1
    }
  }
  parts.push(list.slice(from))
  return parts
}

function readAttribute(inside: string): AttributeTest | undefined {
  let at = 0
  while (at < inside.length && isNameCode(inside.charCodeAt(at))) at++
  const name = inside.slice(0, at).toLowerCase()
  if (name === '') return undefined
  const rest = inside.slice(at).trim()
  if (rest === '') return { name, operator: '', value: '', anyCase: false }
  const equals = rest.indexOf('=')
  if (equals < 0 || equals > 1) return undefined
  const raw = rest.slice(equals + 1).trim()
  const quote = raw[0]
  const value =
    quote === '"' || quote === "'" ? raw.slice(1, raw.indexOf(quote, 1)) : (raw.split(' ')[0] ?? '')
  const anyCase = / ?i$/i.test(raw) && raw.length > value.length + 1
  return { name, operator: rest.slice(0, equals + 1), value: anyCase ? value.toLowerCase() : value, anyCase }
}

/** Reads a complex selector; undefined where it is malformed or can never hold. */
function readSelector(given: string): Compound[] | 'too long' | undefined {
  const text = given.trim()
  if (text === '') return undefined
  if (text.length > MAX_SELECTOR) return 'too long'
  const compounds: Compound[] = []
  let i = 0
  while (i < text.length) {
    if (compounds.length >= MAX_COMPOUNDS) return 'too long'
    const compound = readCompound(text, i)
    if (compound === undefined || compound === 'never') return undefined
    i = compoundEnd
    compounds.push(compound)
    while (i < text.length && isSpace(text.charCodeAt(i))) i++
    const mark = text[i]
    if (mark !== '>' && mark !== '+' && mark !== '~') continue
    compound.combinator = mark
    i++
    while (i < text.length && isSpace(text.charCodeAt(i))) i++
    if (i >= text.length) return undefined
  }
  return compounds.length > 0 ? compounds : undefined
}

/** Whether the compound asks for what no ancestor or sibling of a message has. */
function isClients({ attributes }: Compound): boolean {
  return attributes.some(({ name }) => CLIENT_ATTRIBUTES.has(name))
}

function nameBits({ id, classes }: Compound): number {
  let bits = id === '' ? 0 : bitOf(id)
  // an escaped space is no part of one name
  for (const word of classes) if (!/\s/.test(word)) bits |= bitOf(word)
  return bits
}

function specificityOf(compounds: Compound[]): number {
  let sum = 0
  for (const { id, classes, attributes, pseudos, more, tag } of compounds) {
    const places = pseudos.filter(({ any }) => any.length === 0).length
    sum += (id === '' ? 0 : 10_000) + (classes.length + attributes.length + places) * 100
    sum += more + (tag === '' ? 0 : 1)
  }
  return sum
}

function selectorOf(compounds: Compound[]): Selector {
  const subject = compounds.at(-1)!
  const relatives = compounds.slice(0, -1)
  const above = relatives.filter(({ combinator }) => combinator === ' ' || combinator === '>')
  return {
    compounds,
    subject,
    specificity: specificityOf(compounds),
    plain: relatives.length === 0 && isPlain(subject),
    sideways: above.length < relatives.length || compounds.some(asksForPlace),
    idle: relatives.some(isClients),
    tagBits: above.reduce((bits, { tag }) => (tag === '' ? bits : bits | bitOf(tag)), 0),
    nameBits: above.reduce((bits, compound) => bits | nameBits(compound), 0),
  }
}

function isPlain({ attributes, pseudos }: Compound): boolean {
  return (
    attributes.length === 0 && pseudos.every(({ kind, any }) => IS_OR_NOT.has(kind) && any.every(isPlain))
  )
}

const IS_OR_NOT = new Set<PseudoTest['kind']>(['is', 'not'])

function asksForPlace({ pseudos }: Compound): boolean {
  return pseudos.some(({ kind, any }) => kind === 'child' || kind === 'of-type' || any.some(asksForPlace))
}

/** Selectors of one list that are read. */
const MAX_LIST = 4000

/** The selectors of a rule that are well formed and may hold; `tooLong` is told where one of them, or their list, is too long to be read. */
export function readSelectors(prelude: string, tooLong?: () => void): Selector[] {
  const clean = prelude.includes('/*') ? unescapeCss(prelude) : prelude
  const list = clean.startsWith('<!--') ? clean.slice(4) : clean
  const selectors: Selector[] = []
  for (const text of splitList(list)) {
    const compounds = selectors.length < MAX_LIST ? readSelector(text) : 'too long'
    if (compounds === 'too long') tooLong?.()
    else if (compounds !== undefined) selectors.push(selectorOf(compounds))
  }
  return selectors
}

/** What may still be done: characters of values and names that selectors are held against, and all else by what it costs beside them. */
export interface Effort {
  left: number
}

// what it costs, in characters
/** To look for an attribute among those of a tag. */
const SEARCH = 32
/** To look at a selector's tag, class and id. */
export const LOOK = 16
/** To look at an ancestor or sibling, or at one more that a pseudo-class asks for. */
export const STEP = 32

function attributeHolds(test: AttributeTest, written: string | undefined, effort: Effort): boolean {
  effort.left -= SEARCH
  if (written === undefined) return false
  // reading and decoding a value costs its length, too, whatever is asked of it
  effort.left -= written.length
  const { operator, value, anyCase } = test
  const actual = anyCase ? written.toLowerCase() : written
  if (operator === '') return true
  if (operator === '=') return actual === value
  if (operator === '~=') return value !== '' && hasWord(actual, value)
  if (operator === '|=') return actual === value || actual.startsWith(`${value}-`)
  if (value === '') return false
  if (operator === '^=') return actual.startsWith(value)
  if (operator === '$=') return actual.endsWith(value)
  return operator === '*=' && actual.includes(value)
}

export const NO = 0
export const MAYBE = 1
export const YES = 2

/** Whether tag, class and id fit; what else the compound asks for is not looked at. `MAYBE` where no effort is left. */
export function compoundHolds(compound: Compound, styled: Styled, effort: Effort): number {
  if (compound.tag !== '' && compound.tag !== styled.element.name) return NO
  if (compound.id !== '' && compound.id !== styled.id.text) return NO
  for (const word of compound.classes) {
    if ((effort.left -= styled.className.text.length) < 0) return MAYBE
    if (!hasWord(styled.className.text, word)) return NO
  }
  return compound.undecided ? MAYBE : YES
}

/** The attributes of an element; of an ancestor or sibling only class and id are kept, and none is handed over. */
export type Attributes = { valueOf(name: string): string | undefined } | undefined

/** Whether the compound's attributes and pseudo-classes hold, too. `MAYBE` where no effort is left. */
export function detailsHold(
  compound: Compound,
  styled: Styled,
  attributes: Attributes,
  effort: Effort,
): number {
  let result = YES
  for (const test of compound.attributes) {
    if (effort.left < 0) return MAYBE
    if (attributes !== undefined) {
      if (!attributeHolds(test, attributes.valueOf(test.name), effort)) return NO
    } else if (test.name !== 'class' && test.name !== 'id') result = MAYBE
    else if (
      !attributeHolds(
        test,
        (test.name === 'id' ? styled.id.text : styled.className.text) || undefined,
        effort,
      )
    )
      return NO
  }
  for (const test of compound.pseudos) {
    if (effort.left < 0) return MAYBE
    const holds = pseudoHolds(test, styled, attributes, effort)
    if (holds === NO) return NO
    result = Math.min(result, holds)
  }
  return result
}

/** As {@link compoundHolds} with {@link detailsHold}. */
export function relativeHolds(
  compound: Compound,
  styled: Styled,
  effort: Effort,
  attributes?: Attributes,
): number {
  const holds = compoundHolds(compound, styled, effort)
  return holds === NO ? NO : Math.min(holds, detailsHold(compound, styled, attributes, effort))
}

function pseudoHolds(
  { kind, any, step, offset }: PseudoTest,
  styled: Styled,
  attributes: Attributes,
  effort: Effort,
): number {
  if (kind === 'is' || kind === 'not') {
    let best = NO
    for (const one of any) {
      if ((effort.left -= STEP) < 0) return MAYBE
      best = Math.max(best, relativeHolds(one, styled, effort, attributes))
      if (best === YES) break
    }
    return kind === 'is' ? best : YES - best
  }
  effort.left -= LOOK
  const place = kind === 'child' ? styled.place : placeOfType(styled, effort)
  if (place === 0) return MAYBE
  const rest = place - offset
  if (step === 0) return rest === 0 ? YES : NO
  return rest % step === 0 && rest / step >= 0 ? YES : NO
}

/** Its place among the siblings of its name, counted once; 0 where no effort is left. */
function placeOfType(styled: Styled, effort: Effort): number {
  if (styled.placeOfType > 0) return styled.placeOfType
  let place = 1
  for (let before = styled.previous; before !== undefined; before = before.previous) {
    if ((effort.left -= LOOK) < 0) return 0
    if (before.element !== styled.element) continue
    if (before.placeOfType > 0) {
      place += before.placeOfType
      break
    }
    place++
  }
  return (styled.placeOfType = place)
}
