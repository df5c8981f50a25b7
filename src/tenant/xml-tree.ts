/** One record of an XML file as elements. */
import { XMLParser } from 'fast-xml-parser'

export interface Element {
  name: string
  /** No prototype. */
  attributes: Record<string, string>
  /** Its own text, with that of CDATA sections. */
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

/** The element that a text is; undefined where it is no XML. */
export function parseElement(xml: string): Element | undefined {
  try {
    const nodes = parser.parse(xml) as Node[]
    return nodes.map(elementOf).find((element) => element !== undefined)
  } catch {
    return undefined
  }
}

function elementOf(node: Node): Element | undefined {
  const key = Object.keys(node).find((name) => name.startsWith('.'))
  if (key === undefined) return undefined
  const element: Element = { name: key.slice(1), attributes: Object.create(null), text: '', children: [] }
  for (const [name, value] of Object.entries((node[ATTRIBUTES] ?? {}) as object))
    element.attributes[name.slice(1)] = resolved(String(value))
  for (const inner of node[key] as Node[]) {
    if (typeof inner[TEXT] === 'string') element.text += resolved(inner[TEXT])
    else if (Array.isArray(inner[CDATA])) element.text += (inner[CDATA] as Node[]).map(textOf).join('')
    else {
      const child = elementOf(inner)
      if (child !== undefined) element.children.push(child)
    }
  }
  return element
}

function textOf(node: Node): string {
  const text = node[TEXT]
  return typeof text === 'string' ? text : ''
}

const REFERENCE = /&(?:#x([\da-f]{1,8})|#(\d{1,10})|(lt|gt|amp|quot|apos));/gi
const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Elements of this name directly inside. */
export function inside(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name)
}
