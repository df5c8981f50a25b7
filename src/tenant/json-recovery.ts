/** Where reading goes on after a broken record of JSON. */
import { OPEN_BRACE, QUOTE, stringEnd } from './json-scan.ts'
import { codeAt, type SourceText, skipBlanks } from './source-text.ts'

/** How many times the bytes of a file may be read again, from inside of records that are broken. */
const AGAIN = 4
/** Code units of the first name of a record by which others that begin alike are known. */
const LONGEST_NAME = 64

export interface Recovery {
  /** Takes the beginning of a whole record for that of others. */
  learn(start: number): void
  /** Where another record may begin inside of the broken one from `start` to `end`. */
  inside(start: number, end: number): number | undefined
  /** Where the next record may begin after one that begins at `start` and can no longer be one at `broken`. */
  after(start: number, broken: number, end: number): number
}

/** The first name of a record, with its quotation marks. */
interface Name {
  start: number
  end: number
}

export function createRecovery(text: SourceText): Recovery {
  const { width } = text
  let learned: Name | undefined
  let budget = AGAIN * (text.end - text.start)
  /** Between these no record begins. */
  let none = { from: text.end, end: text.end }

  /** The next record that begins with that name, or at a brace that begins a line. */
  function next(name: Name, from: number, end: number): number | undefined {
    let feed = false
    for (let at = from; at < end; at += width) {
      const code = codeAt(text, at)
      if (code === OPEN_BRACE && (feed || beginsWith(text, at, name))) return at
      feed = code === 0x0a || code === 0x0d
    }
    return undefined
  }

  function nextLearned(from: number, end: number): number | undefined {
    if (learned === undefined || (from >= none.from && end === none.end)) return undefined
    const found = next(learned, from, end)
    if (found === undefined) none = { from, end }
    return found
  }

  /** Whether as many bytes may be read again. */
  function spend(bytes: number): boolean {
    if (bytes > budget) return false
    budget -= Math.max(0, bytes)
    return true
  }

  // a quotation mark or a bracket too few lets a record swallow what comes after it
  function inside(start: number, end: number): number | undefined {
    const name = learned ?? firstName(text, start, end)
    const found = name && next(name, start + width, end)
    return found !== undefined && spend(end - found) ? found : undefined
  }

  return {
    learn(start) {
      learned ??= firstName(text, start, text.end)
    },
    inside,
    after(start, broken, end) {
      const found = inside(start, broken)
      if (found !== undefined) return found
      if (learned !== undefined) return nextLearned(broken, end) ?? broken
      const own = firstName(text, start, end)
      return (own !== undefined && spend(end - broken) ? next(own, broken, end) : undefined) ?? broken
    },
  }
}

function firstName(text: SourceText, start: number, end: number): Name | undefined {
  const first = skipBlanks(text, start + text.width)
  if (first >= end || codeAt(text, first) !== QUOTE) return undefined
  return { start: first, end: stringEnd(text, first, Math.min(end, first + LONGEST_NAME * text.width)) }
}

/** Whether the first name in the object at `at` is that. */
function beginsWith(text: SourceText, at: number, name: Name): boolean {
  const { width } = text
  const first = skipBlanks(text, at + width)
  if (first + name.end - name.start > text.end) return false
  for (let i = 0; i < name.end - name.start; i += width)
    if (codeAt(text, first + i) !== codeAt(text, name.start + i)) return false
  return true
}
