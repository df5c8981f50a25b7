/** Selectors of style rules, read, and held against elements as far as a look at these and their ancestors decides. */
import { hasHigh, latin1 } from '../mime/bytes.ts'
import type { Outline } from '../mime/outline.ts'
import { bitOf, type HtmlElement } from './elements.ts'
import { decodeText } from './entities.ts'
import { Recent } from './recent.ts'
import { unescapeCss } from './style.ts'

const MAX_SELECTOR = 300
const MAX_COMPOUNDS = 8

/** What a selector can be held against. */
export interface Styled {
  element: HtmlElement
  /** The `class` attribute. */
  className: Name
  id: Name
  /** The element before it among its siblings, kept where a selector asks for siblings. */
  previous: Styled | undefined
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
}

export interface Compound {
  tag: string
  id: string
  classes: string[]
  attributes: AttributeTest[]
  /** Holds something that only a browser can decide, such as `:nth-child`. */
  undecided: boolean
  /** How it stands to the compound on its right: a space for an ancestor, `>`, `+` or `~`. */
  combinator: string
}

export interface Selector {
  /** The subject last. */
  compounds: Compound[]
  subject: Compound
  specificity: number
  /** Tag, class and id of the subject alone decide. */
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
  for (let i = list.indexOf(word); i >= 0; i = list.indexOf(word, i + 1)) {
    const end = i + word.length
    if (
      (i === 0 || isSpace(list.charCodeAt(i - 1))) &&
      (end === list.length || isSpace(list.charCodeAt(end)))
    )
      return true
  }
  return false
}

/** Reads one compound selector from `text` on `at`; the index after it is left in `compoundEnd`. */
let compoundEnd = 0
function readCompound(text: string, at: number): Compound | 'never' | undefined {
  const compound: Compound = {
    tag: '',
    id: '',
    classes: [],
    attributes: [],
    undecided: false,
    combinator: ' ',
  }
  let i = at
  const name = (): string => {
    const from = i
    while (i < text.length && isNameCode(text.charCodeAt(i))) i += text.charCodeAt(i) === 0x5c ? 2 : 1
    const raw = text.slice(from, i)
    return raw.includes('\\') ? unescapeCss(raw) : raw
  }
  let never = false
  if (text[i] === '*') i++
  else compound.tag = name().toLowerCase()
  if (text[i] === '|') return undefined
  while (i < text.length) {
    const mark = text[i]!
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
        const close = text.indexOf(')', i)
        i = close < 0 ? text.length : close + 1
        compound.undecided = true
      } else if (pseudo === 'link' || pseudo === 'any-link')
        compound.attributes.push({ name: 'href', operator: '', value: '' })
      else compound.undecided = true
    } else break
  }
  if (i === at) return undefined
  compoundEnd = i
  return never ? 'never' : compound
}

function readAttribute(inside: string): AttributeTest | undefined {
  let at = 0
  while (at < inside.length && isNameCode(inside.charCodeAt(at))) at++
  const name = inside.slice(0, at).toLowerCase()
  if (name === '') return undefined
  const rest = inside.slice(at).trim()
  if (rest === '') return { name, operator: '', value: '' }
  const equals = rest.indexOf('=')
  if (equals < 0 || equals > 1) return undefined
  const raw = rest.slice(equals + 1).trim()
  const quote = raw[0]
  const value =
    quote === '"' || quote === "'" ? raw.slice(1, raw.indexOf(quote, 1)) : (raw.split(' ')[0] ?? '')
  return { name, operator: rest.slice(0, equals + 1), value }
}

/** Reads a complex selector; undefined where it is malformed or can never hold. */
function readSelector(given: string): Compound[] | undefined {
  const text = given.trim()
  if (text === '' || text.length > MAX_SELECTOR) return undefined
  const compounds: Compound[] = []
  let i = 0
  while (i < text.length) {
    if (compounds.length >= MAX_COMPOUNDS) return undefined
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
  for (const { id, classes, attributes, tag } of compounds)
    sum += (id === '' ? 0 : 10_000) + (classes.length + attributes.length) * 100 + (tag === '' ? 0 : 1)
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
    plain: relatives.length === 0 && !subject.undecided && subject.attributes.length === 0,
    sideways: above.length < relatives.length,
    idle: relatives.some(isClients),
    tagBits: above.reduce((bits, { tag }) => (tag === '' ? bits : bits | bitOf(tag)), 0),
    nameBits: above.reduce((bits, compound) => bits | nameBits(compound), 0),
  }
}

/** Longer lists of selectors are not read. */
const MAX_LIST = 20_000

/** The selectors of a rule that are well formed and may hold. */
export function readSelectors(prelude: string): Selector[] {
  const clean = prelude.includes('/*') ? unescapeCss(prelude) : prelude
  const list = clean.startsWith('<!--') ? clean.slice(4) : clean
  if (list.length >= MAX_LIST) return []
  const selectors: Selector[] = []
  for (const text of list.split(',')) {
    const compounds = readSelector(text)
    if (compounds !== undefined) selectors.push(selectorOf(compounds))
  }
  return selectors
}

export function attributeHolds(test: AttributeTest, actual: string | undefined): boolean {
  if (actual === undefined) return false
  const { operator, value } = test
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

export function compoundHolds(compound: Compound, styled: Styled): number {
  if (compound.tag !== '' && compound.tag !== styled.element.name) return NO
  if (compound.id !== '' && compound.id !== styled.id.text) return NO
  for (const word of compound.classes) if (!hasWord(styled.className.text, word)) return NO
  return compound.undecided ? MAYBE : YES
}

/** As {@link compoundHolds}, for an ancestor or sibling, of which only class and id are kept. */
export function relativeHolds(compound: Compound, styled: Styled): number {
  let result = compoundHolds(compound, styled)
  for (const test of compound.attributes) {
    if (result === NO) return NO
    if (test.name !== 'class' && test.name !== 'id') result = MAYBE
    else if (
      !attributeHolds(test, (test.name === 'id' ? styled.id.text : styled.className.text) || undefined)
    )
      return NO
  }
  return result
}
