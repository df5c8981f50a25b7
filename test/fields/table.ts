import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/mime/scan.ts'

export interface Row {
  name: string
  raw: string
  /** What the parsed value holds at least; `problems` are messages, none where the key is absent. */
  expect: Record<string, unknown>
}

function hasGetters(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype !== null && prototype !== Object.prototype
}

/** An object with what the getters of its class give. */
function withGetters(value: object): object {
  const getters = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(value)))
  const read = getters.flatMap(([key, { get }]) => (get ? [[key, get.call(value)]] : []))
  return { ...value, ...Object.fromEntries(read) }
}

/** Plain data: maps become objects, a problem becomes its message. */
export function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => {
      if (inner instanceof Map) return Object.fromEntries(inner)
      if (hasGetters(inner)) return withGetters(inner)
      return key === 'problems' ? inner.map((problem: Problem) => problem.message) : inner
    }),
  )
}

/** One test a row. */
export function table(title: string, parse: (raw: string) => unknown, rows: Row[]): void {
  describe(title, () => {
    it.each(rows)('$name', (row) => {
      const actual = plain(parse(row.raw))
      expect(actual).toMatchObject({ problems: [], ...row.expect })
      expectEmpty(actual, row.expect)
    })
  })
}

/** An empty object in a table, as item of a list left aside, means an empty object; to `toMatchObject` it means any. */
function expectEmpty(actual: unknown, expected: unknown): void {
  if (expected === null || typeof expected !== 'object') return
  const entries = Object.entries(expected)
  for (const [key, inner] of entries) {
    const own = (actual as Record<string, unknown>)[key]
    if (!Array.isArray(expected) && JSON.stringify(inner) === '{}') expect(own).toEqual({})
    expectEmpty(own, inner)
  }
}

/** Every `start..end` anywhere in a parsed value lies inside the raw one. */
export function spansInside(value: unknown, length: number): boolean {
  if (value === null || typeof value !== 'object') return true
  if (!(value instanceof Map) && hasGetters(value)) return spansInside(withGetters(value), length)
  const { start, end } = value as { start?: unknown; end?: unknown }
  if (typeof start === 'number' && typeof end === 'number' && !(0 <= start && start <= end && end <= length))
    return false
  const inner = value instanceof Map ? [...value.values()] : Object.values(value)
  return inner.every((item) => spansInside(item, length))
}
