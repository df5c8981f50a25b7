/** The text of a file, looked at where it lies, so that every place is one of the file's own bytes. */

export interface SourceText {
  bytes: Uint8Array
  /** Bytes of a code unit: 1 of UTF-8, 2 of UTF-16. */
  width: 1 | 2
  /** Which of the two bytes of a code unit is the low one. */
  low: 0 | 1
  /** After the byte order mark. */
  start: number
  /** Half a code unit at the end is left out. */
  end: number
}

const MARKS: readonly [mark: readonly number[], width: 1 | 2, low: 0 | 1][] = [
  [[0xef, 0xbb, 0xbf], 1, 0],
  [[0xff, 0xfe], 2, 0],
  [[0xfe, 0xff], 2, 1],
]

const DECODERS = {
  utf8: new TextDecoder('utf-8', { ignoreBOM: true }),
  little: new TextDecoder('utf-16le', { ignoreBOM: true }),
  big: new TextDecoder('utf-16be', { ignoreBOM: true }),
}

/** By the byte order mark; without one by the NUL that UTF-16 has beside an ASCII character. */
export function sourceText(bytes: Uint8Array): SourceText {
  const found = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))
  let width: 1 | 2 = found?.[1] ?? 1
  let low: 0 | 1 = found?.[2] ?? 0
  if (found === undefined && bytes.length > 1 && (bytes[0] === 0) !== (bytes[1] === 0)) {
    width = 2
    low = bytes[0] === 0 ? 1 : 0
  }
  const start = found?.[0].length ?? 0
  return { bytes, width, low, start, end: bytes.length - ((bytes.length - start) % width) }
}

/** The code unit at a place: a byte of UTF-8, of which those below 0x80 are characters. */
export function codeAt(text: SourceText, at: number): number {
  const { bytes } = text
  return text.width === 1 ? bytes[at] : bytes[at + text.low] | (bytes[at + 1 - text.low] << 8)
}

export function decode({ bytes, width, low }: SourceText, start: number, end: number): string {
  const decoder = width === 1 ? DECODERS.utf8 : low === 0 ? DECODERS.little : DECODERS.big
  return decoder.decode(bytes.subarray(start, end))
}

/** Space, tab, line ends. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** The place of the first code unit from `at` on that is not blank. */
export function skipBlanks(text: SourceText, at: number): number {
  while (at < text.end && isBlank(codeAt(text, at))) at += text.width
  return at
}

/** Whether these ASCII characters stand at a place. */
export function startsWith(text: SourceText, at: number, ascii: string): boolean {
  if (at + ascii.length * text.width > text.end) return false
  for (let i = 0; i < ascii.length; i++)
    if (codeAt(text, at + i * text.width) !== ascii.charCodeAt(i)) return false
  return true
}

/** The place of the first of these code units from `at` on; `end` where there is none. */
export function indexOfCode(text: SourceText, code: number, at: number, end = text.end): number {
  while (at < end && codeAt(text, at) !== code) at += text.width
  return Math.min(at, end)
}
