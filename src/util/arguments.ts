/** Arguments as callers give them: one wording for what is wrong with them, wherever they are given. */

/** Names that an object may have. */
export type Names = Readonly<Record<string, unknown>>

/** What a value is, in words. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Promise) return 'a promise (await it first)'
  return typeof value === 'object' ? 'an object' : typeof value
}

/** @throws TypeError naming the argument, what it must be and what it is. */
export function wrongType(name: string, wanted: string, value: unknown): never {
  throw new TypeError(`${name} must be ${wanted}, not ${kindOf(value)}`)
}

/** @throws TypeError when it is no object; arrays are none. */
export function requireObject(value: unknown, name: string): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Promise)
    wrongType(name, 'an object', value)
}

/** @throws TypeError when it has not the `parts` of a report that `maker` makes. */
export function requireReport(value: unknown, name: string, parts: readonly string[], maker: string): void {
  requireObject(value, name)
  if (!parts.every((part) => typeof (value as Names)[part] === 'object'))
    throw new TypeError(`${name} must be a report of ${maker}, with ${parts.join(', ')}`)
}

/** @throws TypeError naming a value that is there and of another type. */
export function requireType<T extends 'string' | 'boolean' | 'function'>(
  value: unknown,
  type: T,
  name: string,
): void {
  const wanted = { string: 'a string', boolean: 'true or false', function: 'a function' }
  if (typeof value !== type) wrongType(name, wanted[type], value)
}

/** @throws TypeError when it is no number; RangeError when it is no integer in `least..most`. */
export function requireInteger(
  value: unknown,
  name: string,
  least = 1,
  most = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value !== 'number') wrongType(name, 'a number', value)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`${name} must be an integer from ${least} to ${most}, not ${value}`)
}

/** @throws TypeError naming the list, or the item of it, that is of another type. */
export function requireStrings(value: unknown, name: string): asserts value is readonly string[] {
  if (!Array.isArray(value)) wrongType(name, 'an array of strings', value)
  for (const [i, item] of value.entries()) requireType(item, 'string', `${name}[${i}]`)
}

/** @throws TypeError when it cannot be iterated; a string, and bytes, are one thing rather than many. */
export function requireIterable(value: unknown, name: string, of: string): void {
  const given = Object(value)
  const iterates =
    typeof given[Symbol.iterator] === 'function' || typeof given[Symbol.asyncIterator] === 'function'
  if (!iterates || typeof value === 'string' || value instanceof Uint8Array)
    wrongType(name, `an array or another iterable of ${of}`, value)
}

/**
 * A name that is none of ours is a slip of the pen, and what was meant would be ignored without a word.
 * @throws TypeError when `options` is no object, or names an option that `known` has not; those that are undefined do not count.
 */
export function requireOptions(options: unknown, known: Names, name = 'options'): void {
  requireObject(options, name)
  for (const [option, value] of Object.entries(options as Names))
    if (value !== undefined && !Object.hasOwn(known, option))
      throw new TypeError(`${option} is not an option; there are ${Object.keys(known).join(', ')}`)
}

/** The largest limit where nothing else is said: what fits an index. */
const LARGEST = 0x7fffffff

/**
 * The limits that are given, and the defaults of those that are not, or are undefined. `mosts` has those whose largest value is
 * another than 2^31-1.
 * @throws TypeError naming the limit when one is unknown or no number; RangeError when it is no integer from 1 on.
 */
export function fillLimits<K extends string>(
  defaults: Readonly<Record<K, number>>,
  given: Partial<Record<K, number>> = {},
  mosts: Partial<Record<string, number>> = {},
): Record<K, number> {
  requireObject(given, 'limits')
  const limits: Record<K, number> = { ...defaults }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (!Object.hasOwn(defaults, name))
      throw new TypeError(`limits.${name} is not a limit; there are ${Object.keys(defaults).join(', ')}`)
    requireInteger(value, `limits.${name}`, 1, mosts[name] ?? LARGEST)
    limits[name as K] = value
  }
  return limits
}
