/** A part of a report as elements. */
import { XMLParser } from 'fast-xml-parser'
import { decodeCharset } from '../mime/charset.ts'
import type { Problems } from './problems.ts'

export interface Element {
  name: string
  /** Its own text with references resolved, trimmed. */
  text: string
  children: Element[]
}

/**
 * Values stay text and references are resolved below, so that nothing but the five and the numeric ones means anything. Names are
 * prefixed: the parser keeps them as names of properties, and some mean something to JavaScript.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  jPath: false,
  maxNestedTags: 300,
  transformTagName: (name) => `.${name}`,
})

type Node = Record<string, unknown>

const ENTITY = /&(?:#x([\da-f]{1,8})|#(\d{1,10})|([a-z][a-z\d]{0,31}));/gi
const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })

/** How the bytes of a report become text. `onDamage` is told of bytes that are no UTF-8. */
export function createDecoder(
  charset: string | undefined,
  onDamage: () => void,
): (bytes: Uint8Array) => string {
  if (charset !== undefined) return (bytes) => decodeCharset(bytes, charset).text
  return (bytes) => {
    try {
      return strict.decode(bytes)
    } catch {
      onDamage()
      return lenient.decode(bytes)
    }
  }
}

/** The one element that well-formed XML has; undefined where there is none. */
export function parseElement(xml: string, problems: Problems): Element | undefined {
  try {
    const [node] = parser.parse(xml) as Node[]
    return node && elementOf(node, problems)
  } catch {
    return undefined
  }
}

function elementOf(node: Node, problems: Problems): Element | undefined {
  const [key] = Object.keys(node)
  if (!key?.startsWith('.')) return undefined
  const element: Element = { name: key.slice(1), text: '', children: [] }
  for (const inner of node[key] as Node[]) {
    const text = inner['#text']
    if (typeof text === 'string') element.text += text
    else {
      const child = elementOf(inner, problems)
      if (child) element.children.push(child)
    }
  }
  element.text = resolved(element.text.trim(), problems)
  return element
}

function resolved(text: string, problems: Problems): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    const character = name ? NAMED.get(name) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    if (character === undefined) problems.add('unknown-entity')
    return character ?? whole
  })
}
