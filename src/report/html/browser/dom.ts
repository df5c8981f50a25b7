/** The page is built from nodes and text alone; nothing from a message is ever read as markup, an attribute name or an address. */
import { escapeText } from '../../escape.ts'
import { cutText } from '../shape.ts'

export type Child = Node | string | number | false | undefined | readonly Child[]
type Listener = (event: Event) => void
type Attributes = Record<string, string | number | boolean | undefined | Listener>

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (name === 'href' && !String(value).startsWith('#')) throw new Error('a link out of the page')
    else element.setAttribute(name, value === true ? '' : String(value))
  }
}

function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined || child === false) continue
    if (Array.isArray(child)) append(parent, child as readonly Child[])
    else parent.append(typeof child === 'number' ? String(child) : (child as Node | string))
  }
}

/** An element. An attribute `onclick` and its like is a listener; `href` leads to places of this page only. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  setAttributes(element, attributes)
  append(element, children)
  return element
}

export function svg(name: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  setAttributes(element, attributes)
  append(element, children)
  return element
}

/** What acts on the eye, or is not seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu
const UNSAFE_IN_TEXT = /(?:(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+/gu

/** Characters of one value that are shown; the source has the rest. */
const LONGEST = 2000

/** What is written out instead of a character; it looks otherwise than text that spells the same. */
export function escaped(text: string): HTMLElement {
  return el('span', { class: 'esc' }, text)
}

/** Text of a message for the reader: what acts on the eye is written out. With `lines`, newlines and tabs stay. */
export function visible(text: string, lines = false): Child[] {
  const out: Child[] = []
  let done = 0
  for (const match of text.matchAll(lines ? UNSAFE_IN_TEXT : UNSAFE)) {
    if (match.index > done) out.push(text.slice(done, match.index))
    out.push(escaped(escapeText(match[0])))
    done = match.index + match[0].length
  }
  if (done < text.length) out.push(text.slice(done))
  return out
}

/** One value of a message, bounded, and set apart, so that its writing direction ends with it. */
export function quoted(value: string, attributes: Attributes = {}): HTMLElement {
  const { text, of } = cutText(value, LONGEST)
  const more = of - text.length
  return el('bdi', attributes, visible(text), more > 0 && escaped(` … and ${plural(more, 'character')} more`))
}

const numbers = new Intl.NumberFormat('en')
export const number = (value: number): string => numbers.format(value)

export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`
}

/** `2022-09-06 14:03` in UTC, of seconds. */
export function minuteOf(seconds: number | null): string {
  return seconds === null ? '' : new Date(seconds * 1000).toISOString().slice(0, -8).replace('T', ' ')
}

/** `2022-09-06` in UTC, of seconds. */
export const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, -14)

/** `2022-09-06 14:03:16 UTC`, of a time as reports have it. */
export const inUtc = (time: string): string => time.replace('T', ' ').replace('Z', ' UTC')

/** A table that scrolls by itself, with a caption for those who do not see its place. */
export function table(
  caption: string,
  head: readonly Child[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  return el(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 },
    el(
      'table',
      {},
      el('caption', { class: 'unseen' }, caption),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          head.map((cell) => el('th', { scope: 'col' }, cell)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map((row) =>
          el(
            'tr',
            {},
            row.map((cell) => el('td', {}, cell)),
          ),
        ),
      ),
    ),
  )
}
