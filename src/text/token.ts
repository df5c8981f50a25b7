/** Random tokens: words that no language and no name looks like. */

/** Code units; shorter ones are order numbers and campaign codes. */
const LEAST = 20
/** Changes between letters and digits. Codes that people make change once or twice. */
const CHANGES = 4

/**
 * The first word of letters, digits, `-`, `_`, `+`, `=` and `.` that is long and mixes letters and digits without order, as
 * message identifiers and keys do; undefined where there is none. Looks at the first `limit` code units.
 */
export function randomToken(text: string, limit = 5000): string | undefined {
  const end = Math.min(text.length, limit)
  let start = 0
  let changes = 0
  /** 1 after a letter, 2 after a digit. */
  let last = 0
  for (let at = 0; at <= end; at++) {
    const kind = at < end ? kindOf(text.charCodeAt(at)) : 0
    if (kind === 0) {
      if (changes >= CHANGES && at - start >= LEAST) return text.slice(start, at)
      start = at + 1
      changes = last = 0
    } else if (kind < 3) {
      if (last !== 0 && last !== kind) changes++
      last = kind
    }
  }
  return undefined
}

/**
 * As {@link randomToken}, for what programs that send mail write as well: numbers in hexadecimal, as of mailings and messages, are
 * passed over.
 */
export function randomKey(text: string, limit = 5000): string | undefined {
  return wordsOf(text, limit).find(isKey)
}

/** All that {@link randomKey} looks for. */
export function randomKeys(text: string, limit = 5000): string[] {
  return wordsOf(text, limit).filter(isKey)
}

function wordsOf(text: string, limit: number): string[] {
  return text.slice(0, limit).split(/[^\da-z]+/i)
}

function isKey(word: string): boolean {
  return /[g-z]/i.test(word) && randomToken(word) !== undefined
}

/** 1 for an ASCII letter, 2 for a digit, 3 for a mark that tokens have, 0 for what ends one. */
function kindOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 2
  const lower = code | 0x20
  if (lower >= 0x61 && lower <= 0x7a) return 1
  return code === 0x2d || code === 0x5f || code === 0x2b || code === 0x3d || code === 0x2e ? 3 : 0
}
