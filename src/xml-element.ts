/** One record of an XML file as elements; who calls finds its records in the bytes, and lets no document type definition through. */
import { XMLParser } from 'fast-xml-parser'

export interface Element {
  name: string
  /** No prototype. */
  attributes: Record<string, string>
  /** Its own text, with that of CDATA sections, references resolved. */
  text: string
  children: Element[]
}

/** More than any limit of depth that serves; the parser would throw above its own. */
const DEEPEST = 1000
const TEXT = '#text'
const CDATA = '#cdata'
const ATTRIBUTES = ':@'

/**
 * Values stay text and references are resolved below, so that nothing but the five and the numeric ones means anything. Names are
 * prefixed: the parser keeps them as names of properties, and some mean something to JavaScript.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '.',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: CDATA,
  jPath: false,
  maxNestedTags: DEEPEST,
  // the parser asks twice where an element is empty
  transformTagName: (name) => (name.startsWith('.') ? name : `.${name}`),
})

type Node = Record<string, unknown>

/** The element that a text is; undefined where it is no XML. `onUnknown` is told of each reference that stays as it stands. */
export function parseElement(xml: string, onUnknown: () => void = () => {}): Element | undefined {
  try {
    const nodes = parser.parse(xml) as Node[]
    return nodes.map((node) => elementOf(node, onUnknown)).find((element) => element !== undefined)
  } catch {
    return undefined
  }
}

function elementOf(node: Node, onUnknown: () => void): Element | undefined {
  const key = Object.keys(node).find((name) => name.startsWith('.'))
  if (key === undefined) return undefined
  const element: Element = { name: key.slice(1), attributes: Object.create(null), text: '', children: [] }
  for (const [name, value] of Object.entries((node[ATTRIBUTES] ?? {}) as object))
    element.attributes[name.slice(1)] = resolved(String(value), onUnknown)
  for (const inner of node[key] as Node[]) {
    if (typeof inner[TEXT] === 'string') element.text += resolved(inner[TEXT], onUnknown)
    else if (Array.isArray(inner[CDATA])) element.text += (inner[CDATA] as Node[]).map(textOf).join('')
    else {
      const child = elementOf(inner, onUnknown)
      if (child !== undefined) element.children.push(child)
    }
  }
  return element
}

function textOf(node: Node): string {
  const text = node[TEXT]
  return typeof text === 'string' ? text : ''
}

const REFERENCE = /&(?:#x([\da-f]{1,8})|#(\d{1,10})|([a-z][a-z\d]{0,31}));/gi
const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function resolved(text: string, onUnknown: () => void): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    const character = name ? NAMED.get(name) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    if (character === undefined) onUnknown()
    return character ?? whole
  })
}

/** Elements of this name directly inside. */
export function inside(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name)
}
