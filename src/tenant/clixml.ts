/** Objects of `Export-Clixml` ([MS-PSRP] 2.2.5), as JSON would have them. */

import { type Element, inside, parseElement } from '../xml-element.ts'
import type { TenantLimits } from './limits.ts'
import { readObject } from './object.ts'
import type { Found } from './reading.ts'
import { decode, type SourceText } from './source-text.ts'
import { type RecordRule, xmlRecords } from './xml-elements.ts'

/** Elements that hold the items of a list. */
const LISTS = new Set(['LST', 'IE', 'QUE', 'STK'])

/**
 * What stands below the root, or in a list that stands there. Objects without a name elsewhere are items of lists and tables;
 * where they are not, something was not closed.
 */
const OBJECTS: RecordRule = ({ name, named }, around) => {
  if (name !== 'Obj' && name !== 'S') return undefined
  const inList = LISTS.has(around.at(-1) ?? '')
  if (around.length === 1 || (around.length === 3 && around[1] === 'Obj' && inList)) return 'record'
  return name === 'Obj' && !named && !inList && around.length > 0 ? 'anew' : undefined
}

export function* clixmlRecords(text: SourceText, limits: TenantLimits): Generator<Found> {
  for (const { start, end, reason } of xmlRecords(text, limits, OBJECTS)) {
    if (reason !== undefined) yield { start, end, unread: reason }
    else {
      const element = parseElement(decode(text, start, end))
      if (element === undefined) yield { start, end, unread: 'not valid XML' }
      else yield { start, end, ...readObject(clixmlValue(element)) }
    }
  }
}

function clixmlValue(element: Element): unknown {
  switch (element.name) {
    case 'Nil':
    case 'Ref':
      return null
    case 'Obj':
      return objectOf(element)
    case 'B':
      return element.text.trim().toLowerCase() === 'true'
    default:
      return unescaped(element.text)
  }
}

/** A name of a type, which says nothing of the object. */
const TYPE_NAME = /^(?:[A-Z]\w*\.)+\w+(?:`\d.*)?$/s

function objectOf(element: Element): unknown {
  const list = element.children.find(({ name }) => LISTS.has(name))
  if (list !== undefined) return list.children.map(clixmlValue)
  const [dictionary] = inside(element, 'DCT')
  if (dictionary !== undefined) return entriesOf(dictionary)
  const shown = inside(element, 'ToString')[0]?.text
  const properties = [...inside(element, 'Props'), ...inside(element, 'MS')].flatMap(
    ({ children }) => children,
  )
  const isTop = element.attributes.N === undefined
  if (properties.length === 0 || (!isTop && shown !== undefined && !TYPE_NAME.test(shown)))
    return shown === undefined ? null : unescaped(shown)
  const object: Record<string, unknown> = Object.create(null)
  for (const property of properties) {
    const name = property.attributes.N
    if (name !== undefined) object[unescaped(name)] ??= clixmlValue(property)
  }
  return object
}

function entriesOf(dictionary: Element): Record<string, unknown> {
  const object: Record<string, unknown> = Object.create(null)
  for (const { children } of inside(dictionary, 'En')) {
    const key = children.find(({ attributes }) => attributes.N === 'Key')
    const value = children.find(({ attributes }) => attributes.N === 'Value')
    if (key !== undefined && value !== undefined) object[String(clixmlValue(key))] = clixmlValue(value)
  }
  return object
}

/** Code units that XML cannot hold are written `_x000D_`. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}
