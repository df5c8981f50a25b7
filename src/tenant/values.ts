/** Values of records as they come out of JSON, CSV and Clixml, where the same field is a list, a text of JSON or a text. */

/** Fields by name in lower case, since logs write `userId`, `UserId` and `userid`. No prototype. */
export type Fields = Record<string, unknown>

/** The fields of an object, or of a text of JSON that is one. */
export function fieldsOf(value: unknown): Fields | undefined {
  const object = parsed(value)
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return undefined
  const fields: Fields = Object.create(null)
  for (const [name, inner] of Object.entries(object)) {
    const key = name.toLowerCase()
    if (!(key in fields) || isEmpty(fields[key])) fields[key] = inner
  }
  return fields
}

/** Null, or an empty text. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** Depth of values in a text of JSON that is itself a value. */
const INNER_DEPTH = 64

/** What a text of JSON holds that is an object, a list or a quoted text; every other value as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const first = value.trimStart()[0]
  if ((first !== '{' && first !== '[' && first !== '"') || isDeep(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** Whether more brackets than that are open at once, those in quoted texts counted as well. */
function isDeep(text: string): boolean {
  let depth = 0
  for (let i = 0; i < text.length && depth <= INNER_DEPTH; i++) {
    const code = text.charCodeAt(i) | 0x20
    if (code === 0x7b) depth++
    else if (code === 0x7d) depth--
  }
  return depth > INNER_DEPTH
}

/** A text that is not empty; numbers and truth values as text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'number' ? String(value) : undefined
}

/** The first of these fields that has a text. */
export function pick(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(fields[name])
    if (text !== undefined) return text
  }
  return undefined
}

/** A list, or a text of JSON that is one; any other value that there is, alone. */
export function listOf(value: unknown): unknown[] {
  const list = parsed(value)
  if (Array.isArray(list)) return list
  return isEmpty(list) ? [] : [list]
}

/** A value as one line of text: items of a list joined by `;`, an object as JSON; undefined where there is none. */
export function flat(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map(flat).filter((item) => item !== undefined)
    return items.length === 0 ? undefined : items.join(';')
  }
  if (value === null || typeof value !== 'object') return textOf(value)
  return JSON.stringify(value)
}

/** Values by name, from a list of `{Name, Value}` or `{key, value}`. */
export function named(value: unknown): Fields {
  const values: Fields = Object.create(null)
  for (const item of listOf(value)) {
    const fields = fieldsOf(item)
    const name = fields && pick(fields, 'name', 'key', 'displayname')
    if (name !== undefined) values[name.toLowerCase()] ??= fields!.value
  }
  return values
}
