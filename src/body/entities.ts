/** Character references (WHATWG HTML 13.2.5.72 to 13.2.5.80). Names that are not in our table stay as written. */
import { latin1 } from '../mime/bytes.ts'
import { Outline } from '../mime/outline.ts'
import { LEGACY, NAMED } from './entity-names.ts'

const names = new Map<string, string>()
for (const group of NAMED.split(',')) {
  const [code, ...list] = group.split(' ')
  for (const name of list) names.set(name, String.fromCodePoint(Number.parseInt(code, 36)))
}
const legacy = new Set(LEGACY.split(' '))
const MAX_NAME = Math.max(...Array.from(names.keys(), (name) => name.length))
const MAX_LEGACY = Math.max(...Array.from(legacy, (name) => name.length))

/** What numeric references 0x80 to 0x9f mean: the characters of windows-1252; 0 where it has none. */
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
]

function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)
}

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99
}

/** Length of the reference that {@link decodeReference} decoded last. */
export let referenceLength = 0

/**
 * The characters that the reference at `codes[at]`, an ampersand, stands for, its length left in {@link referenceLength};
 * undefined where the ampersand is only text. `inAttribute`: a legacy name before `=` or a letter is text.
 */
export function decodeReference(
  codes: Uint8Array,
  at: number,
  end: number,
  inAttribute: boolean,
): string | undefined {
  let i = at + 1
  if (codes[i] === 0x23) return decodeNumeric(codes, at, end)
  const limit = Math.min(end, i + MAX_NAME)
  while (i < limit && isAlphanumeric(codes[i])) i++
  if (i === at + 1) return undefined
  if (i < end && codes[i] === 0x3b) {
    const found = names.get(latin1(codes, at + 1, i))
    if (found !== undefined) {
      referenceLength = i + 1 - at
      return found
    }
  }
  for (let stop = Math.min(i, at + 1 + MAX_LEGACY); stop > at + 2; stop--) {
    const name = latin1(codes, at + 1, stop)
    if (!legacy.has(name)) continue
    const next = stop < end ? codes[stop] : 0
    if (inAttribute && (next === 0x3d || isAlphanumeric(next))) return undefined
    referenceLength = stop - at
    return names.get(name)
  }
  return undefined
}

function decodeNumeric(codes: Uint8Array, at: number, end: number): string | undefined {
  let i = at + 2
  const hexadecimal = (codes[i] | 0x20) === 0x78
  if (hexadecimal) i++
  const radix = hexadecimal ? 16 : 10
  const from = i
  let code = 0
  for (; i < end; i++) {
    const value = digit(codes[i])
    if (value >= radix) break
    if (code <= 0x10ffff) code = code * radix + value
  }
  if (i === from) return undefined
  if (i < end && codes[i] === 0x3b) i++
  referenceLength = i - at
  if (code >= 0x80 && code <= 0x9f) code = WINDOWS_1252[code - 0x80] || code
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) code = 0xfffd
  return String.fromCodePoint(code)
}

/** The text with its references decoded. */
export function decodeText(text: string, inAttribute = false): string {
  let at = text.indexOf('&')
  if (at < 0) return text
  const { bytes } = Outline.of(text)
  let out = ''
  let from = 0
  while (at >= 0) {
    const decoded = decodeReference(bytes, at, bytes.length, inAttribute)
    if (decoded === undefined) {
      at = text.indexOf('&', at + 1)
      continue
    }
    out += text.slice(from, at) + decoded
    from = at + referenceLength
    at = text.indexOf('&', from)
  }
  return out + text.slice(from)
}
