/**
 * Words in which letters of other scripts stand for Latin ones (UTS 39: mixed-script confusables): a filter reads another word than
 * the reader does.
 */

/**
 * Lower-case and capital letters that look like an ASCII letter in common fonts, by what they look like. Written by hand from the
 * shapes; 2026-11-24.
 */
const LOOK_ALIKES: Record<string, string> = {
  a: 'аɑα',
  b: 'Ьƅ',
  c: 'сϲⅽ',
  d: 'ԁⅾ',
  e: 'еҽℯ',
  g: 'ɡց',
  h: 'һհ',
  i: 'іιⅰӏɩ',
  j: 'јϳ',
  l: 'ⅼӏǀ',
  m: 'ⅿ',
  n: 'ո',
  o: 'оοօⲟ',
  p: 'рρϼ',
  q: 'ԛգ',
  r: 'ⲅ',
  s: 'ѕ',
  t: 'τ',
  u: 'υս',
  v: 'νѵⅴ',
  w: 'ԝѡա',
  x: 'хⅹ',
  y: 'уүγ',
  z: 'ᴢ',
  A: 'АΑᎪ',
  B: 'ВΒᏴ',
  C: 'СϹⅭᏟ',
  D: 'ⅮᎠ',
  E: 'ЕΕᎬ',
  F: 'Ϝ',
  G: 'ԌᏀ',
  H: 'НΗᎻ',
  I: 'ІΙӀⅠ',
  J: 'ЈᎫ',
  K: 'КΚⲔᏦ',
  L: 'ⅬᏞ',
  M: 'МΜⅯᎷ',
  N: 'ΝⲚ',
  O: 'ОΟՕ',
  P: 'РΡᏢⲢ',
  Q: 'Ԛ',
  S: 'ЅՏᏚ',
  T: 'ТΤᎢ',
  V: 'ѴⅤᏙ',
  W: 'ԜᎳ',
  X: 'ХΧⅩ',
  Y: 'ΥҮ',
  Z: 'ΖᏃ',
}

/** The ASCII letter that a code unit looks like. */
const latin = new Map<number, string>()
for (const [letter, others] of Object.entries(LOOK_ALIKES))
  for (const other of others) latin.set(other.charCodeAt(0), letter)

export interface LookAlikeWord {
  word: string
  /** The word that the reader reads. */
  reads: string
  /** Where it begins in the text. */
  start: number
}

/** At no cost in a text of Latin-1 characters alone. */
const OTHER_SCRIPT = /[\u0185-\u2cff]/
/** Code units that are looked at. */
const MAX_TEXT = 20_000
const MAX_WORDS = 50
/** Letters; shorter ones are units and formulas. */
const SHORTEST = 3

/**
 * Different words that mix ASCII letters with letters of other scripts that look like ASCII ones, and hold no others: words of two
 * alphabets that people write (a brand with a Russian ending, say) have letters that look like none. At most 50.
 */
export function lookAlikeWords(text: string): LookAlikeWord[] {
  const found: LookAlikeWord[] = []
  if (!OTHER_SCRIPT.test(text)) return found
  const known = new Set<string>()
  const end = Math.min(text.length, MAX_TEXT)
  for (let at = 0; at < end && found.length < MAX_WORDS; ) {
    const code = text.charCodeAt(at)
    if (code < 0x100 || !latin.has(code)) {
      at++
      continue
    }
    let start = at
    while (start > 0 && isLetter(text.charCodeAt(start - 1))) start--
    while (at < end && isLetter(text.charCodeAt(at))) at++
    const word = text.slice(start, at)
    const reads = readAs(word)
    if (reads === undefined || known.has(word)) continue
    known.add(word)
    found.push({ word, reads, start })
  }
  return found
}

/** The word with the look-alikes of other scripts replaced; undefined where it is of one script or has other letters. */
function readAs(word: string): string | undefined {
  if (word.length < SHORTEST) return undefined
  let reads = ''
  let ascii = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (code < 0x80) {
      ascii++
      reads += word[i]
    } else {
      const letter = latin.get(code)
      if (letter === undefined) return undefined
      reads += letter
    }
  }
  return ascii === 0 ? undefined : reads
}

function isLetter(code: number): boolean {
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return false
  // some of the look-alikes stand among the signs
  if (latin.has(code)) return true
  return (
    (code < 0x2000 || code > 0x2bff || (code >= 0x2160 && code <= 0x217f)) &&
    !(code >= 0x3000 && code < 0x3040)
  )
}
